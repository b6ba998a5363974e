"""One event as iCalendar's VEVENT: what a calendar keeps, and by what it knows the event again when it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Event

from portal.core.escaping import printable
from portal.core.language import in_interface
from portal.events.choices import EventState, JoinVisibility, Modality
from portal.events.formatting import online_words, venue_words
from portal.events.online_access import dial_code, join_link, opens_at
from portal.events.state import move_of, move_sentences

if TYPE_CHECKING:
    from portal.events.models import Announcement, EventPage

STATUS = {
    EventState.PLANNED: "TENTATIVE",
    EventState.CONFIRMED: "CONFIRMED",
    EventState.RESCHEDULED: "CONFIRMED",
    EventState.CANCELLED: "CANCELLED",
}
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Called:
    """What an upper room knows of an event: how a calendar calls it, in which language, and what else it says."""

    summary: str
    language: str = ""
    lines: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A VEVENT with what orders it among others: `first` and `last` are the days it touches."""

    component: Event
    first: date
    last: date

    @property
    def order(self):
        """Return what entries are sorted by: the same for the same events, whatever the database answered first."""
        return self.first, str(self.component["uid"])


def uid_of(key: UUID) -> str:
    """Return the UID (RFC 5545, 3.8.4.7) of an event's translation key: the same in all languages, for ever."""
    return f"{key}@{urlsplit(settings.BASE_URL).hostname}"


def event_entry(
    event: EventPage, language: str, announcement: Announcement | None = None, called: Called | None = None
) -> Entry:
    """Return the Entry of a public event (EventPage with venue, district, locale, services) for readers of `language`.

    `announcement` is what was told of it (Announcement or None); `called` the Called of an upper room.
    """
    called = called or Called(event.title)
    changed = max(event.last_published_at or NEVER, announcement.changed_at if announcement else NEVER)
    address = f"{settings.BASE_URL}{in_interface(event.url or '', language)}"
    component = head(uid_of(event.translation_key), announcement, changed)
    summary = _("Cancelada: %(title)s") % {"title": called.summary} if event.is_cancelled else called.summary
    add_text(component, "summary", summary, called.language or event.locale.language_code)
    add_times(component, event.start, event.until, event.all_day)
    component.add("status", STATUS[EventState(event.state)])
    lines = [*called.lines, event.lead, *change_lines(event), *join_lines(event, address), event.venue_hint]
    lines.append(service_line(event, language))
    add_text(component, "description", "\n".join([line for line in lines if line] + [address]))
    add_text(component, "location", location(event))
    if event.modality != Modality.VIRTUAL and event.venue and event.venue.latitude is not None:
        component.add("geo", (event.venue.latitude, event.venue.longitude))
    component.add("url", address)
    words = [event.get_kind_display(), *called.categories, event.district.name if event.district else ""]
    component.add("categories", [printable(str(word)) for word in words if word])
    return Entry(component, *days(event.start, event.until))


def gone_entry(announcement: Announcement) -> Entry:
    """Return the Entry of an event (Announcement with `gone_at`) that was public and is not any more.

    Calendars that keep it strike it out. Nothing it said is said again, nor its reference, which names a district: it may
    be why it was withdrawn.
    """
    told = announcement.told
    start = datetime.fromisoformat(told["start"])
    end = datetime.fromisoformat(told["end"]) if told.get("end") else start
    changed = max(announcement.changed_at, announcement.gone_at)
    component = head(uid_of(announcement.key), announcement, changed)
    add_text(component, "summary", _("Ya no está en la agenda"))
    until = end if end > start else start + timedelta(hours=2)
    if told.get("all_day"):
        until = timezone.localtime(end).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    add_times(component, start, until, told.get("all_day"))
    component.add("status", "CANCELLED")
    return Entry(component, *days(start, until))


def head(uid: str, announcement: Announcement | None, changed: datetime) -> Event:
    """Return a new VEVENT with what tells calendars that it is the same and how new it is."""
    component = Event()
    component.add("uid", uid)
    component.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    component.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    if announcement:
        component.add("created", announcement.first_at.astimezone(UTC).replace(microsecond=0))
    component.add("sequence", announcement.sequence if announcement else 0)
    return component


def add_text(component: Event, name: str, text: str, language: str = "") -> None:
    """Add a text without control characters to a component, unless it is empty."""
    text = printable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x7f", "").strip()
    if text:
        component.add(name, text, parameters={"LANGUAGE": language} if language else None)


def add_times(component: Event, start: datetime, until: datetime, all_day: bool) -> None:
    """Add begin and end (exclusive, aware datetimes) in the city's zone; an event of whole days gets days only.

    Where the end is not known, it is two hours after the beginning, as the portal counts everywhere (EventPage.until).
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    start, until = start.astimezone(zone), until.astimezone(zone)
    component.add("dtstart", start.date() if all_day else start.replace(microsecond=0))
    if until > start:
        component.add("dtend", until.date() if all_day else until.replace(microsecond=0))


def days(start: datetime, until: datetime) -> tuple[date, date]:
    """Return the first and the last local day (date) that a stretch of time touches."""
    return timezone.localdate(start), timezone.localdate(max(start, until - timedelta(microseconds=1)))


def location(event: EventPage) -> str:
    """Return where an event is: name and address of the place, "En línea", or both; phones find the way by it."""
    place = venue_words(event)
    if place:
        address = event.venue.address if event.venue_id else event.venue_address
        place = f"{place}, {address}" if address and address not in place else place
    online = online_words(event)
    return " / ".join(part for part in (place, capfirst(online)) if part)


def change_lines(event: EventPage) -> list[str]:
    """Return what was cancelled or moved, in words."""
    lines = []
    if event.is_cancelled:
        reason = getattr(event, "known_reason", (event.cancel_reason,))[
            0
        ]  # of another language where this one has none
        lines.append(_("Se canceló: %(reason)s") % {"reason": reason} if reason else _("Se canceló."))
    elif move_of(event):
        lines += [" ".join(move_sentences(event)), event.cancel_reason]
    if not event.end and not event.all_day:
        lines.append(_("Todavía no se sabe a qué hora termina."))
    return lines


def service_line(event: EventPage, language: str) -> str:
    """Return what helps people to come, such as childcare; empty when there is nothing."""
    terms = sorted(event.services.all(), key=lambda term: (term.order, term.pk))
    services = ", ".join(term.label(language) for term in terms)
    return _("Hay: %(services)s") % {"services": services} if services else ""


def join_lines(event: EventPage, address: str) -> list[str]:
    """Return how to take part from home; the link itself only where everybody may always see it."""
    if event.modality == Modality.IN_PERSON or event.is_cancelled:
        return []
    lines = []
    if event.join_visibility == JoinVisibility.PUBLIC and (link := join_link(event, event.start)):
        lines.append(_("Para entrar en línea: %(link)s") % {"link": link})
    elif opens_at(event):
        lines.append(
            _("El enlace para entrar aparece %(minutes)d minutos antes en %(address)s")
            % {"minutes": event.join_minutes, "address": address}
        )
    elif event.join_visibility == JoinVisibility.REGISTERED:
        lines.append(_("El enlace para entrar lo reciben quienes se anotan."))
    if code := dial_code(event):
        lines.append(_("Por teléfono: %(phone)s, código %(code)s") % {"phone": event.phone_in, "code": code})
    elif event.phone_in:
        lines.append(_("Por teléfono: %(phone)s") % {"phone": event.phone_in})
    return lines
