"""The one address of this room, below /forms/ as the forms themselves."""

from django.urls import path

from .worker import worker_view

urlpatterns = [path("worker.js", worker_view, name="offline_worker")]
