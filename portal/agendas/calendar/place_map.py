"""Where it is on: the districts on a map with how many events each has, one district by neighbourhoods, and the table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agendas.calendar.query import LIST, MAP
from portal.core.language import label_line
from portal.districts.pages.maps import MapShape, as_map, district_features, kept_drawing
from portal.territory.known import open_district_names
from portal.territory.models import Boundary, Neighbourhood

if TYPE_CHECKING:
    from portal.agendas.calendar.result import CalendarResult

BELOW = 30  # units between a number and the name under it


@dataclass(frozen=True)
class Area:
    """A district or a neighbourhood on the map: its name, what its shape leads to, how many events it has."""

    pk: int | None
    title: str
    address: str
    list_url: str
    count: int


def agenda_map_context(answer: CalendarResult) -> dict[str, dict[str, Any]]:
    """Return {map: {label, view_box, places, caption, head, rows}}: of the city, or of the one district asked for."""
    names, codes = open_district_names(), answer.asked.district
    code = codes[0] if len(codes) == 1 and codes[0] in names else ""
    areas, drawn = draw_district(answer, code) if code else draw_city(answer, names)
    caption = _("Encuentros por distrito")
    if code:
        caption = _("Encuentros por barrio de %(district)s") % {"district": names[code]}
    return {
        "map": {
            "caption": caption,
            "label": _("%(caption)s, en el mapa. La tabla dice lo mismo.") % {"caption": caption},
            "view_box": drawn and drawn["view_box"],
            "places": drawn and shapes(drawn["places"], areas),
            "head": [{"text": _("Barrio") if code else _("Distrito")}, {"text": _("Encuentros"), "num": True}],
            "rows": [*map(table_row, areas), *(left_over(answer) if code else ())],
        }
    }


def filter_code_counts(answer: CalendarResult, name: str) -> dict[str, int]:
    """Return how many of the events that happen each code of a filter has (Counter)."""
    return Counter(code for one in answer.present if one.state != "cancelled" for code in one.codes[name])


def draw_city(answer: CalendarResult, names: dict[str, str]) -> tuple[list[Area], dict[str, Any] | None]:
    """Return (areas, drawing or None) of the open districts, drawn like on the page of all districts.

    Their shapes lead to their neighbourhoods. What belongs to the whole city has no shape, only a row.
    """
    counted, asked = filter_code_counts(answer, "district"), answer.asked
    current = Boundary.objects.current()
    own, parts = Q(district__code__in=names), Q(neighbourhood__district__code__in=names)
    whose = (
        Coalesce("district__code", "neighbourhood__district__code"),
        Coalesce("district", "neighbourhood__district"),
    )
    rows = list(current.filter(own | parts).values_list("pk", "fingerprint", *whose))
    numbers = {code: number for _pk, _fingerprint, code, number in rows}
    areas = [
        Area(
            numbers.get(code),
            name,
            asked.address(district=(code,), view=MAP),
            list_address(answer, district=(code,)),
            counted[code],
        )
        for code, name in names.items()
    ]
    keys = [row[:2] for row in rows]
    drawn = kept_drawing("city", keys, lambda: district_features(current.filter(own), current.filter(parts)))
    return areas, drawn and as_map(drawn, {area.pk: (area.title, area.address) for area in areas if area.pk})


def draw_district(answer: CalendarResult, code: str) -> tuple[list[Area], dict[str, Any] | None]:
    """Return (areas, drawing or None) of a district's neighbourhoods; their shapes lead to the list of their events."""
    counted, areas, keys = filter_code_counts(answer, "neighbourhood"), [], []
    shape = FilteredRelation("boundaries", condition=Q(boundaries__valid_to=None))
    rows = Neighbourhood.objects.filter(district__code=code).annotate(shape=shape).order_by("name")
    for pk, place, name, boundary, fingerprint in rows.values_list(
        "pk", "code", "name", "shape__pk", "shape__fingerprint"
    ):
        url = list_address(answer, neighbourhood=(place,))
        areas.append(Area(pk, name, url, url, counted[place]))
        if boundary:
            keys.append((boundary, fingerprint))
    shapes_of = Boundary.objects.current().filter(neighbourhood__district__code=code)
    drawn = kept_drawing("neighbourhoods", keys, lambda: list(shapes_of.values_list("neighbourhood", "geometry")))
    return areas, drawn and as_map(drawn, {area.pk: (area.title, area.address) for area in areas})


def list_address(answer: CalendarResult, **changes) -> str:
    """Return the address of the same days as a list, with a filter more."""
    period, asked = answer.period, answer.asked
    if period.kind == "week" and not asked.week:  # a list without a time is what is to come, not this week
        changes |= {"since": period.begin, "to": period.end.fromordinal(period.end.toordinal() - 1)}
    return asked.address(view=LIST, **changes)


def shapes(places: list[MapShape], areas: list[Area]) -> list[dict[str, Any]]:
    """Return the shapes of a map, each with its label, its address and its number."""
    by_url = {area.address: area for area in areas}
    found = []
    for place in places:
        area = by_url.get(place.url)
        count = area.count if area else 0
        words = ngettext("%(count)s encuentro", "%(count)s encuentros", count) % {"count": count}
        label = label_line(place.name, words) if area else ""
        drop = BELOW + 9 * (len(place.lines) - 1) if count else 0
        lines = [(y + drop, line) for y, line in place.lines]
        shape = {"d": place.d, "x": place.x, "y": place.y, "url": place.url, "label": label, "count": count}
        found.append({**shape, "lines": lines})
    return found


def table_row(area: Area) -> list[dict[str, Any]]:
    """Return an area with its number as a row of the table."""
    name = {"text": area.title, "header": True, "url": area.list_url if area.count else ""}
    return [name, {"text": area.count, "num": True}]


def left_over(answer: CalendarResult) -> list[list[dict]]:
    """Return the row (list of none or one) of what a district has that belongs to none of its neighbourhoods."""
    count = sum(one.state != "cancelled" and not one.codes["neighbourhood"] for one in answer.present)
    name = {"text": _("En todo el distrito"), "header": True}
    return [[name, {"text": count, "num": True}]] if count else []
