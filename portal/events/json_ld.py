"""An event as schema.org describes it, for search engines. The link to join is never in it, whoever may see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from portal.core.escaping import script_json

from .choices import EventState, Modality
from .formatting import last_day

if TYPE_CHECKING:
    from portal.events.models import EventPage

STATUS = {EventState.CANCELLED: "EventCancelled", EventState.RESCHEDULED: "EventRescheduled"}
MODES = {
    Modality.IN_PERSON: "OfflineEventAttendanceMode",
    Modality.VIRTUAL: "OnlineEventAttendanceMode",
    Modality.HYBRID: "MixedEventAttendanceMode",
}


def machine(moment: datetime, all_day: bool) -> str:
    """Return an aware datetime as schema.org wants it: with the city's offset, or the day alone."""
    local = timezone.localtime(moment)
    return local.date().isoformat() if all_day else local.isoformat()


def event_end_date(event: EventPage) -> str | None:
    """Return the end for machines, or None where nobody knows it."""
    if event.all_day:
        return last_day(event).isoformat()
    return machine(event.end, False) if event.end else None


def json_ld_place(event: EventPage) -> dict[str, Any] | None:
    """Return the place where people meet, or None."""
    if event.modality == Modality.VIRTUAL or not (event.venue_id or event.venue_name):
        return None
    venue = event.venue if event.venue_id else None
    place = {
        "@type": "Place",
        "name": venue.label() if venue else event.venue_name,
        "address": (venue.address if venue else event.venue_address) or None,
    }
    if venue and venue.latitude is not None and venue.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
    return {name: value for name, value in place.items() if value}


def locations(event: EventPage, url: str) -> list[dict[str, Any]]:
    """Return where people take part; the way in from home is the event's own page."""
    virtual = {"@type": "VirtualLocation", "url": url} if event.modality != Modality.IN_PERSON else None
    return [place for place in (json_ld_place(event), virtual) if place]


def organizer_of(event: EventPage) -> dict[str, str] | None:
    """Return who calls: the council of a session, else the department, else the district."""
    council = getattr(event, "council", None)
    name = (council or event.unit or event.district) and str(council or event.unit or event.district)
    return {"@type": "Organization", "name": name} if name else None


def event_data(event: EventPage) -> dict[str, Any]:
    """Return the schema.org description of an event (dict)."""
    url = f"{settings.BASE_URL}{event.url or ''}"
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "identifier": getattr(event, "reference", ""),
        "name": event.title,
        "description": event.lead,
        "startDate": machine(event.start, event.all_day),
        "endDate": event_end_date(event),
        "previousStartDate": event.former_start and machine(event.former_start, event.all_day),
        "eventStatus": f"https://schema.org/{STATUS.get(event.state, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{MODES[event.modality]}",
        "location": locations(event, url),
        "organizer": organizer_of(event),
        "inLanguage": event.language_held,
        "maximumAttendeeCapacity": event.seats,
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def event_json_ld(event: EventPage) -> str:
    """Return the schema.org description of an event as JSON that is safe inside a script element."""
    return script_json(event_data(event))
