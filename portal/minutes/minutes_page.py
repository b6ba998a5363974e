"""The whole minutes of a session on one page that can be printed and signed; an older version of them, read only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.language import in_interface
from portal.councils.session_page import session_council, session_kind_line
from portal.events.formatting import day_words, place_words, when_words
from portal.events.page_context import event_date_plate, fact_row
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term, Vocabulary

from .annexes import public_annexes
from .chapters import chapter_address, chapter_lines
from .choices import SaidKind
from .content import content_rows, topics_in
from .participation import session_tables
from .published import MinutesReading, minutes_name, minutes_state, read_minutes
from .session_minutes import coming_session, five_facts, minutes_stamp, points_context, public_matters

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

    from .models import Minutes, MinutesAnnex, MinutesVersion


def frame_context(page: SessionPage, minutes: Minutes) -> dict[str, Any]:
    """Return what stands above each page about minutes: whose they are, of which day, and how they stand."""
    return {
        "page": page,
        "self": page,
        "minutes": minutes,
        "kind": session_kind_line(page, session_council(page)),
        "plate": event_date_plate(page),
        "when": capfirst(when_words(page)),
        "name": minutes_name(minutes),
        "state": minutes_state(minutes),
        "part_title": f"{minutes_name(minutes)}: {page.title}",
        "base": in_interface(page.get_url() or ""),
    }


def whole_minutes(request: HttpRequest, page: SessionPage, minutes: Minutes) -> dict[str, Any]:
    """Return what the page of the whole minutes shows."""
    reading, frame = read_minutes(minutes, page), frame_context(page, minutes)
    matters, tables = public_matters(minutes), session_tables(minutes)
    pictures, annexes = public_annexes(minutes)
    return {
        **frame,
        "stamp": minutes_stamp(minutes),
        "facts": five_facts(reading, matters, coming_session(page, timezone.now())),
        "is_whole": True,
        **points_context(reading, matters, frame["base"]),
        **words_context(reading),
        "tables": tables,
        "tables_note": next((table.note for table in tables if table.note), ""),
        "record": record_facts(page, minutes, reading),
        "annex_pictures": [annex_figure(annex) for annex in pictures],
        "annexes": annexes,
        "versions_url": f"{frame['base']}minutes/versions/",
        "agreements_url": f"{frame['base']}minutes/agreements/",
        "aloud_url": f"{frame['base']}minutes/aloud/",
    }


def older_version(page: SessionPage, minutes: Minutes, version: MinutesVersion) -> dict[str, Any]:
    """Return what the page of a replaced version shows: its words as they were, without what changed since elsewhere.

    Its numbers are not shown: beside those of the version that replaced it, somebody could be worked out.
    """
    frame = frame_context(page, minutes)
    reading = read_minutes(minutes, page, version)
    return {
        **frame,
        "version": version,
        "version_day": day_words(version.at),
        "part_title": _("Versión %(number)s del acta") % {"number": version.number},
        "is_whole": True,
        **points_context(reading, {}, frame["base"]),
        **words_context(reading),
        "versions_url": f"{frame['base']}minutes/versions/",
    }


def annex_figure(annex: MinutesAnnex) -> dict[str, Any]:
    """Return a picture of an annex as the figure component takes it."""
    alt = annex.image.description or annex.title or annex.image.title
    return {"image": annex.image, "alt": alt, "caption": annex.title}


def record_facts(page: SessionPage, minutes: Minutes, reading: MinutesReading) -> list[dict[str, Any]]:
    """Return the facts beside the minutes: code, day, place, territory, version."""
    covered, version = reading.words("covered"), minutes.latest
    said = {"number": version.number, "day": day_words(version.at)}
    return [
        fact_row(_("Código"), page.reference),
        fact_row(_("Cuándo"), capfirst(when_words(page))),
        fact_row(_("Dónde"), capfirst(place_words(page))),
        fact_row(_("Zona"), covered.text, lang=covered.lang),
        fact_row(_("Versión"), _("%(number)s, del %(day)s") % said),
    ]


def words_context(reading: MinutesReading) -> dict[str, Any]:
    """Return the texts of minutes that belong to no point."""
    return {
        "covered": reading.words("covered"),
        "summary": reading.words("summary"),
        "topics": ticked_themes(reading),
        "other_topics": reading.words("other_topics"),
        "themes": said_by_theme(reading),
        "organisations": [row["name"] for row in content_rows(reading.content, "organisation")],
        "connection": reading.words("connection"),
        **recording_of(reading),
    }


def themes_by_code() -> dict[str, Term]:
    """Return {code: theme} of the vocabulary; asks the database nothing."""
    return {term.code: term for term in known_terms().values() if term.vocabulary == Vocabulary.THEME}


def ticked_themes(reading: MinutesReading) -> list[str]:
    """Return the names of the themes that were ticked."""
    themes = themes_by_code()
    return [themes[code].label(reading.language) for code in topics_in(reading.content) if code in themes]


def said_by_theme(reading: MinutesReading) -> list[dict[str, Any]]:
    """Return how many complaints and proposals there were of each theme, most first: [{name, complaints, proposals}].

    Matters are counted, not people. What has no theme stands last.
    """
    counted = Counter((row["theme"], row["kind"]) for row in reading.rows("said"))
    themes = themes_by_code()
    rows = [
        {
            "name": themes[code].label(reading.language) if code in themes else _("Sin tema"),
            "complaints": counted[code, SaidKind.COMPLAINT],
            "proposals": counted[code, SaidKind.PROPOSAL],
            "is_known": code in themes,
        }
        for code in {code for code, _kind in counted}
    ]
    return sorted(rows, key=lambda row: (not row["is_known"], -row["complaints"] - row["proposals"], row["name"]))


def recording_of(reading: MinutesReading) -> dict[str, Any]:
    """Return {recording: its address, chapters: [{time, text, url}]}; chapters without a time lead to the beginning."""
    address = reading.content.get("recording", "")
    if not address:
        return {"recording": "", "chapters": []}
    words = reading.words("chapters")
    return {
        "recording": address,
        "chapters_lang": words.lang,
        "chapters": [
            {"time": one.time, "text": one.text, "url": chapter_address(address, one.seconds or 0)}
            for one in chapter_lines(words.text)
        ],
    }
