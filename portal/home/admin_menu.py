"""The admin's main menu: one table says which entry stands in which group, and for whom.

Every room registers its own entries with Wagtail; their addresses decide where they stand here. What no row names
stays with the settings: a test finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.access.roles import Subject, is_curator, languages_of, scopes_of
from portal.core.models import User
from portal.office.dashboard.scope import edits
from portal.submission_queue.selectors import with_count
from portal.territory.models import District, Neighbourhood


def writes_or_translates(user: User) -> bool:
    """Tell whether pages are an account's business."""
    return edits(user) or bool(languages_of(user))


def keeps_agenda(user: User) -> bool:
    """Tell whether an account may change what an agenda is made with; authors read it only."""
    return is_curator(user) or any(scope.may(Subject.AGENDA, "change") for scope in scopes_of(user))


def answers_for_a_district(user: User) -> bool:
    """Tell whether an account answers for more than single neighbourhoods: some lists hold nothing of one."""
    return is_curator(user) or any(scope.neighbourhoods is None for scope in scopes_of(user))


def edits_a_district(user: User) -> bool:
    """Tell whether an account writes for a whole district, or the city."""
    return edits(user) and answers_for_a_district(user)


def keeps_district_agenda(user: User) -> bool:
    """Tell whether an account may change what the agenda of a whole district is made with."""
    return keeps_agenda(user) and answers_for_a_district(user)


@dataclass(frozen=True)
class MenuRow:
    """An entry: the name of its address, and who has a use for it beside Wagtail's own answer."""

    url_name: str
    useful_to: Callable[[User], bool] = lambda user: True


@dataclass(frozen=True)
class MenuGroup:
    """An entry of the top; its rows stand inside in this order."""

    name: str
    label: str
    icon: str
    rows: tuple[MenuRow, ...]


SETTINGS, QUEUE = "settings", "submissions"
MENU_GROUPS = (
    MenuGroup(
        "week",
        _("Esta semana"),
        "calendar-check",
        (
            MenuRow("council_series_week"),
            MenuRow("weekly_issues:index", edits_a_district),
            MenuRow("recipients:index", keeps_district_agenda),
        ),
    ),
    MenuGroup(
        QUEUE,
        _("Lo que llegó"),
        "mail",
        (MenuRow("submission_queue:index"), MenuRow("submission_entry"), MenuRow("answer_templates:index")),
    ),
    MenuGroup(
        "agenda",
        _("Consejos y agenda"),
        "calendar-alt",
        (
            MenuRow("sessions:index", writes_or_translates),
            MenuRow("minutes_index"),
            MenuRow("councils:index", writes_or_translates),
            MenuRow("events:index", writes_or_translates),
            MenuRow("session_imports:index"),
        ),
    ),
    MenuGroup(
        "bank",
        _("Banco de experiencias"),
        "list-ul",
        (
            MenuRow("practices:index", writes_or_translates),
            MenuRow("dossiers:index", lambda user: writes_or_translates(user) and answers_for_a_district(user)),
            MenuRow("practice_imports:index"),
            MenuRow("vocabularies:index"),
        ),
    ),
    MenuGroup("pages", _("Páginas"), "folder-open-inverse", (MenuRow("wagtailadmin_explore_root"),)),
    MenuGroup(
        "district",
        _("Los distritos"),
        "site",
        (
            MenuRow("district_pages:index", writes_or_translates),
            MenuRow("translation_board"),
            MenuRow("wagtailimages:index"),
            MenuRow("wagtaildocs:index"),
            MenuRow("districts:index", answers_for_a_district),
            MenuRow("neighbourhoods:index"),
            MenuRow("venues:index"),
            MenuRow("units:index"),
            MenuRow("organisations:index"),
            MenuRow("boundary_imports:index"),
            MenuRow("map_data:index"),
        ),
    ),
    MenuGroup(
        "people",
        _("Personas"),
        "group",
        (
            MenuRow("participant_sessions"),
            MenuRow("registrations:index"),
            MenuRow("practice_contacts:index"),
            MenuRow("personal_data:index"),
            MenuRow("wagtailusers_users:index"),
            MenuRow("wagtailusers_groups:index"),
        ),
    ),
    MenuGroup(
        SETTINGS,
        _("Ajustes e informes"),
        "cogs",
        (
            MenuRow("local_holidays:index", keeps_district_agenda),
            MenuRow("undelivered_mail:index"),
            # what of a review waits for an editor stands on her first page; these list every step of every page
            MenuRow("wagtailadmin_reports:workflow", is_curator),
            MenuRow("wagtailadmin_reports:workflow_tasks", is_curator),
            MenuRow("wagtailadmin_reports:aging_pages", is_curator),
        ),
    ),
    MenuGroup("guide", _("Guía"), "help", (MenuRow("editor_guide"),)),
)
#: Wagtail's submenu of links to its own pages, in English and elsewhere: the guide says what they say
LEFT_OUT = ("help",)


