"""Data protection in the admin: its menu entry, its addresses, what its log says."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from portal.office.boundaries.viewset import CuratorsMenuItem

from . import log, views


class DataProtectionViewSet(ViewSet):
    """All screens under /admin/personal-data/."""

    name = "personal_data"
    url_prefix = "personal-data"
    icon = "user"
    menu_label = _("Datos personales")
    menu_order = 170
    menu_item_class = CuratorsMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses; the first is the menu's."""
        return [
            path("", views.RegisterView.as_view(), name="index"),
            path("register.csv", views.RegisterTableView.as_view(), name="table"),
            path("person/", views.PersonView.as_view(), name="person"),
        ]


@hooks.register("register_admin_viewset")
def register_data_protection() -> DataProtectionViewSet:
    return DataProtectionViewSet()


@hooks.register("register_log_actions")
def register_data_protection_actions(actions: LogActionRegistry) -> None:
    log.register_person_actions(actions)
