"""The public boundaries as GeoJSON: what is said of each place, and the file piece by piece."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import shapely
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from shapely.geometry import shape

from portal.core.language import localized_pages
from portal.districts.models import DistrictPage
from portal.districts.pages.figures import LEAST
from portal.districts.pages.folders import NEIGHBOURHOODS
from portal.territory.boundaries.geometry import as_geojson, settled
from portal.territory.models import Boundary, District, Neighbourhood, PostalCode

AT_ONCE = 200  # geometries in memory
DATED_FACTS = ("population", "social_index", "connectivity")


@dataclass
class BoundaryFeature:
    """One feature: what is said of it, and the boundaries (pks) that make its geometry; several are united."""

    properties: dict
    boundaries: list[int]
    fingerprints: list[str] = field(default_factory=list)


def open_districts(codes: list[str], request: HttpRequest) -> dict[int, tuple[District, str]]:
    """Return {id: (District, address of its page)} of the open districts that have a public page.

    With `codes` (list of str), only those of them.
    """
    pages = localized_pages(DistrictPage.objects.filter(record__active=True), settings.LANGUAGE_CODE)
    if codes:
        pages = pages.filter(record__code__in=codes)
    pages = pages.select_related("record").order_by("record__order", "record__name")
    return {
        page.record_id: (page.record, settings.BASE_URL + urlsplit(page.get_url(request) or "/").path) for page in pages
    }


def holding(day: date | None) -> QuerySet[Boundary]:
    """Return the boundaries that held on a day (date), those of today for None; without their geometry."""
    rows = Boundary.objects.defer("geometry")
    if day is None:
        return rows.current()
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def validity(boundaries: list[Boundary]) -> dict[str, str | None]:
    """Return what is said of one or several Boundaries themselves: since when, of whom, under which licence."""
    last = [boundary.valid_to for boundary in boundaries if boundary.valid_to]
    return {
        "valid_from": max(boundary.valid_from for boundary in boundaries).isoformat(),
        "valid_to": min(last).isoformat() if last else None,
        "source": "; ".join(sorted({boundary.source for boundary in boundaries} - {""})),
        "licence": "; ".join(sorted({boundary.licence for boundary in boundaries} - {""})),
    }


def boundary_row(properties: dict[str, Any], boundaries: list[Boundary]) -> BoundaryFeature:
    """Return the BoundaryFeature of a place with these properties (dict) and Boundaries (list, not empty)."""
    keys, fingerprints = [row.pk for row in boundaries], [row.fingerprint for row in boundaries]
    return BoundaryFeature({**properties, **validity(boundaries)}, keys, fingerprints)


def district_rows(districts: dict[int, tuple[District, str]], day: date) -> list[BoundaryFeature]:
    """Return the Rows of districts ({id: (District, address)}): each by its own boundary, else by its neighbourhoods'."""
    own, parts = defaultdict(list), defaultdict(list)
    for boundary in holding(day).filter(district__in=districts):
        own[boundary.district_id].append(boundary)
    of_parts = holding(day).filter(neighbourhood__district__in=districts).select_related("neighbourhood")
    for boundary in of_parts.order_by("neighbourhood"):
        parts[boundary.neighbourhood.district_id].append(boundary)
    rows = []
    for pk, (district, address) in districts.items():
        found = own[pk] or parts[pk]
        said = {"code": district.code, "name": district.name, "kind": district.kind, "url": address}
        if found:
            rows.append(boundary_row({**said, "own_boundary": bool(own[pk])}, found))
    return rows


def neighbourhood_rows(districts: dict[int, tuple[District, str]], day: date | None) -> list[BoundaryFeature]:
    """Return the Rows of the neighbourhoods of districts ({id: (District, address)}) that have a boundary."""
    codes = defaultdict(list)
    for owner, code in PostalCode.objects.filter(neighbourhood__district__in=districts).values_list(
        "neighbourhood", "code"
    ):
        codes[owner].append(code)
    found = holding(day).filter(neighbourhood__district__in=districts).select_related("neighbourhood")
    rows = []
    for boundary in found.order_by("neighbourhood__name", "neighbourhood"):
        place = boundary.neighbourhood
        district, address = districts[place.district_id]
        said = {
            "code": place.code,
            "name": place.name,
            "kind": place.kind,
            "district": district.code,
            "district_name": district.name,
            "url": f"{address}{NEIGHBOURHOODS}/{place.code}/",
            "postal_codes": codes[place.pk],
            "wave": place.wave,
        }
        rows.append(boundary_row({**said, **dated_facts(place)}, [boundary]))
    return rows


def dated_facts(place: Neighbourhood) -> dict[str, Any]:
    """Return the facts of a Neighbourhood with their year and source; a count of fewer than five people is not told."""
    facts = {}
    for name in DATED_FACTS:
        value = getattr(place, name)
        hidden = value in (None, "") or (name == "population" and value < LEAST)
        facts[name] = None if hidden else value
        facts[f"{name}_year"] = None if hidden else getattr(place, f"{name}_year")
        facts[f"{name}_source"] = "" if hidden else getattr(place, f"{name}_source")
    return facts


def etag_of(rows: list[BoundaryFeature]) -> str:
    """Return the ETag (str) of a file with these Rows; no geometry is read for it."""
    content = json.dumps([[row.properties, row.fingerprints] for row in rows])
    return f'"{sha256(content.encode()).hexdigest()[:32]}"'


def feature_collection_json(rows: list[BoundaryFeature]) -> Iterator[str]:
    """Yield the FeatureCollection of Rows as compact JSON (str), piece by piece."""
    yield '{"type":"FeatureCollection","features":['
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        keys = [pk for row in some for pk in row.boundaries]
        geometries = dict(Boundary.objects.filter(pk__in=keys).values_list("pk", "geometry"))
        for number, row in enumerate(some, start=start):
            geometry = united([geometries[pk] for pk in row.boundaries])
            feature = {"type": "Feature", "id": row.properties["code"], "properties": row.properties}
            text = json.dumps({**feature, "geometry": geometry}, ensure_ascii=False, separators=(",", ":"))
            yield f",{text}" if number else text
    yield "]}\n"


def united(geometries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one GeoJSON geometry of one or several (list of dicts)."""
    if len(geometries) == 1:
        return geometries[0]
    return as_geojson(settled(shapely.union_all([shape(geometry) for geometry in geometries])))