@cache
def places_by_address() -> dict[str, tuple[str, int, MenuRow]]:
    """Return {address: (group's name, place in it, its Row)}; an address that a portal lacks is left out."""
    places = {}
    for group in MENU_GROUPS:
        for place, row in enumerate(group.rows):
            try:
                places[reverse(row.url_name)] = (group.name, place, row)
            except NoReverseMatch:
                continue
    return places


def menu_entries(request: HttpRequest, items: list[MenuItem]) -> list[MenuItem]:
    """Return the entries that lead somewhere, those of Wagtail's own submenus among them."""
    found = []
    for item in sorted(items, key=lambda known: known.order):
        if isinstance(item, SubmenuMenuItem):
            found += [] if item.name in LEFT_OUT else menu_entries(request, item.menu.menu_items_for_request(request))
        else:
            found.append(item)
    return found


def district_label(user: User) -> str:
    """Return how the group of the districts is called; who works in one, or in one neighbourhood, reads its name."""
    scopes = scopes_of(user)
    if is_curator(user) or len({scope.district for scope in scopes}) != 1:
        return gettext("Los distritos")
    only = set().union(*(scope.neighbourhoods or () for scope in scopes))
    if not all(scope.neighbourhoods for scope in scopes):
        name = District.objects.values_list("name", flat=True).get(pk=scopes[0].district)
        return gettext("Mi distrito: %(district)s") % {"district": name}
    if len(only) > 1:
        return gettext("Mis barrios")
    name = Neighbourhood.objects.values_list("name", flat=True).get(pk=only.pop())
    return gettext("Mi barrio: %(neighbourhood)s") % {"neighbourhood": name}


def placed(item: MenuItem, order: int) -> MenuItem:
    """Return a copy of an entry for another place: Wagtail keeps the entries, and sorts them by `order`."""
    moved = copy(item)
    moved.order = order
    return moved


@hooks.register("construct_main_menu", order=1000)
def group_the_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    known, after = places_by_address(), 1000
    groups = {group.name: [] for group in MENU_GROUPS}
    for number, item in enumerate(menu_entries(request, items)):
        name, place, row = known.get(item.url, (SETTINGS, after + number, None))
        if row is None or row.useful_to(request.user):
            groups[name].append(placed(item, place))
    items[:] = [
        top_entry(request, group, inside, number)
        for number, group in enumerate(MENU_GROUPS)
        if (inside := groups[group.name])
    ]


def top_entry(request: HttpRequest, group: MenuGroup, inside: list[MenuItem], number: int) -> MenuItem:
    """Return the entry of a group; a group of one is its entry."""
    if len(inside) == 1:
        return placed(inside[0], number)
    return SubmenuMenuItem(
        group_label(group, request.user), Menu(items=inside), name=group.name, icon_name=group.icon, order=number
    )


def group_label(group: MenuGroup, user: User) -> str:
    """Return how a group is called for an account: its district's name, or with the number that waits."""
    if group.name == QUEUE:
        return with_count(group.label, user)
    return district_label(user) if group.name == "district" else group.label


@hooks.register("insert_global_admin_css")
def style_the_city_mark() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/menu.css"))
