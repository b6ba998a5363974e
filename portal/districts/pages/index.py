"""The page of all districts: the finder, the map beside the list, what was counted in the city."""

from django.db.models import Count as Number
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.territory.models import DistrictKind, Neighbourhood

from .counters import Measure, tally
from .finder import answer_to
from .folders import open_folders
from .maps import city_map


def index_context(request, address):
    """Return what the page of all districts shows; `address` is its own path in the reader's interface."""
    folders = open_folders(request)
    numbers = dict(
        Neighbourhood.objects.filter(district__in=folders).values_list("district").annotate(Number("pk")).order_by()
    )
    for pk, page in folders.items():
        page.neighbourhood_count = numbers.get(pk, 0)
    totals = tally(list(folders)).in_all
    return {
        "districts": list(folders.values()),
        "answer": answer_to(request, folders),
        "map": city_map({pk: page for pk, page in folders.items() if page.record.kind == DistrictKind.DISTRICT}),
        "totals": total_facts(totals, address),
        "index_url": address,
    }


def total_facts(totals, address):
    """Return {measure: Count} as facts; each leads to the list behind it when `address` (of the index) is given."""
    return [
        {
            "term": measure.label,
            "value": totals[measure.value].text,
            "note": about(totals[measure.value]),
            "url": f"{address}counters/{measure.value}/" if address else "",
        }
        for measure in Measure
        if measure.value in totals
    ]


def about(count):
    """Return what must be said beside a Count: per cent, how many places, when, and who counted."""
    places = ngettext("%(count)s barrio contado", "%(count)s barrios contados", count.places) % {"count": count.places}
    per_cent = _("%(count)s por ciento") % {"count": count.per_cent} if count.per_cent is not None else ""
    return ". ".join(part for part in (per_cent, places, count.dates, count.source) if part)
