"""The addresses of the staff form of minutes, below /forms/minutes/. Its views speak the language of the account."""

from django.urls import path

from portal.access.accounts.language import in_her_language

from .form_views import minutes_form_view, minutes_sync_view

urlpatterns = in_her_language(
    [
        path("<slug:reference>/", minutes_form_view, name="minutes_form"),
        path("<slug:reference>/sync/", minutes_sync_view, name="minutes_form_sync"),
    ]
)
