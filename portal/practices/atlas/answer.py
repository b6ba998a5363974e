"""The map of an answer of the bank: its practices by country, or by place where all of them lie in one country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import locales
from portal.core.language import label_line, reader_language
from portal.vocabularies.countries import country_name
from search.api import search
from search.query import SearchQuery, SearchResults

from . import shapes
from .drawing import draw_country, draw_world
from .places import MOST_PRACTICES, found_places, place_rows

if TYPE_CHECKING:
    from portal.practices.atlas.drawing import AtlasDrawing

MOST_NAMES = 4  # that the name of a shared circle says
CLOSER = 0.8  # a look is closer when it shows at most this part of the width


def practices_line(count: int) -> str:
    """Return "1 experiencia", "12 experiencias"."""
    return ngettext("%(count)s experiencia", "%(count)s experiencias", count) % {"count": count}


def names_line(names: list[str]) -> str:
    """Return "España, Francia y Portugal", and of many the first with the number of the others."""
    names = [str(name) for name in names]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], ngettext("%(count)s más", "%(count)s más", rest) % {"count": rest}]
    return format_list(names, locale=locales.language_row(reader_language()).locale)


def on_map(url: str) -> str:
    """Return the address of an answer (str, "?…") as its map."""
    return f"{url}&view=map" if url != "?" else "?view=map"


def counted(query: SearchQuery, results: SearchResults) -> dict[str, int]:
    """Return {alpha-2 code: number of practices} of an answer: of the countries chosen, where some are."""
    chosen = query.facets.get("country", ())
    values = results.facets.get("country", ())
    return {value.code: value.count for value in values if value.count and (not chosen or value.code in chosen)}


def of_this_city(query: SearchQuery, results: SearchResults) -> tuple[int, tuple[str, ...]]:
    """Return (number of practices of the city's districts that name no country, their districts where all are such).

    Only a city that does not exist has them; one question more, and only where something is left over.
    """
    codes = query.facets.get("district") or tuple(value.code for value in results.facets.get("district", ()))
    if not codes:
        return 0, ()
    facets = {**query.facets, "district": codes}
    here = search(replace(query, facets=facets, page=1, page_size=1, count_facets=("country",)))
    elsewhere = sum(value.count for value in here.facets["country"])
    return max(0, here.total - elsewhere), () if elsewhere else codes


def atlas_map_context(
    query: SearchQuery, results: SearchResults, address: Callable, language: str
) -> dict[str, dict[str, Any]]:
    """Return {"map": what practices/map.html shows} for an answer (SearchQuery, SearchResults).

    `address` (function) gives the query string of a question with changes, as bank_address does.
    """
    counts = counted(query, results)
    here, districts, unplaced = 0, (), 0
    if results.total_is_exact and "country" not in query.facets:
        unplaced = max(0, results.total - sum(counts.values()))
        here, districts = of_this_city(query, results) if unplaced else (0, ())
        unplaced = max(0, unplaced - here)
    notes = []
    if unplaced:
        notes.append(ngettext("%(count)s sin lugar", "%(count)s sin lugar", unplaced) % {"count": unplaced})
    if len(counts) == 1 and not here and not unplaced:
        found = one_country(query, next(iter(counts)), address, language)
        if found:
            return {"map": found}
    drawable = {code: count for code, count in counts.items() if code in shapes.world()}
    drawing = draw_world(drawable) if drawable else None
    rows = country_rows(query, counts, address, language)
    if here:
        rows.append(city_row(query, here, districts, address))
    if unplaced:
        rows.append([{"text": _("Sin lugar"), "header": True}, {"text": unplaced, "num": True}])
    return {
        "map": {
            "drawing": drawing,
            "circles": country_circles(query, drawable, drawing, address, language) if drawing else [],
            "label": _("Mapa de las experiencias por país. La tabla dice lo mismo."),
            "caption": _("Experiencias por país"),
            "head": [{"text": _("País")}, {"text": _("Experiencias"), "num": True}],
            "rows": rows,
            "notes": notes,
        }
    }


def country_rows(query: SearchQuery, counts: dict[str, int], address: Callable, language: str) -> list[list[dict]]:
    """Return the table's rows: each country with its number, leading to the list; the most first."""
    named = sorted((-count, country_name(code, language), code) for code, count in counts.items())
    return [
        [
            {"text": name, "url": address(query, facets={**query.facets, "country": (code,)}), "header": True},
            {"text": -count, "num": True},
        ]
        for count, name, code in named
    ]


def city_row(query: SearchQuery, count: int, districts: tuple[str, ...], address: Callable) -> list[dict[str, Any]]:
    """Return the row of the practices of this city; a link only where the list has exactly these."""
    cell = {"text": _("De esta ciudad"), "header": True}
    if districts:
        cell["url"] = address(query, facets={**query.facets, "district": tuple(districts)})
    return [cell, {"text": count, "num": True}]


def country_circles(
    query: SearchQuery, counts: dict[str, int], drawing: AtlasDrawing, address: Callable, language: str
) -> list[dict[str, Any]]:
    """Return the circles of the world map: one country leads to its list, several to a closer look at them."""
    circles = []
    for circle in drawing.circles:
        url = address(query, facets={**query.facets, "country": circle.codes})
        names = [country_name(code, language) for code in circle.codes]
        label = label_line(names_line(names), practices_line(circle.count))
        if len(circle.codes) > 1 and is_closer(counts, circle, drawing):
            url, label = on_map(url), _("%(label)s. Acercar el mapa") % {"label": label}
        circles.append({"circle": circle, "url": url, "label": label})
    return circles


def is_closer(counts: dict[str, int], circle: Any, drawing: AtlasDrawing) -> bool:
    """Tell whether a map of the countries of a circle alone would show them closer."""
    alone = draw_world({code: counts[code] for code in circle.codes})
    return alone.frame_width <= CLOSER * drawing.frame_width


def one_country(query: SearchQuery, code: str, address: Callable, language: str) -> dict[str, Any] | None:
    """Return the map of one country with its places, or None where there is no shape or no place is known."""
    shape = shapes.country_shape(code)
    found = found_places(query) if shape else None
    if not found or not found.on_map:
        return None
    drawing = draw_country(shape, found.on_map)
    circles = []
    for circle in drawing.circles:
        places = [found.places[name] for name in circle.codes]
        label = f"{names_line([place.name for place in places])}: {practices_line(circle.count)}"
        url = places[0].url(query, address) if len(places) == 1 else "#places"
        circles.append({"circle": circle, "url": url, "label": label})
    name, notes = country_name(code, language), []
    if found.pointless:
        text = ngettext("%(count)s sin punto en el mapa", "%(count)s sin punto en el mapa", found.pointless)
        notes.append(text % {"count": found.pointless})
    if found.is_cut:
        notes.append(_("Se miran las primeras %(count)s: usa un filtro para ver menos.") % {"count": MOST_PRACTICES})
    return {
        "drawing": drawing,
        "circles": circles,
        "label": _("Mapa de %(country)s. La tabla dice lo mismo.") % {"country": name},
        "caption": _("Lugares de %(country)s") % {"country": name},
        "head": [{"text": _("Lugar")}, {"text": _("Ver")}, {"text": _("Experiencias"), "num": True}],
        "rows": place_rows(query, found.places.values(), address),
        "notes": notes,
    }
