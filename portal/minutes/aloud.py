"""Minutes to be read aloud at a door: at most 200 words, numbers and days in words, what was agreed before all else.

That it is provisional and when the council meets again are always among the words; what can be missed goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.language import reader_language
from portal.councils.session_page import session_council
from portal.events.formatting import place_words
from portal.events.speech import aloud, counted_words, spoken_day, spoken_hour

from .choices import ItemOutcome
from .content import attendance_total, content_rows, row_of
from .minutes_page import frame_context
from .published import MinutesReading, MinutesText, minutes_name, people_plural, people_words, read_minutes
from .session_minutes import coming_session, treated_points
from .suppression import LEAST_SHOWN

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

    from .models import Minutes

MOST_SPOKEN = 200  # words
#: how many words of one agreement, of one title
AGREEMENT_WORDS, TITLE_SPOKEN = 32, 12
MOST_TITLES = 4


@dataclass(frozen=True)
class SpokenPart:
    """A sentence, and how easily it may be missed: the greatest number goes first, 0 stays."""

    words: MinutesText
    weight: int = 0

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.words.text.split())


def aloud_context(request: HttpRequest, page: SessionPage, minutes: Minutes) -> dict[str, Any]:
    """Return what the page of the text to read aloud shows."""
    lines = spoken_minutes(page, minutes)
    return {
        **frame_context(page, minutes),
        "part_title": _("Para leer en voz alta"),
        "lines": lines,
        "count": sum(len(line.text.split()) for line in lines),
    }


def spoken_minutes(page: SessionPage, minutes: Minutes) -> list[MinutesText]:
    """Return the sentences of minutes in the reader's language, at most MOST_SPOKEN words together."""
    reading = read_minutes(minutes, page)
    parts = [*opening(page, minutes, reading), *agreed_parts(reading), *open_parts(reading), *closing_parts(page)]
    while sum(part.count for part in parts) > MOST_SPOKEN:
        heaviest = max(parts, key=lambda part: part.weight)
        if not heaviest.weight:
            break
        parts.remove(heaviest)
    return [part.words for part in parts]


def say(sentence: str, weight: int = 0) -> SpokenPart:
    """Return a sentence of the portal's own."""
    return SpokenPart(MinutesText(sentence), weight)


def quote(words: MinutesText, most: int, weight: int) -> SpokenPart:
    """Return words of the minutes in their own language, numbers in full, at most `most` of them."""
    said = aloud(words.text, words.lang or reader_language()).split()
    cut = " ".join(said[:most]).rstrip(" ,;:.") + "…" if len(said) > most else " ".join(said)
    closed = cut if not cut or cut[-1] in ".!?…" else f"{cut}."
    return SpokenPart(MinutesText(capfirst(closed), words.lang), weight)


def opening(page: SessionPage, minutes: Minutes, reading: MinutesReading) -> list[SpokenPart]:
    """Return whose minutes they are, of which day, that they may change, and how many came."""
    language = reader_language()
    council = session_council(page)
    name = f"{minutes_name(minutes)}."
    if minutes.is_provisional:
        name = _("%(name)s: todavía puede cambiar.") % {"name": minutes_name(minutes)}
    day = spoken_day(page.start, language)
    said = {"council": council["title"] if council else page.title, "day": day}
    parts = [say(name), say(_("%(council)s, sesión del %(day)s.") % said)]
    total = attendance_total(reading.content)
    if total is not None:
        count = counted_words(total, language, of_women=True) if total >= LEAST_SHOWN else people_words(total)
        said = {"count": aloud(count, language)}
        came = ngettext("Vino %(count)s persona.", "Vinieron %(count)s personas.", people_plural(total)) % said
        parts.append(say(came, 2))
    titles = [title for key in treated_points(reading) if (title := spoken_title(reading, key))]
    if titles:
        parts.append(say(_("Se habló de lo siguiente:"), 900))
        parts += [quote(title, TITLE_SPOKEN, 901 + place) for place, title in enumerate(titles[:MOST_TITLES])]
    return parts


def spoken_title(reading: MinutesReading, key: str) -> MinutesText:
    """Return the title of a point, on the agenda or not."""
    return reading.titles.get(key) or reading.words(f"extra.{key}.title")


def agreed_parts(reading: MinutesReading) -> list[SpokenPart]:
    """Return what was agreed, one sentence each; of many the last are missed first."""
    rows = reading.rows("agreement")
    if not rows:
        return [say(_("No se tomó ningún acuerdo."))]
    count = counted_words(len(rows), reader_language())
    begin = ngettext("Hay un acuerdo.", "Hay %(count)s acuerdos.", len(rows)) % {"count": count}
    said = [
        quote(reading.words(f"agreement.{row.id}.text"), AGREEMENT_WORDS, 10 + place) for place, row in enumerate(rows)
    ]
    return [say(begin), *said]


def open_parts(reading: MinutesReading) -> list[SpokenPart]:
    """Return which points moved on."""
    keys = [("item", point["key"]) for point in reading.points]
    keys += [("extra", row.id) for row in content_rows(reading.content, "extra")]
    moved = [key for kind, key in keys if row_of(reading.content, kind, key)["outcome"] == ItemOutcome.MOVED]
    if not moved:
        return []
    titles = [quote(spoken_title(reading, key), TITLE_SPOKEN, 801) for key in moved[:MOST_TITLES]]
    return [say(_("Quedó para otra sesión:"), 800), *titles]


def closing_parts(page: SessionPage) -> list[SpokenPart]:
    """Return when and where the council meets next."""
    language, coming = reader_language(), coming_session(page, timezone.now())
    if coming is None:
        return [say(_("La próxima sesión todavía no tiene fecha."))]
    day = spoken_day(coming.start, language)
    hour = _("todo el día") if coming.all_day else spoken_hour(coming.start, language)
    parts = [say(_("Próxima sesión: %(day)s, %(hour)s.") % {"day": day, "hour": hour})]
    place = place_words(coming)
    return [*parts, say(_("Lugar: %(place)s.") % {"place": aloud(place, language)}, 1)] if place else parts
