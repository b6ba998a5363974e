"""When and where an event is, as people say it in the reader's language: "martes 24 de noviembre, de 19:00 a 21:00"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.dates import format_day, format_hour
from portal.core.language import written_in

from .choices import Modality

if TYPE_CHECKING:
    from portal.events.models import EventPage


def day_words(moment: date | datetime) -> str:
    """Return the city's day of an aware datetime, or a `date`, in words: "martes 24 de noviembre".

    The year is said where it is not the present one.
    """
    day = timezone.localdate(moment) if hasattr(moment, "hour") else moment
    return format_day(day, weekday=True, year=day.year != timezone.localdate().year)


def hour_words(moment: datetime) -> str:
    """Return the city's hour of an aware datetime: "19:00", in French "19 h" and "19 h 30"."""
    return format_hour(timezone.localtime(moment))


def moment_words(moment: datetime) -> str:
    """Return a date and its hour in words: "martes 24 de noviembre, 19:00"."""
    return f"{day_words(moment)}, {hour_words(moment)}"


def last_day(event: EventPage) -> date:
    """Return the last day (date) of an event; one that ends at midnight ends on the day before."""
    return timezone.localdate(event.until - timedelta(microseconds=1))


def is_of_one_day(event: EventPage) -> bool:
    """Tell whether an event is over on the day on which it begins, or in the small hours after."""
    return event.until - event.start < timedelta(hours=18) or last_day(event) == timezone.localdate(event.start)


def hours_words(event: EventPage) -> str:
    """Return the hours of an event: "de 19:00 a 21:00", "a las 19:00" where the end is not known, "todo el día"."""
    return hours_between_words(event.start, event.end, event.all_day)


def hours_between_words(start: datetime, end: datetime | None, all_day: bool) -> str:
    """Return the hours between two aware datetimes in words; `end` is None where nobody knows it."""
    if all_day:
        return _("todo el día")
    if not end or end == start:
        return _("a las %(hour)s") % {"hour": hour_words(start)}
    return _("de %(start)s a %(end)s") % {"start": hour_words(start), "end": hour_words(end)}


def when_words(event: EventPage) -> str:
    """Return day and hours of an event: "martes 24 de noviembre, de 19:00 a 21:00"; both days of a longer one."""
    first = day_words(event.start)
    if is_of_one_day(event):
        return _("%(day)s, %(hours)s") % {"day": first, "hours": hours_words(event)}
    if event.all_day:
        return _("del %(first)s al %(last)s") % {"first": first, "last": day_words(last_day(event))}
    begins = _("%(day)s a las %(hour)s") % {"day": first, "hour": hour_words(event.start)}
    ends = _("%(day)s a las %(hour)s") % {"day": day_words(event.until), "hour": hour_words(event.until)}
    return _("del %(first)s al %(last)s") % {"first": begins, "last": ends}


def venue_words(event: EventPage, language: str | None = None) -> str:
    """Return the name of the place where people meet, in a language, the reader's by default; "" for an event on-line."""
    if event.modality == Modality.VIRTUAL:
        return ""
    return event.venue.label(language) if event.venue_id else event.venue_name


def online_words(event: EventPage) -> str:
    """Return how people take part from home: "en línea, por Zoom", "por teléfono"; empty for one in person."""
    if event.modality == Modality.IN_PERSON:
        return ""
    if event.online_platform and event.online_platform != "other":
        return _("en línea, por %(platform)s") % {"platform": event.get_online_platform_display()}
    return _("por teléfono") if event.phone_in and not event.online_platform else _("en línea")


def place_words(event: EventPage) -> str:
    """Return where an event is in few words: "Club San Miguel", "en línea, por Zoom", both for a hybrid one; or ""."""
    venue, online = venue_words(event), online_words(event)
    if venue and online:
        return _("%(venue)s y %(online)s") % {"venue": venue, "online": online}
    return venue or online


def language_tags(event: EventPage, *others: str) -> list[str]:
    """Return in which language an event is read, as a list of one; an empty one when it is the reader's.

    `others`: languages (codes) of what else stands in its row.
    """
    words = written_in(event.locale.language_code, *others)
    return [words] if words else []
