"""The log in Wagtail's admin: its actions, its report in the place of the site history."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from . import actions
from .events import note_rights
from .report import ChangesView

STOCK = "site-history"


@hooks.register("register_log_actions")
def register_access_actions(registry: LogActionRegistry) -> None:
    actions.register(registry)


@hooks.register("register_admin_urls")
def register_changes_urls() -> list[URLPattern]:
    return [
        path("reports/changes/", ChangesView.as_view(), name="changes_report"),
        path("reports/changes/results/", ChangesView.as_view(results_only=True), name="changes_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_changes_menu_item() -> MenuItem:
    return MenuItem(
        _("Registro de cambios"), reverse("changes_report"), name="changes", icon_name="history", order=1000
    )


@hooks.register("construct_reports_menu")
def without_stock(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != STOCK]


@hooks.register("after_bulk_action")
def log_accounts_opened_or_closed(request: HttpRequest, action_type: str, objects: list[Model], action: str) -> None:
    """Write of each account that a bulk action opened or closed: it does so without a signal."""
    if action_type == "set_active_state":
        for user in objects:
            was = {"is_active": user.is_active}
            user.refresh_from_db(fields=["is_active"])
            note_rights(user, was)
