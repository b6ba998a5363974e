"""A year of sessions around today: each council meets by its rule; some sessions were cancelled, moved, held on-line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.utils import timezone

from portal.core.weeks import Week, midnight
from portal.councils.models import SessionPage
from portal.events.models import EventState, Modality
from portal.series.generate import OF_COUNCIL
from portal.series.holidays import holidays_between
from portal.series.occurrences import wanted

from .councils import AROUND, add_public_page, meeting_of, place_first, translation_of
from .files import read_toml
from .topics import SOURCE, Programme, frame

if TYPE_CHECKING:
    from portal.demonstration.councils import Directory, Standing

WINTER = (5, 6, 7, 8)  # months of the southern half of the world: most councils meet on-line, as in Rosario
#: parts of all sessions by modality: in winter, in the other months
MODALITIES = {
    True: ((Modality.VIRTUAL, 0.55), (Modality.HYBRID, 0.3), (Modality.IN_PERSON, 0.15)),
    False: ((Modality.VIRTUAL, 0.25), (Modality.HYBRID, 0.35), (Modality.IN_PERSON, 0.4)),
}
SERVICES = (("childcare", 0.5), ("sign-language", 0.25), ("transport", 0.15), ("interpretation", 0.04))
CANCELLED, MOVED = 0.05, 0.11
SURE_UNTIL = timedelta(weeks=5)  # what is later is planned, not confirmed
ANNOUNCED = timedelta(days=21)
TRANSLATED = (timedelta(weeks=-5), timedelta(weeks=8))  # in all languages: from so long before today to so long after
NEAR = (timedelta(weeks=-1), timedelta(weeks=5))  # of every council, what its topics say in other languages
KEPT_OPEN = ("oeste", 1)  # the district's editors still have to announce what the week after this one brings


def lot(*words) -> float:
    """Return a number from 0 to 1 that is always the same for the same words."""
    return crc32(" ".join(map(str, words)).encode()) / 2**32


def one_of(rows: list[Any], *words) -> Any:
    """Return one of the rows, always the same for the same words."""
    return rows[int(lot(*words) * len(rows))]


def weighted_choice(weights: tuple[tuple[str, float], tuple[str, float], tuple[str, float]], part: float) -> str:
    """Return which of ((value, weight) …) a number from 0 to 1 falls to."""
    for value, weight in weights:
        part -= weight
        if part < 0:
            return value
    return weights[-1][0]


class Meetings:
    """The sessions of one council that was made just now (Standing)."""

    def __init__(self, standing, directory, now, specials):
        self.standing, self.directory, self.now = standing, directory, now
        self.data, self.slug = standing.data, standing.data["slug"]
        self.special = specials.get(self.slug, {})
        self.council = next(iter(standing.pages.values()))
        neighbourhood = self.council.neighbourhood
        self.programme = Programme(self.data, neighbourhood.name if neighbourhood else "")
        self.week = Week.now(now)
        self.model = read_toml("minutes/model.toml")  # the session whose minutes are complete in four languages

    def due(self):
        """Return [(start, number, occurrence)] of all that are to be made."""
        begin, end = midnight(timezone.localdate(self.now) - AROUND), self.now + AROUND
        holidays = holidays_between(timezone.localdate(begin), timezone.localdate(end) + timedelta(days=1))
        due = [one for one in wanted(self.standing.series, begin, end, holidays) if one.is_due]
        past = sum(one.start < self.week.begin for one in due)
        return [
            (occurrence.start, number - past, occurrence)
            for number, occurrence in enumerate(due)
            if not self.is_kept_open(occurrence)
        ]

    def is_kept_open(self, occurrence):
        """Tell whether an occurrence is left to the editors of its district, so that something waits for them."""
        district, weeks = KEPT_OPEN
        return self.council.district.code == district and Week.now(occurrence.start) == self.week.plus(weeks)

    def session(self, occurrence, number):
        """Make the session of an occurrence; `number` counts from the first one that is not before this week."""
        away = occurrence.start - self.now
        in_all = "translated" in self.data and TRANSLATED[0] < away < TRANSLATED[1]
        words = self.programme.words(number, NEAR[0] < away < NEAR[1], in_all)
        is_special = Week.now(occurrence.start) == self.week
        fields = self.facts(occurrence, number, is_special)
        services, reason = fields.pop("services"), fields.pop("reason", {})
        page = SessionPage(
            slug=f"{occurrence.day:%Y-%m-%d}",
            locale=self.directory.locales[SOURCE],
            series=self.standing.series,
            recurrence_id=occurrence.start,
            **fields,
            cancel_reason=reason.get(SOURCE, ""),
            **words.languages[SOURCE],
            **self.conditions(services, SOURCE),
        )
        page.services = self.directory.terms_of("service", services)
        page.themes = self.directory.terms_of("theme", dict.fromkeys([words.theme, *self.data["themes"]]))
        # far ones were announced a little earlier, each in its own moment
        earlier = max(timedelta(), occurrence.start - self.now) / 50
        since = min(occurrence.start - ANNOUNCED, self.now - timedelta(days=3) - earlier)
        place_first(self.council, page, since, words.items(SOURCE, self.directory))
        for code, said in words.languages.items():
            if code != SOURCE:
                told = {**said, "cancel_reason": reason.get(code, ""), **self.conditions(services, code)}
                self.translate(page, code, told, words, since)
        return page

    def translate(self, page, code, said, words, since):
        """Add a session's version in another language."""
        council = self.standing.pages[code]
        version = translation_of(page, council.locale, slug=page.slug, audience=council.audience, **said)
        version.items = []  # its own words follow
        add_public_page(council, version, since, words.items(code, self.directory))

    def conditions(self, services, code):
        """Return what is to be known before one goes there, in a language."""
        return {"conditions": frame()["childcare"][code]} if "childcare" in services else {}

    def facts(self, occurrence, number, is_special):
        """Return the facts of a session (dict): when, how sure, where, how, with which services (codes)."""
        modality = self.modality(occurrence, number, is_special)
        fields = {
            "start": occurrence.start,
            "end": occurrence.end,
            **{name: getattr(self.council, name) for name in OF_COUNCIL},
            **meeting_of({**self.data, "modality": modality}, self.directory),
            "services": self.services(modality, number, is_special),
            "logistics": ""
            if modality == Modality.VIRTUAL
            else one_of(frame()["logistics"][SOURCE], self.slug, number),
        }
        if occurrence.start < self.now and modality != Modality.IN_PERSON and lot(self.slug, number, "video") < 0.6:
            fields["rebroadcast_url"] = f"https://videos.example.org/{self.slug}/{occurrence.day:%Y-%m-%d}"
        if not self.council.open_to_all:
            fields["join_visibility"] = "registered"
        return fields | self.state(occurrence, number, is_special)

    def modality(self, occurrence, number, is_special):
        """Return how people take part in a session: as the season wants, where the signal allows it."""
        if is_special and "modality" in self.special:
            return self.special["modality"]
        if (self.slug, number) == (self.model["council"], self.model["number"]):
            return self.model["modality"]
        if self.data.get("weak"):
            return Modality.IN_PERSON
        if self.data.get("online"):
            return weighted_choice(((Modality.VIRTUAL, 0.7), (Modality.HYBRID, 0.3)), lot(self.slug, number, "how"))
        return weighted_choice(MODALITIES[occurrence.day.month in WINTER], lot(self.slug, number, "how"))

    def services(self, modality, number, is_special):
        """Return the codes (list) of a session's services."""
        if is_special and "services" in self.special:
            return self.special["services"]
        offered = SERVICES if modality != Modality.VIRTUAL else SERVICES[1:2]
        found = [code for code, part in offered if lot(self.slug, number, code) < part]
        venue = self.directory.venues.get(self.data.get("venue"))
        return [*found, "step-free"] if modality != Modality.VIRTUAL and venue and venue.step_free else found

    def state(self, occurrence, number, is_special):
        """Return how sure a session is, with its former date and its reason ({language: text})."""
        if is_special:
            return {"state": EventState.CONFIRMED}
        part = lot(self.slug, number, "state")
        reasons = frame()["reasons"]
        if occurrence.start > self.now + SURE_UNTIL:
            return {"state": EventState.PLANNED}
        if part < CANCELLED:
            return {"state": EventState.CANCELLED, "reason": one_of(reasons["cancelled"], self.slug, number)}
        if part < MOVED:
            later = moved_in_week(occurrence.start)
            return {
                "state": EventState.RESCHEDULED,
                "former_start": occurrence.start,
                "start": later,
                "end": later + (occurrence.end - occurrence.start),
                "reason": one_of(reasons["moved"], self.slug, number),
            }
        return {"state": EventState.CONFIRMED}


def moved_in_week(start: datetime, days: int = 2) -> datetime:
    """Return the same hour on another day of the same week (aware): some days later, or earlier from Friday on."""
    local = timezone.localtime(start)
    if local.weekday() + days > 5:
        days = -days
    return timezone.make_aware((local + timedelta(days=days)).replace(tzinfo=None))


def specials() -> dict[str, dict[str, Any]]:
    """Return {slug of a council: what its session of this week shows}."""
    return {row["council"]: row for row in read_toml("sessions/this-week.toml")["sessions"]}


def build_sessions(standing: list[Standing], directory: Directory, now: datetime) -> list[SessionPage]:
    """Make the sessions of the councils made just now (list of Standing), seen from `now` (aware datetime)."""
    many = [Meetings(one, directory, now, specials()) for one in standing]
    due = [(start, place, number, one) for place, meetings in enumerate(many) for start, number, one in meetings.due()]
    due.sort(key=lambda row: row[:2])  # by date, as their references are given out
    return [many[place].session(occurrence, number) for _start, place, number, occurrence in due]
