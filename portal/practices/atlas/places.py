"""The places inside one country: practices of an answer by their city, with the point that their records give."""

from collections.abc import Callable, ValuesView
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from portal.core.language import in_interface, reader_language
from portal.practices.models.practice import PracticePage
from search.api import iterate
from search.folding import fold
from search.query import SearchQuery

from .drawing import AtlasPlace

MOST_PRACTICES = 400  # of one country that are looked at
MOST_ROWS = 120


@dataclass
class PlaceFound:
    """A city (or a point without one) and its practices (hits); `points` are (longitude, latitude)."""

    key: str
    city: str
    hits: list = field(default_factory=list)
    points: list = field(default_factory=list)

    @property
    def name(self):
        """Return how the place is called: its city, else the title of its practice."""
        return self.city or self.hits[0].title

    def url(self, query, address):
        """Return where the place leads: its one practice, or the list of the answer with the city's name asked for."""
        if len(self.hits) == 1:
            return in_interface(self.hits[0].url)
        return address(query, text=f'{query.text} "{self.city}"'.strip())


@dataclass
class Found:
    """The places of an answer by key; those on the map; how many practices have no point; whether there are more."""

    places: dict[str, PlaceFound]
    on_map: list[AtlasPlace]
    pointless: int
    is_cut: bool


def found_places(query: SearchQuery) -> Found:
    """Return the Found of an answer (SearchQuery) whose practices lie in one country."""
    hits = list(islice(iterate(query), MOST_PRACTICES + 1))
    is_cut, hits = len(hits) > MOST_PRACTICES, hits[:MOST_PRACTICES]
    pages = PracticePage.objects.filter(pk__in=[int(hit.key) for hit in hits])
    points = {pk: (lon, lat) for pk, lon, lat in pages.values_list("pk", "longitude", "latitude") if lon is not None}
    places = {}
    for hit in hits:
        city = " ".join((hit.data.get("city") or "").split())
        key = fold(city) or hit.key
        place = places.setdefault(key, PlaceFound(key, city))
        place.hits.append(hit)
        if int(hit.key) in points:
            place.points.append(points[int(hit.key)])
    on_map = [
        AtlasPlace((key,), len(place.hits), middle(place.points)) for key, place in places.items() if place.points
    ]
    shown = sum(place.count for place in on_map)
    return Found(places, on_map, len(hits) - shown, is_cut)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of points of one place."""
    return tuple(sum(values) / len(points) for values in zip(*points, strict=True))


def place_rows(query: SearchQuery, places: ValuesView, address: Callable) -> list[list[dict]]:
    """Return the table's rows: place, number, and the way to them; the most first, practices without a city last."""
    ordered = sorted(places, key=lambda place: (not place.city, -len(place.hits), fold(place.name)))
    rows = [place_row(place, query, address) for place in ordered[:MOST_ROWS]]
    if len(ordered) > MOST_ROWS:
        rest = sum(len(place.hits) for place in ordered[MOST_ROWS:])
        rows.append([{"text": _("Otros lugares"), "header": True}, {"text": ""}, {"text": rest, "num": True}])
    return rows


def place_row(place: PlaceFound, query: SearchQuery, address: Callable) -> list[dict[str, Any]]:
    """Return the row of one place."""
    hit = place.hits[0]
    link = {"text": _("Buscar «%(place)s» en la lista") % {"place": place.city}, "url": place.url(query, address)}
    if len(place.hits) == 1:
        link = {**link, "text": hit.title, "lang": hit.language if hit.language != reader_language() else ""}
    name = {"text": place.city or _("Sin ciudad"), "header": True}
    return [name, link, {"text": len(place.hits), "num": True}]
