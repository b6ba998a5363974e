"""Finding a neighbourhood: by an address, its name, however it is typed, its postal code, or a point on the earth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.listing import typed_text
from portal.core.registry import sections_of
from portal.territory.boundaries.lookup import neighbourhood_at
from portal.territory.models import Neighbourhood, PostalCode
from portal.territory.streets.addresses import StreetFinding, find_streets
from search.folding import fold

from .folders import neighbourhood_address

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage

MOST = 60  # neighbourhoods in an answer
MOST_TOLD = 12  # of which it says more than the name
SHORTEST_CODE = 3  # signs of a postal code from which it may be unfinished
POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*")


@dataclass
class FinderResult:
    """What was asked (`text`, or the point `at`), what was found, and what is wrong with the question.

    `outside`: the house number that no known stretch of the street has.
    """

    text: str = ""
    at: str = ""
    groups: list = field(default_factory=list)
    total: int = 0
    similar: bool = False
    fault: str = ""
    outside: int | None = None

    @property
    def shown(self):
        """Return how many of all that were found the answer shows."""
        return sum(len(group["rows"]) for group in self.groups)

    @property
    def asked(self):
        """Tell whether anything was asked."""
        return bool(self.text or self.at)


def answer_to(request: HttpRequest, folders: dict[int, DistrictPage]) -> FinderResult:
    """Return the FinderResult to a request: parameters q (address, name, postal code) and at (latitude, longitude)."""
    at = request.GET.get("at", "").strip()[:60]
    text = typed_text(request.GET)
    answer = by_point(at, folders) if at else by_text(text, folders) if text else FinderResult()
    tell_more(request, answer)
    return answer


def tell_more(request: HttpRequest, answer: FinderResult) -> None:
    """Give the first rows of a FinderResult what upper rooms know of their neighbourhoods, such as the next meeting."""
    rows = [row for group in answer.groups for row in group["rows"]][:MOST_TOLD]
    if not rows:
        return
    for template, told in sections_of("found-neighbourhoods", request, [row["place"] for row in rows]):
        for row in rows:
            row["sections"].append((template, told[row["place"].pk]))


def by_point(at: str, folders: dict[int, DistrictPage]) -> FinderResult:
    """Return the FinderResult to "what is at this point"; the point is looked up and forgotten."""
    point = parse_coordinates(at)
    if point is None:
        fault = _("No entendimos ese lugar. Escribe tu calle, tu barrio o tu código postal.")
        return FinderResult(at=at, fault=fault)
    latitude, longitude = point
    found = neighbourhood_at(longitude, latitude)
    known = [found] if found is not None and found.district_id in folders else []
    return FinderResult(at=at, groups=grouped(known, folders), total=len(known))


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """Return (latitude, longitude) as typed, or None when it is no point on the earth."""
    match = POINT.fullmatch(text)
    if not match:
        return None
    latitude, longitude = (float(part) for part in match.groups())
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def by_text(text: str, folders: dict[int, DistrictPage]) -> FinderResult:
    """Return the FinderResult to an address, a name or a postal code; with no hit, what is written almost so."""
    names = dict(Neighbourhood.objects.filter(district__in=folders).values_list("pk", "name"))
    folded = {pk: fold(name) for pk, name in names.items()}
    wanted = fold(text)
    keys = {pk for pk, name in folded.items() if holds(name, wanted)} | with_postal_code(text, folders)
    streets = find_streets(text, folders)
    similar = streets.similar or not streets.segments
    if keys and similar:
        streets, similar = StreetFinding(), False  # what is written almost so helps only where nothing else does
    elif not keys and similar:
        near = set(get_close_matches(wanted, set(folded.values()), n=5, cutoff=0.7))
        keys = {pk for pk, name in folded.items() if name in near}
    notes = stretch_notes(streets)
    keys |= set(notes)
    found = Neighbourhood.objects.filter(pk__in=sorted(keys, key=names.get)[:MOST]).order_by("name")
    groups = grouped(found, folders, notes)
    outside = streets.number if streets.is_outside else None
    return FinderResult(text, groups=groups, total=len(keys), similar=similar and bool(keys), outside=outside)


def stretch_notes(streets: StreetFinding) -> dict[int, list[str]]:
    """Return {neighbourhood id: its stretches of the streets found, in words}."""
    notes = {}
    for segment in streets.segments:
        notes.setdefault(segment.neighbourhood_id, []).append(segment.words())
    return notes


def holds(name: str, wanted: str) -> bool:
    """Tell whether each typed word begins a word of the name (both folded), or the whole stands inside it."""
    words = name.split()
    return wanted in name or all(any(word.startswith(part) for word in words) for part in wanted.split())


def with_postal_code(text: str, folders: dict[int, DistrictPage]) -> set[int]:
    """Return the ids (set) of the neighbourhoods with this postal code, or with one that begins so."""
    code = "".join(text.split()).upper()[:16]
    if not any(sign.isdigit() for sign in code):
        return set()
    codes = PostalCode.objects.filter(neighbourhood__district__in=folders)
    exact = set(codes.filter(code__iexact=code).values_list("neighbourhood", flat=True))
    if exact or len(code) < SHORTEST_CODE:
        return exact
    return set(codes.filter(code__istartswith=code).values_list("neighbourhood", flat=True))


def grouped(
    neighbourhoods: QuerySet[Neighbourhood] | list[Neighbourhood],
    folders: dict[int, DistrictPage],
    notes: dict[int, list[str]] | None = None,
) -> list[dict[str, Any]]:
    """Return [{district, rows [{name, kind, url, place, notes, sections}]}] in the order of the districts."""
    groups = {}
    for place in neighbourhoods:
        page = folders[place.district_id]
        row = {"name": place.name, "kind": place.get_kind_display(), "url": neighbourhood_address(page, place.code)}
        row |= {"place": place, "notes": (notes or {}).get(place.pk, []), "sections": []}
        groups.setdefault(place.district_id, {"district": page, "rows": []})["rows"].append(row)
    return [groups[pk] for pk in folders if pk in groups]
