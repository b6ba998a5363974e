"""The page of all districts: the finder, the map beside the list, what was counted in the city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count as Number
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.territory.known import has_streets
from portal.territory.models import DistrictKind, Neighbourhood

from .counters import Measure, district_tally
from .finder import answer_to
from .folders import open_folders
from .maps import city_map

if TYPE_CHECKING:
    from portal.districts.pages.counters import Count

NBSP = "\u00a0"


def index_context(request: HttpRequest, address: str) -> dict[str, Any]:
    """Return what the page of all districts shows; `address` is its own path in the reader's interface."""
    folders = open_folders(request)
    numbers = dict(
        Neighbourhood.objects.filter(district__in=folders).values_list("district").annotate(Number("pk")).order_by()
    )
    for pk, page in folders.items():
        page.neighbourhood_count = numbers.get(pk, 0)
    totals = district_tally(list(folders)).in_all
    drawn = {pk: page for pk, page in folders.items() if page.record.kind == DistrictKind.DISTRICT}
    return {
        "districts": list(folders.values()),
        "district_count": len(drawn),  # the whole city has a row and is no district
        "answer": answer_to(request, folders),
        "has_streets": has_streets(),
        "map": city_map(drawn),
        "totals": total_facts(totals, address),
        "index_url": address,
    }


def total_facts(totals: dict[str, Count], address: str, part: str = "") -> list[dict[str, str]]:
    """Return {measure: Count} as facts, each with the way to the list behind it.

    `address` is that of the page of all districts, empty where there is none; `part` the code of a district.
    """
    return [
        {
            "term": measure.label,
            "value": district_count_words(totals[measure.value]),
            "note": count_note(totals[measure.value]),
            "url": f"{address}counters/{measure.value}/{part and f'#{part}'}" if address else "",
        }
        for measure in Measure
        if measure.value in totals
    ]


def district_count_words(count: Count) -> str:
    """Return a Count with its per cent, in one line: "1 419 de 3 031 (47 %)"."""
    if count.per_cent is None:
        return count.text
    return f"{count.text} ({share_words(count)})".replace(" ", NBSP)


def share_words(count: Count) -> str:
    """Return the per cent of a Count in one word."""
    return (_("%(share)s %%") % {"share": count.per_cent}).replace(" ", NBSP)


def count_note(count: Count) -> str:
    """Return what must be said beside a Count: how many places, when, and who counted."""
    places = ngettext("%(count)s barrio contado", "%(count)s barrios contados", count.places) % {"count": count.places}
    return ". ".join(part for part in (places, when_and_who(count)) if part)


def when_and_who(count: Count) -> str:
    """Return when a Count was made, and by whom."""
    source = _("Fuente: %(source)s") % {"source": count.source} if count.source else ""
    return ". ".join(part for part in (count.dates, source) if part)
