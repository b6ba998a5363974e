"""The address of the forms on paper, below /<language>/submissions/."""

from django.urls import path

from . import paper_views

urlpatterns = [path("<slug:name>/paper/", paper_views.paper_view, name="submission_paper")]
