"""Councils and sessions at the size of a large city: one for each neighbourhood that has none, each meets twice a year."""

from typing import Any

from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.councils.models import CouncilPage
from portal.councils.models.council import CouncilKind
from portal.councils.rrule import DAYS
from portal.territory.models import DistrictKind, Neighbourhood

from .councils import Directory, make_council
from .sessions import build_sessions

MONTHS = 5  # from one session to the next: of 111 councils that makes more than 240 in a year
HOURS = ("18:00", "18:30", "19:00", "19:30", "10:00")
PLACES = {
    "street": "la calle principal",
    "other_street": "la calle de atrás",
    "square": "la plaza",
    "school": "la escuela del barrio",
    "club": "el salón vecinal",
}


def neighbourhood_council_table(number: int, place: Neighbourhood) -> dict[str, Any]:
    """Return the table of a neighbourhood's council, as those of the data files."""
    nth, day = 1 + number % 4, DAYS[number % 6]
    return {
        "slug": f"consejo-barrial-de-{place.code}",
        "kind": CouncilKind.NEIGHBOURHOOD,
        "neighbourhood": place.code,
        "themes": ["local-development"],
        "seats": "neighbourhood",
        "elected": 100 + number * 11 % 600,
        "rule": f"FREQ=MONTHLY;INTERVAL={MONTHS};BYDAY={nth}{day}",
        "at": HOURS[number % len(HOURS)],
        "venue_name": f"Salón vecinal de {place.name}",
        "topics": ["neighbourhood"],
        "start": number * 3,
        "places": PLACES,
        "es": {
            "title": f"Consejo Barrial de {place.name}",
            "lead": f"Aquí los vecinos de {place.name} deciden qué se arregla primero y controlan que se haga.",
        },
    }


def build_agenda_scale() -> int:
    """Make a council, its series and its sessions for each neighbourhood that has none; return how many sessions."""
    now, directory = timezone.now(), Directory()
    covered = CouncilPage.objects.filter(kind=CouncilKind.NEIGHBOURHOOD).values("neighbourhood")
    bare = Neighbourhood.objects.exclude(pk__in=covered).filter(district__kind=DistrictKind.DISTRICT)
    made = []
    with disable_reference_index_auto_update():
        for number, place in enumerate(bare.select_related("district").order_by("pk")):
            table = neighbourhood_council_table(number, place)
            made.append(make_council(place.district.code, table, directory, timezone.localdate(now)))
        return len(build_sessions(made, directory, now))
