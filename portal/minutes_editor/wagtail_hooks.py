"""What minutes hook into Wagtail: addresses, the menu, the buttons of a session, and what is not deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from portal.core.language import source_version
from portal.councils.models import SessionPage
from portal.councils.rights import makes_sessions
from portal.minutes.choices import PUBLISHED_STATES
from portal.minutes.models import Minutes
from portal.minutes.rights import may_write

from . import form_ways, office_views, translate_views  # noqa: F401 - form_ways: its hooks
from .deletion import refuse_minutes_bulk_deletion, refuse_minutes_deletion
from .office_rows import minutes_address
from .translate_views import may_translate_minutes

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls.resolvers import URLPattern

    from portal.core.models import BasePage, User


@hooks.register("register_admin_urls")
def register_minutes_urls() -> list[URLPattern]:
    one = "minutes/<str:reference>/"
    return [
        path("minutes/", office_views.MinutesListView.as_view(), name="minutes_index"),
        path(one, office_views.MinutesOverviewView.as_view(), name="minutes_overview"),
        path(f"{one}annexes/", office_views.MinutesAnnexesView.as_view(), name="minutes_annexes"),
        path(f"{one}do/<slug:name>/", office_views.MinutesActionView.as_view(), name="minutes_action"),
        path(
            f"{one}translate/<slug:language>/",
            translate_views.MinutesTranslateView.as_view(),
            name="minutes_translate",
        ),
    ]


class MinutesMenuItem(MenuItem):
    """Shown to who makes sessions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the account writes minutes."""
        return makes_sessions(request.user)


@hooks.register("register_admin_menu_item")
def register_minutes_menu_item() -> MinutesMenuItem:
    return MinutesMenuItem(_("Actas"), reverse_lazy("minutes_index"), name="minutes", icon_name="doc-full", order=145)


def minutes_buttons(page: BasePage, user: User) -> Iterator[Button]:
    """Yield the buttons of a session that has begun: its minutes, and on a translation their words."""
    if not issubclass(page.specific_class or type(page), SessionPage):
        return
    session = source_version(page.specific)
    if session.start > timezone.now() or session.council_id is None:
        return
    if may_write(user, session):
        yield Button(_("Acta"), minutes_address(session), icon_name="doc-full", priority=24)
    language = page.locale.language_code
    is_public = Minutes.objects.filter(session=session, state__in=PUBLISHED_STATES)
    if page.pk != session.pk and is_public.exists() and may_translate_minutes(user, session, language):
        url = reverse("minutes_translate", args=[session.reference, language])
        yield Button(_("Traducir el acta"), url, icon_name="globe", priority=24)


@hooks.register("register_page_header_buttons")
def minutes_header_buttons(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from minutes_buttons(page, user)


hooks.register("before_delete_page", refuse_minutes_deletion)
hooks.register("before_bulk_action", refuse_minutes_bulk_deletion)
