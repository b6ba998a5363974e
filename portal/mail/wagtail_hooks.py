"""The list of mails that did not go out, in the admin: its menu entry and its address."""

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.access.roles import is_curator

from .views import UndeliveredMailView


class UndeliveredMailMenuItem(MenuItem):
    """Shown to curators and administrators only."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the account answers for the whole city."""
        return is_curator(request.user)


class UndeliveredMailViewSet(ViewSet):
    """The page under /admin/undelivered-mail/."""

    name = "undelivered_mail"
    url_prefix = "undelivered-mail"
    icon = "mail"
    menu_label = _("Correo que no salió")
    menu_order = 900
    menu_item_class = UndeliveredMailMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the address."""
        return [path("", UndeliveredMailView.as_view(), name="index")]


@hooks.register("register_admin_viewset")
def register_undelivered_mail() -> UndeliveredMailViewSet:
    return UndeliveredMailViewSet()
