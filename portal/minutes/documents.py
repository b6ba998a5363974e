"""What search keeps of published minutes: a hit for each session, in each of its languages, gone when it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import override

from portal.core.dates import format_day
from portal.core.indexing import is_first_version
from portal.core.language import label_line
from portal.core.public import public_pages
from portal.councils.models import SessionPage
from search.query import DocumentData

from .content import content_rows, topics_in
from .minutes_page import themes_by_code, ticked_themes
from .published import minutes_name, public_minutes, published_minutes, read_minutes

if TYPE_CHECKING:
    from .models import Minutes
    from .published import MinutesReading

MINUTES_KIND = "minutes"
SUMMARY_LENGTH = 40  # words


def minutes_documents(page: SessionPage, records: list[int] | None = None) -> list[DocumentData]:
    """Return the DocumentData (at most one) of the minutes of a session in the language of a page of it."""
    if page.start > timezone.now():
        return []
    minutes = public_minutes(page)
    if minutes is None or (records is not None and minutes.pk not in records):
        return []
    language = page.locale.language_code
    with override(language):
        return [minutes_document(page, minutes, read_minutes(minutes, page, language=language))]


def minutes_document(page: SessionPage, minutes: Minutes, reading: MinutesReading) -> DocumentData:
    """Return the DocumentData of minutes; that they are provisional stands in the title."""
    day = format_day(timezone.localdate(page.start), year=True)
    themes = {*topics_in(reading.content), *(row["theme"] for row in reading.rows("said") if row["theme"])}
    known = themes_by_code()
    agreements = [str(reading.words(f"agreement.{row.id}.text")) for row in reading.rows("agreement")]
    return DocumentData(
        key=f"{page.pk}:{minutes.pk}",
        group=f"{MINUTES_KIND}:{page.translation_key}",
        kind=MINUTES_KIND,
        language=page.locale.language_code,
        title=f"{label_line(minutes_name(minutes), page.title)}, {day}",
        url=f"{page.url or ''}minutes/",
        is_source=is_first_version(page),
        summary=Truncator(" ".join(" ".join(agreements).split())).words(SUMMARY_LENGTH, truncate="…"),
        body="\n".join(body_lines(reading)),
        keywords="\n".join(
            [
                page.reference,
                *ticked_themes(reading),
                *(known[code].label(reading.language) for code in sorted(themes) if code in known),
            ]
        ),
        published=minutes.latest.at.isoformat(),
        data={
            "start": page.start.isoformat(),
            "all_day": page.all_day,
            "reference": page.reference,
            "provisional": minutes.is_provisional,
        },
        facets={
            "theme": tuple(sorted(themes & known.keys())),
            "district": (page.district.code,) if page.district else (),
            "neighbourhood": (page.neighbourhood.code,) if page.neighbourhood else (),
        },
    )


def body_lines(reading: MinutesReading) -> list[str]:
    """Return the texts of minutes in the order of the page: points, agreements, what was said, the rest."""
    said = [reading.titles[point["key"]] for point in reading.points]
    said += [reading.words(f"item.{point['key']}.discussed") for point in reading.points]
    for row in content_rows(reading.content, "extra"):
        said += [reading.words(f"extra.{row.id}.{name}") for name in ("title", "discussed")]
    for kind in ("agreement", "said"):
        said += [reading.words(f"{kind}.{row.id}.text") for row in reading.rows(kind)]
    said += [reading.words(name) for name in ("summary", "other_topics", "covered", "chapters")]
    return [str(words) for words in said if words]


def still_published(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of (page, minutes) pairs of which the minutes are public now, and are those of the page's session."""
    minutes = published_minutes().filter(pk__in={record for _page, record in pairs})
    keys = dict(minutes.values_list("pk", "session__translation_key"))
    pages = public_pages(SessionPage.objects.filter(pk__in={page for page, _record in pairs}))
    sessions = dict(pages.values_list("pk", "translation_key"))
    return {(page, record) for page, record in pairs if record in keys and keys[record] == sessions.get(page)}
