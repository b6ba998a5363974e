"""What the register hooks into Wagtail: its addresses, its entry in the menu, the button on a session's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import path, reverse, reverse_lazy
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from portal.access.policy import READ
from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.councils.models import SessionPage

from . import entry_views, list_views
from .rights import may_with_participants, participant_policy


class RegisterMenuItem(MenuItem):
    """Shown to who may see participants of some session."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether it is the account's business."""
        return participant_policy().user_has_permission(request.user, READ)


@hooks.register("register_admin_menu_item")
def register_participants_menu_item() -> RegisterMenuItem:
    return RegisterMenuItem(
        _("Participantes"), reverse_lazy("participant_sessions"), name="participants", icon_name="group", order=146
    )


@hooks.register("register_admin_urls")
def register_participant_urls() -> list[URLPattern]:
    of_session, of_line = "participants/<int:session_id>/", "participants/<int:session_id>/<int:pk>/"
    return [
        path("participants/", list_views.ParticipantSessionsView.as_view(), name="participant_sessions"),
        path(of_session, list_views.ParticipantListView.as_view(), name="participant_list"),
        path(f"{of_session}entry/", entry_views.ParticipantEntryView.as_view(), name="participant_entry"),
        path(of_line, entry_views.ParticipantEditView.as_view(), name="participant_edit"),
        path(f"{of_line}delete/", entry_views.ParticipantDeleteView.as_view(), name="participant_delete"),
    ]


@hooks.register("register_page_header_buttons")
def participants_button(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is SessionPage:
        source = source_version(page.specific)
        if may_with_participants(user, READ, source):
            url = reverse("participant_list", args=[source.pk])
            yield Button(_("Participantes"), url, icon_name="group", priority=27)
