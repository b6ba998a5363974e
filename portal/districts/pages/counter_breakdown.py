"""The list behind a total of the city: one row per neighbourhood with value, date and source; the same as CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.core.escaping import harmless
from portal.territory.models import Neighbourhood

from .counters import Measure, district_tally
from .folders import neighbourhood_address, open_folders
from .index import count_note

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage
    from portal.districts.pages.counters import Count

COLUMNS = ("district", "neighbourhood", "name", "count", "below", "of", "date_first", "date_last", "source")


def behind_context(request: HttpRequest, measure: str) -> dict[str, Any]:
    """Return what the list behind the total of a Measure shows: one group per district, with its own total."""
    folders = open_folders(request)
    known = district_tally(list(folders))
    groups = []
    for pk, page in folders.items():
        places = [place for place in known.neighbourhoods if place.district_id == pk]
        total = known.of_district.get(pk, {}).get(measure.value)
        rows = [breakdown_row(place, page, known.of_neighbourhood[place.pk].get(measure.value)) for place in places]
        if rows:
            groups.append({"district": page, "rows": rows, "total": total})
    total = known.in_all.get(measure.value)
    return {
        "measure": measure,
        "part_title": breakdown_title(measure),
        "tabs": [{"text": other.label, "url": f"../{other.value}/", "current": other == measure} for other in Measure],
        "downloads": [{"text": _("Descargar la lista"), "url": "csv/", "note": "CSV", "download": True}],
        "groups": groups,
        "total": total,
        "about": count_note(total) if total else "",
        "people": measure != Measure.BLOCKS,
    }


def breakdown_row(place: Neighbourhood, page: DistrictPage, count: Count | None) -> dict[str, Any]:
    """Return one neighbourhood as a row: {place, url, count (Count or None)}."""
    return {"place": place, "url": neighbourhood_address(page, place.code), "count": count}


def as_csv(context: dict[str, Any]) -> HttpResponse:
    """Return the list as a CSV file (HttpResponse): `below` stands where a count of people is too small to be shown.

    A row for each neighbourhood, also for those where nothing was counted.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="neighbourhoods-{context["measure"].value}.csv"'
    response.write("\ufeff")  # spreadsheets take it for UTF-8 only so
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for group in context["groups"]:
        for row in group["rows"]:
            place, count = row["place"], row["count"]
            codes = [group["district"].record.code, place.code, harmless(place.name)]
            writer.writerow([*codes, *(count_cells(count) if count else [""] * 6)])
    return response


def count_cells(count: Count) -> list[int | str]:
    """Return the cells of a Count: what is known, below which number the rest stays, of how many, dates, source."""
    figure = count.figure
    known = figure.known if figure.exact or figure.known else ""
    below = "" if figure.exact else figure.known + figure.ceiling
    of = "" if count.of is None else count.of
    return [known, below, of, count.since, count.until, harmless("; ".join(count.sources))]


def breakdown_title(measure: str) -> str:
    """Return the title of the list of a Measure."""
    return _("%(measure)s por barrio") % {"measure": measure.label}
