"""What series hook into Wagtail: addresses, buttons of councils and sessions, the menu, the city's own holidays."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from portal.access.scoped import ScopedModelViewSet
from portal.core.language import source_version
from portal.core.models import BasePage, User
from portal.councils.models import CouncilPage, LocalHoliday
from portal.events.choices import EventState
from portal.events.models import EventPage
from portal.page_editor.review import is_held

from . import rights
from .views.occurrences import CouncilView, WeekView
from .views.reschedule import CancelView, MoveView, ReviveView
from .views.rule import AddView, SeriesEditView


@hooks.register("register_admin_urls")
def register_series_urls() -> list[URLPattern]:
    return [
        path("councils/<int:page_id>/series/", CouncilView.as_view(), name="council_series"),
        path("councils/<int:page_id>/series/add/", AddView.as_view(), name="council_series_add"),
        path("series/<int:pk>/edit/", SeriesEditView.as_view(), name="council_series_edit"),
        path("series-week/", WeekView.as_view(), name="council_series_week"),
        path("events/<int:pk>/move/", MoveView.as_view(), name="event_move"),
        path("events/<int:pk>/cancel/", CancelView.as_view(), name="event_cancel"),
        path("events/<int:pk>/revive/", ReviveView.as_view(), name="event_revive"),
    ]


def series_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Yield the buttons of a council or of an event, those only that lead somewhere."""
    if page.specific_class is CouncilPage:
        if rights.has_series_right(user, "view", source_version(page.specific)):
            url = reverse("council_series", args=[page.pk])
            yield Button(_("Sesiones de este consejo"), url, icon_name="calendar-alt", priority=25)
        return
    if not issubclass(page.specific_class or type(page), EventPage):
        return
    source = source_version(page.specific)
    if not (rights.may_change_source(user, source) or is_held(user, source)):
        return
    ways = [("event_move", _("Cambiar de día u hora"), "date")]
    if source.state == EventState.CANCELLED:
        ways.append(("event_revive", _("Volver a hacerla"), "undo"))
    elif source.live:
        ways.append(("event_cancel", _("Cancelar la sesión"), "cross"))
    back = f"?{urlencode({'next': next_url})}" if next_url else ""
    for name, label, icon in ways:
        yield Button(label, reverse(name, args=[page.pk]) + back, icon_name=icon, priority=26)


@hooks.register("register_page_header_buttons")
def series_header_buttons(page: BasePage, user: User, view_name: str, next_url: str | None = None) -> Iterator:
    yield from series_buttons(page, user, next_url)


@hooks.register("register_page_listing_more_buttons")
def series_listing_buttons(page: BasePage, user: User, next_url: str | None = None) -> Iterator:
    yield from series_buttons(page, user, next_url)


class WeekMenuItem(MenuItem):
    """Shown to whoever has to do with series."""

    def is_shown(self, request):
        return rights.sees_series(request.user)


@hooks.register("register_admin_menu_item")
def week_menu_item() -> WeekMenuItem:
    url = reverse("council_series_week")
    return WeekMenuItem(_("Próxima semana"), url, name="series-week", icon_name="calendar-check", order=140)


class HolidayViewSet(ScopedModelViewSet):
    """The days on which no council meets, beside the country's holidays."""

    model = LocalHoliday
    icon = "calendar"
    name = "local_holidays"
    url_prefix = "local-holidays"
    menu_label = _("Feriados locales")
    menu_order = 600
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["day", "name"]
    form_fields = ["day", "name"]
    ordering = ["-day"]


@hooks.register("register_admin_viewset")
def register_holidays() -> HolidayViewSet:
    return HolidayViewSet()
