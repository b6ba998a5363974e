"""The addresses and the menu entry of «Cargar un papel o una llamada»; they register themselves when it is imported."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import entry_views
from .rights import matter_policy


class EntryMenuItem(MenuItem):
    """Shown to who may put new matters into some queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether it is the account's business."""
        return matter_policy().user_has_permission(request.user, "add")


@hooks.register("register_admin_menu_item")
def register_entry_menu_item() -> EntryMenuItem:
    return EntryMenuItem(
        _("Cargar papel o llamada"),
        reverse_lazy("submission_entry"),
        name="submission-entry",
        icon_name="form",
        order=151,
    )


@hooks.register("register_admin_urls")
def register_entry_urls() -> list[URLPattern]:
    return [
        path("submissions/entry/", entry_views.EntryKindsView.as_view(), name="submission_entry"),
        path("submissions/entry/done/<str:code>/", entry_views.EntryDoneView.as_view(), name="submission_entry_done"),
        path(
            "submissions/entry/receipt/<str:code>/",
            entry_views.EntryReceiptView.as_view(),
            name="submission_entry_receipt",
        ),
        path("submissions/entry/<slug:name>/", entry_views.EntryFormView.as_view(), name="submission_entry_form"),
    ]
