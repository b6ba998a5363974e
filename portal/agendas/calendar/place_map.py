"""Where it is on: the districts on a map with how many events each has, one district by neighbourhoods, and the table."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agendas.asked import LIST, MAP
from portal.districts.pages.maps import city_map, district_map
from portal.territory.models import District, DistrictKind, Neighbourhood


@dataclass(frozen=True)
class Area:
    """A district or a neighbourhood on the map: its name, what its shape leads to, how many events it has."""

    pk: int
    title: str
    address: str
    list_url: str
    count: int


def map_context(answer):
    """Return {map: {label, view_box, places, caption, head, rows}}: of the city, or of the one district asked for."""
    open_ones, codes = list(District.objects.filter(active=True)), answer.asked.district
    district = next((one for one in open_ones if codes == (one.code,) and one.kind == DistrictKind.DISTRICT), None)
    areas = district_areas(answer, district) if district else city_areas(answer, open_ones)
    if district:
        drawn = district_map(district, {area.pk: (area.title, area.address) for area in areas})
    else:
        drawn = city_map({area.pk: area for area in areas})
    name = district.name if district else ""
    caption = _("Encuentros por barrio de %(district)s") % {"district": name} if name else _("Encuentros por distrito")
    return {
        "map": {
            "caption": caption,
            "label": _("%(caption)s, en el mapa. La tabla dice lo mismo.") % {"caption": caption},
            "view_box": drawn and drawn["view_box"],
            "places": drawn and shapes(drawn["places"], areas),
            "head": [{"text": _("Barrio") if district else _("Distrito")}, {"text": _("Encuentros"), "num": True}],
            "rows": [*map(table_row, areas), *left_over(answer, district, open_ones)],
        }
    }


def tally(answer, name):
    """Return how many of the events that happen each code of a filter has (Counter)."""
    return Counter(code for one in answer.present if one.state != "cancelled" for code in one.codes[name])


def city_areas(answer, districts):
    """Return the open districts (list of Area); their shapes lead to their neighbourhoods."""
    counted, asked = tally(answer, "district"), answer.asked
    return [
        Area(
            one.pk,
            one.name,
            asked.address(district=(one.code,), view=MAP),
            list_address(answer, district=(one.code,)),
            counted[one.code],
        )
        for one in districts
        if one.kind == DistrictKind.DISTRICT
    ]


def district_areas(answer, district):
    """Return the neighbourhoods of a district (list of Area); their shapes lead to the list of their events."""
    counted = tally(answer, "neighbourhood")
    rows = Neighbourhood.objects.filter(district=district).order_by("name").values_list("pk", "code", "name")
    areas = []
    for pk, code, name in rows:
        url = list_address(answer, neighbourhood=(code,))
        areas.append(Area(pk, name, url, url, counted[code]))
    return areas


def list_address(answer, **changes):
    """Return the address of the same days as a list, with a filter more."""
    period, asked = answer.period, answer.asked
    if period.kind == "week" and not asked.week:  # a list without a time is what is to come, not this week
        changes |= {"since": period.begin, "to": period.end.fromordinal(period.end.toordinal() - 1)}
    return asked.address(view=LIST, **changes)


def shapes(places, areas):
    """Return the shapes of a map, each with its label, its address and its number."""
    by_url = {area.address: area for area in areas}
    found = []
    for place in places:
        area = by_url.get(place.url)
        count = area.count if area else 0
        words = ngettext("%(count)s encuentro", "%(count)s encuentros", count) % {"count": count}
        label = f"{place.name}: {words}" if area else ""
        found.append({"d": place.d, "x": place.x, "y": place.y, "url": place.url, "label": label, "count": count})
    return found


def table_row(area):
    """Return an area with its number as a row of the table."""
    name = {"text": area.title, "header": True, "url": area.list_url if area.count else ""}
    return [name, {"text": area.count, "num": True}]


def left_over(answer, district, districts):
    """Return the row (list of none or one) of what lies in none of the areas: the whole district, the whole city."""
    if district:
        name = _("En todo el distrito")
        count = sum(one.state != "cancelled" and not one.codes["neighbourhood"] for one in answer.present)
        return [[{"text": name, "header": True}, {"text": count, "num": True}]] if count else []
    counted = tally(answer, "district")
    return [
        table_row(Area(one.pk, one.name, "", list_address(answer, district=(one.code,)), counted[one.code]))
        for one in districts
        if one.kind == DistrictKind.WHOLE_CITY and counted[one.code]
    ]
