"""The admin's first page: «Esta semana en tu distrito», with what waits and the ways that are taken most."""

from typing import Any

from django.db.models import Model, QuerySet
from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from portal.access.roles import is_curator, scopes_of
from portal.core.models import User
from portal.core.registry import TodoCount, TodoList, todo_lists

from .quick_actions import quick_actions
from .scope import count_by_place, district_choices, district_parts, edits, own_neighbourhoods

SHOWN = 5


def has_a_day(user: User) -> bool:
    """Tell whether anything may wait for an account: whoever has a role, and administrators."""
    return user.is_active and (user.is_superuser or bool(scopes_of(user)))


def list_url(known: TodoList, rows: QuerySet[Model]) -> str:
    """Return the address of the full list of a TodoList."""
    if known.list_url:
        return known.list_url()
    if issubclass(rows.model, Page):
        return f"{reverse('district_pages:index')}?waiting={known.name}"
    return reverse("waiting_list", args=[known.name])


def todo_parts(
    known: TodoList, user: User, rows: QuerySet[Model], counts: dict[str, int], districts: dict[str, int]
) -> list[TodoCount]:
    """Return the Parts of what waits: those of its own kind, or the `districts` ({name: pk}) of curators."""
    if known.parts:
        return known.parts(user, rows)
    if not districts:
        return []
    narrowed = list_url(known, rows) if issubclass(rows.model, Page) else ""
    return district_parts(counts, narrowed, districts)


def what_waits(user: User) -> list[dict[str, Any]]:
    """Return what waits for an account: [{name, label, hint, count, parts, lines, more, url}]; nothing of what does not.

    One question counts everything; only what is there is asked for its first rows.
    """
    asked = {known: known.rows(user) for known in todo_lists()}
    counted = count_by_place({known.name: (rows, known.district) for known, rows in asked.items()})
    districts = {name: pk for pk, name in district_choices(user)} if is_curator(user) else {}
    found = []
    for known, rows in asked.items():
        counts = counted[known.name]
        count = sum(counts.values())
        if count:
            found.append(
                {
                    "name": known.name,
                    "label": known.label,
                    "hint": known.hint,
                    "count": count,
                    "parts": todo_parts(known, user, rows, counts, districts),
                    "lines": [known.line(row) for row in rows[:SHOWN]],
                    "more": count > SHOWN,
                    "url": list_url(known, rows),
                }
            )
    return found


def heading(user: User) -> str:
    """Return how an account's first page calls what it answers for."""
    if is_curator(user):
        return gettext("Esta semana en la ciudad")
    hers = own_neighbourhoods(user)
    if hers:
        names = ", ".join(row.name for row in hers)
        return ngettext("Esta semana en tu barrio: %(names)s", "Esta semana en tus barrios: %(names)s", len(hers)) % {
            "names": names
        }
    names = [name for _pk, name in district_choices(user)]
    if len(names) == 1:
        return gettext("Esta semana en tu distrito: %(district)s") % {"district": names[0]}
    return gettext("Esta semana en tus distritos")


class DayPanel(Component):
    """What waits for the account that looks."""

    name = "day"
    order = 50
    template_name = "office/dashboard/panel.html"

    def __init__(self, user):
        self.user = user

    @cached_property
    def media(self):
        """The panel's own few rules."""
        return Media(css={"all": ["admin/day.css"]})

    def get_context_data(self, parent_context):
        """Return heading, quick actions, what waits, and whether the account tells anything itself."""
        return {
            "heading": heading(self.user),
            "actions": quick_actions(self.user),
            "waiting": what_waits(self.user),
            "tells": edits(self.user),
        }
