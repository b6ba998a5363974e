"""The log in Wagtail's admin: its actions, its report in the place of the site history."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import actions
from .events import note_rights
from .report import ChangesView

STOCK = "site-history"


@hooks.register("register_log_actions")
def register_access_actions(registry):
    actions.register(registry)


@hooks.register("register_admin_urls")
def register_changes_urls():
    return [
        path("reports/changes/", ChangesView.as_view(), name="changes_report"),
        path("reports/changes/results/", ChangesView.as_view(results_only=True), name="changes_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_changes_menu_item():
    return MenuItem(
        _("Registro de cambios"), reverse("changes_report"), name="changes", icon_name="history", order=1000
    )


@hooks.register("construct_reports_menu")
def without_stock(request, items):
    items[:] = [item for item in items if item.name != STOCK]


@hooks.register("after_bulk_action")
def log_accounts_opened_or_closed(request, action_type, objects, action):
    """Write of each account that a bulk action opened or closed: it does so without a signal."""
    if action_type == "set_active_state":
        for user in objects:
            was = {"is_active": user.is_active}
            user.refresh_from_db(fields=["is_active"])
            note_rights(user, was)
