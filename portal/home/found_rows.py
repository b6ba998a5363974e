"""A hit of the search over everything as one row: what it is, whose, where, when, and whether it is over."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.language import in_interface, written_in
from portal.events.search_hits import state_found, when_found
from portal.territory.known import open_district_names
from search.folding import fold
from search.query import SearchHit


def search_hit_row(hit: SearchHit, known: dict[str, str], language: str) -> dict[str, Any]:
    """Return a hit of any kind as the row component takes it; `known` are the words for the kinds."""
    foreign = hit.language != language
    state = state_found(hit.data) or past_state(hit)
    tags = [when_found(hit.data), known[hit.kind], hit_council(hit, foreign), *hit_districts(hit)]
    return {
        "title_html": hit.highlighted_title,
        "url": in_interface(hit.url, language) if foreign else hit.url,
        "lang": hit.language if foreign else "",
        "text_html": hit.snippet,
        "tags": [tag for tag in tags if tag],
        "state": state,
        "side": [written_in(hit.language)] if foreign else [],
    }


def past_state(hit: SearchHit) -> dict[str, str] | None:
    """Return {kind, word} of an event that is over, else None."""
    is_over = "all_day" in hit.data and hit.date_end and hit.date_end < timezone.localdate().isoformat()
    return {"kind": "done", "word": _("Ya pasó")} if is_over else None


def hit_council(hit: SearchHit, foreign: bool = False) -> dict[str, str] | None:
    """Return the council of a session as the tags component takes it, where its title does not say it; else None."""
    council = hit.data.get("council", "")
    if fold(council) in fold(hit.title):
        return None
    return {"text": council, "lang": hit.language if foreign else ""}


def hit_districts(hit: SearchHit) -> list[str]:
    """Return the names of the districts of a hit, where they are open and its title is not their name."""
    names = open_district_names()
    found = [names[code] for code in hit.facets.get("district", ()) if code in names]
    return [name for name in found if fold(name) != fold(hit.title)]
