"""A practice as one row of a list, from what search keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.core.language import in_interface, reader_language, written_in
from portal.pictures.covers import page_covers
from portal.vocabularies.countries import country_name
from search.query import SearchHit

from .models.parts import Picture
from .review import row_mark

if TYPE_CHECKING:
    from portal.practices.facets import PracticeFilterLabels


def place_line(data: dict[str, Any], language: str) -> str:
    """Return "Rosario, Argentina", or "Oeste, Nueva Ribera" for a practice of one of the city's districts."""
    country = country_name(data["country"], language) if data.get("country") else ""
    return ", ".join(part for part in (data.get("district"), data.get("city"), country) if part)


def period_line(data: dict[str, Any]) -> str:
    """Return "desde 2020", "2019 a 2021" or "2024" from partial dates, or an empty string."""
    start, end = data.get("start", "")[:4], data.get("end", "")[:4]
    if data.get("end_open") and start:
        return _("desde %(year)s") % {"year": start}
    if start and end and start != end:
        return _("%(start)s a %(end)s") % {"start": start, "end": end}
    return start or end


def practice_row(hit: SearchHit, labels: PracticeFilterLabels) -> dict[str, Any]:
    """Return a search hit as the row component takes it; says so when it is in another language than the reader's."""
    language = reader_language()
    tags = [place_line(hit.data, language), period_line(hit.data)]
    tags += [labels.term("type", code) for code in hit.data.get("types", [])[:2]]
    foreign = hit.language != language
    side = [labels.term("distinction", hit.data["distinction"])] if hit.data.get("distinction") else []
    state, who_and_when = row_mark(hit.data, discontinuation_state(hit.data, labels))
    if who_and_when:
        side.append(who_and_when)
    if foreign:
        side.append(written_in(hit.language))
    return {
        "title_html": hit.highlighted_title,
        "url": in_interface(hit.url, language) if foreign else hit.url,
        "lang": hit.language if foreign else "",
        "text_html": hit.snippet,
        "tags": [tag for tag in tags if tag],
        "state": state,
        "side": side,
    }


def covered_rows(hits: Iterable[SearchHit], labels: PracticeFilterLabels) -> list[dict[str, Any]]:
    """Return search hits as rows of a list, with the covers of those practices that have one."""
    found = list(hits)
    covers = page_covers(Picture, [int(hit.key) for hit in found])
    return [practice_row(hit, labels) | {"picture": covers.get(int(hit.key))} for hit in found]


def discontinuation_state(data: dict[str, Any], labels: PracticeFilterLabels) -> dict[str, str] | None:
    """Return {"kind", "word"} for a practice that was discontinued: whoever copies it should know at once."""
    if data.get("outcome") != "discontinued":
        return None
    return {"kind": "cancelled", "word": labels.term("outcome", "discontinued")}
