"""What has a date, read once for some days as light rows: the filters of the agenda and their counts work on these.

Two questions to the database, whatever lies behind: one for the events, one for everything they have several of.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import ValuesView
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from portal.core.public import public_pages
from portal.councils.models import CouncilPage
from portal.events.choices import EventKind
from portal.events.models import EventPage
from portal.events.models.event import LONGEST
from portal.territory.models import Neighbourhood

from .query import BY_PHONE

EVENING, NOON = 18, 12  # o'clock
COLUMNS = {
    "pk": "pk",
    "key": "translation_key",
    "locale": "locale__language_code",
    "start": "start",
    "until": "until",
    "all_day": "all_day",
    "former_start": "former_start",
    "state": "state",
    "modality": "modality",
    "held_in": "held_in",
    "phone_in": "phone_in",
    "kind": "kind",
    "district": "district__code",
    "neighbourhood": "neighbourhood__code",
    "neighbourhood_name": "neighbourhood__name",
    "council": "sessionpage__council_id",
    "council_key": "sessionpage__council__translation_key",
    "council_kind": "sessionpage__council__kind",
    "council_neighbourhood": "sessionpage__council__neighbourhood__code",
    "council_neighbourhood_name": "sessionpage__council__neighbourhood__name",
}
WORDS = {
    "title": "title",
    "lead": "lead",
    "reference": "sessionpage__reference",
    "place": "venue_name",
    "venue": "venue__name",
    "council_title": "sessionpage__council__title",
}
#: events that a question names by number: asked by their dates, SQLite reads what all events of fifty years have
MOST_NAMED = 5_000
APART = "\t"  # between the code and the name of a neighbourhood: no code has it
NAMED = Concat("neighbourhood__code", Value(APART), "neighbourhood__name")


@dataclass(slots=True)
class EventRow:
    """An event as filters see it: its codes by filter, and whether it is there on its own day or only its old one."""

    pk: int
    key: UUID
    locale: str
    start: datetime
    until: datetime
    former_start: datetime | None
    state: str
    council: int | None
    council_key: UUID | None
    is_present: bool
    words: str = ""
    codes: dict[str, set] = field(default_factory=dict)
    terms: dict[str, list] = field(default_factory=dict)


def fetch_rows(begin: datetime, end: datetime, language: str, with_words: bool = False) -> list[EventRow]:
    """Return everything public (list of EventRow, by start) that is on or was moved away between two aware datetimes."""
    return fetch_named_rows(begin, end, language, with_words)[0]


def fetch_named_rows(
    begin: datetime, end: datetime, language: str, with_words: bool = False, neighbourhoods: tuple[str, ...] = ()
) -> tuple[list[EventRow], dict[str, str]]:
    """Return the same and {code: name} of the neighbourhoods that occur and of some more (codes)."""
    on = Q(start__gte=begin - LONGEST, start__lt=end, until__gt=begin)
    moved = Q(former_start__gte=begin, former_start__lt=end)
    columns = {**COLUMNS, **WORDS} if with_words else COLUMNS
    rows = public_pages(EventPage.objects.filter(on | moved)).order_by("pk").values_list(*columns.values())
    chosen = {}
    for row in (dict(zip(columns, values, strict=True)) for values in rows):
        if row["key"] not in chosen or row["locale"] == language:
            chosen[row["key"]] = row
    events, councils = ([row[name] for row in chosen.values()] for name in ("pk", "council"))
    near = Q(eventpage__in=events) if len(events) <= MOST_NAMED else of_days(begin, end)
    many = relations(near, {*councils} - {None}, neighbourhoods)
    found = sorted((as_found(row, many, begin, end) for row in chosen.values()), key=lambda one: (one.start, one.pk))
    return found, neighbourhood_names_by_code(chosen.values(), many)


def of_days(begin: datetime, end: datetime) -> Q:
    """Return the condition (Q) on rows of an event that it is, or was, on these days."""
    near = Q(eventpage__start__gte=begin - LONGEST, eventpage__start__lt=end)
    return near | Q(eventpage__former_start__gte=begin, eventpage__former_start__lt=end)


def relations(near: Q, councils: set[int], neighbourhoods: tuple[str, ...]) -> dict[tuple[str, int], list[str]]:
    """Return {(field, primary key of an event or of one of these councils): codes (list)}; one query.

    `near` is the condition (Q) on rows of an event. Codes of neighbourhoods come with their names, those of
    `neighbourhoods` (codes) among them.
    """
    parts = (
        (EventPage.other_districts, "district", near, "eventpage_id", "district__code"),
        (EventPage.other_neighbourhoods, "neighbourhood", near, "eventpage_id", NAMED),
        (EventPage.themes, "theme", near, "eventpage_id", "term__code"),
        (EventPage.services, "service", near, "eventpage_id", "term__code"),
    )
    among = Q(councilpage__in=councils)
    parts += (
        (CouncilPage.other_districts, "council district", among, "councilpage_id", "district__code"),
        (CouncilPage.other_neighbourhoods, "council neighbourhood", among, "councilpage_id", NAMED),
        (CouncilPage.themes, "council theme", among, "councilpage_id", "term__code"),
    )
    rows = [
        relation.through.objects.filter(condition)
        .annotate(field=Value(name), owner=F(owner), code=F(code) if isinstance(code, str) else code)
        .values_list("field", "owner", "code")
        for relation, name, condition, owner, code in parts
    ]
    named = Concat("code", Value(APART), "name")
    more = Neighbourhood.objects.filter(code__in=neighbourhoods).annotate(
        field=Value("named"), owner=F("pk"), named=named
    )
    rows.append(more.order_by().values_list("field", "owner", "named"))
    found = defaultdict(list)
    for name, owner, code in rows[0].union(*rows[1:], all=True):
        found[name, owner].append(code)
    return found


def neighbourhood_names_by_code(rows: ValuesView, many: dict[tuple[str, int], list[str]]) -> dict[str, str]:
    """Return {code: name} of the neighbourhoods of rows of the database and of their relations."""
    found = {}
    for row in rows:
        found[row["neighbourhood"]] = row["neighbourhood_name"]
        found[row["council_neighbourhood"]] = row["council_neighbourhood_name"]
    for (name, _owner), codes in many.items():
        if name.endswith(("neighbourhood", "named")):
            found.update(code.split(APART, 1) for code in codes)
    found.pop(None, None)
    return found


def as_found(row: dict[str, Any], many: dict[tuple[str, int], list[str]], begin: datetime, end: datetime) -> EventRow:
    """Return a row of the database as a EventRow."""
    is_session, council = row["council"] is not None, row["council"]
    services = many["service", row["pk"]]
    own = {
        name: {*many[name, row["pk"]], *(many[f"council {name}", council] if is_session else ())}
        for name in ("district", "neighbourhood", "theme")
    }
    places = {code.split(APART)[0] for code in own["neighbourhood"]}
    codes = {
        "time": daytime_codes(row),
        "modality": {row["modality"]},
        "service": {*services, *([BY_PHONE] if row["phone_in"] else ())},
        "district": own["district"] | {row["district"]} - {None},
        "neighbourhood": places | {row["neighbourhood"], row["council_neighbourhood"]} - {None},
        "council": {council} - {None},
        "kind": {row["council_kind"], EventKind.SESSION} if is_session else {row["kind"]},
        "theme": own["theme"],
        "language": {row["held_in"] or settings.LANGUAGE_CODE},
    }
    return EventRow(
        pk=row["pk"],
        key=row["key"],
        locale=row["locale"],
        start=row["start"],
        until=row["until"],
        former_start=row["former_start"],
        state=row["state"],
        council=council,
        council_key=row["council_key"],
        is_present=row["start"] < end and row["until"] > begin,
        words=fold_letters(" ".join(row[name] or "" for name in WORDS)) if "title" in row else "",
        codes=codes,
        terms={"services": services, "themes": many["theme", row["pk"]]},
    )


def daytime_codes(row: dict[str, Any]) -> set[str]:
    """Return the codes of the times of day at which somebody could come."""
    start, last = timezone.localtime(row["start"]), timezone.localtime(row["until"] - timedelta(microseconds=1))
    days = (last.date() - start.date()).days
    times = {"weekend"} if any((start.weekday() + more) % 7 >= 5 for more in range(days + 1)) else set()
    if not row["all_day"]:
        times.add("morning" if start.hour < NOON else "afternoon" if start.hour < EVENING else "evening")
    return times


def fold_letters(text: str) -> str:
    """Return a text as it is compared: small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
