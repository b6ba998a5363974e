"""What the invitation kit hooks into Wagtail: addresses, the button of a session, the list of channels."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.permissions import policy_registry

from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.councils.models import SessionPage
from portal.invitations.models import Invitation

from .admin_views import InvitationViewSet, kit_view
from .attendance_sheets import sheet_view
from .rights import has_invitation_right


@hooks.register("register_admin_urls")
def register_invitation_urls() -> list[URLPattern]:
    return [
        path("sessions/<int:page_id>/invitation/", kit_view, name="invitation_kit"),
        path("sessions/<int:page_id>/invitation/<slug:name>/", sheet_view, name="invitation_sheet"),
    ]


@hooks.register("register_admin_viewset")
def register_channels() -> InvitationViewSet:
    return InvitationViewSet()


class ChannelsMenuItem(MenuItem):
    """The entry of the list of channels, for whoever sees one."""

    def is_shown(self, request):
        """Tell whether the account sees it."""
        return policy_registry.get_by_type(Invitation).user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_channels_menu_item() -> ChannelsMenuItem:
    url = reverse("invitations:index")
    return ChannelsMenuItem(_("Medios usados para invitar"), url, name="invitations", icon_name="mail", order=900)


def invitation_buttons(page: BasePage, user: User) -> Iterator[Button]:
    """Yield the button of a session, for whom its screen answers."""
    if issubclass(page.specific_class or type(page), SessionPage):
        session = source_version(page.specific)
        if has_invitation_right(user, "view", session):
            yield Button(_("Invitar"), reverse("invitation_kit", args=[session.pk]), icon_name="mail", priority=28)


@hooks.register("register_page_header_buttons")
def invitation_header_buttons(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator:
    yield from invitation_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def invitation_listing_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator:
    yield from invitation_buttons(page, user)
