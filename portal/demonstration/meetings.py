"""Workshops, walks, trainings, the annual meeting: what has a date and is no session, with the practices shown there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.core.weeks import Week
from portal.councils.rrule import DAYS
from portal.events.models import EventPage, EventPractice, EventState

from .councils import add_public_page, meeting_of, place_first, translation_of
from .files import file_languages, read_toml
from .reviews import first_practice_version

if TYPE_CHECKING:
    from portal.demonstration.councils import Directory

TEXTS = ("slug", "title", "lead", "audience", "conditions")


def demonstration_day(data: dict[str, Any], now: datetime) -> date:
    """Return the day (date) of an event's table: so many days from today, or a weekday of a week from this one."""
    if "in_days" in data:
        return timezone.localdate(now) + timedelta(days=data["in_days"])
    weeks, day = data["on"]
    return Week.now(now).plus(weeks).days[DAYS.index(day)]


def meeting_times(data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return start, end and all_day of an event's table (dict)."""
    day, all_day = demonstration_day(data, now), data.get("all_day", False)
    start = timezone.make_aware(datetime.combine(day, time.fromisoformat(data.get("at", "00:00"))))
    lasts = timedelta(days=data["days"] - 1) if all_day else timedelta(minutes=data["minutes"])
    return {"start": start, "end": start + lasts, "all_day": all_day}


def make_event(data: dict[str, Any], directory: Directory, now: datetime) -> None:
    """Make one event in all languages of its table."""
    languages = file_languages(data)
    first = next(iter(languages))
    facts = {
        "kind": data["kind"],
        "state": EventState.CONFIRMED,
        "neighbourhood": directory.neighbourhoods.get(data.get("neighbourhood")),
        "seats": data.get("seats"),
        "registration_required": "seats" in data,
        **meeting_times(data, now),
        **meeting_of({"modality": "in-person", **data}, directory),
    }
    page = EventPage(locale=directory.locales[first], slug=data["slug"], **facts, **languages[first])
    page.services = directory.terms_of("service", data.get("services", ()))
    page.themes = directory.terms_of("theme", data["themes"])
    page.practice_links = [
        EventPractice(practice=first_practice_version(f"nueva-ribera:{key}"), sort_order=number)
        for number, key in enumerate(data.get("practices", ()))
    ]
    since = min(facts["start"] - timedelta(days=30), now - timedelta(days=3))
    place_first(directory.folders[data["district"], first], page, since)
    for code, words in languages.items():
        if code != first:
            said = {name: words[name] for name in TEXTS if name in words}
            version = translation_of(page, directory.locales[code], **said)
            add_public_page(directory.folders[data["district"], code], version, since)


def build_meetings(directory: Directory, now: datetime) -> None:
    """Make the events that do not stand yet, seen from `now` (aware datetime)."""
    for data in read_toml("sessions/events.toml")["events"]:
        folder = directory.folders[data["district"], next(iter(file_languages(data)))]
        if not EventPage.objects.child_of(folder).filter(slug=data["slug"]).exists():
            make_event(data, directory, now)
