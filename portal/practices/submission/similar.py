"""What the bank has already about the same, for somebody who is about to send a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core.language import in_interface, reader_language
from portal.submissions.kinds import Similar
from search.api import search
from search.query import SearchQuery

if TYPE_CHECKING:
    from portal.submissions.kinds import Cleaned

MOST = 3


def similar_practices(cleaned: Cleaned) -> list[Similar]:
    """Return up to MOST public practices like what was typed: the portal's own search, asked by its title and its story."""
    text = f"{cleaned.get('practice_title', '')} {cleaned.get('summary', '')}".strip()
    if not text:
        return []
    language = reader_language()
    query = SearchQuery(text=text, language=language, kinds=("practice",), page_size=MOST, with_suggestion=False)
    return [
        Similar(hit.title, in_interface(hit.url, language), hit.data.get("district") or hit.data.get("city") or "")
        for hit in search(query).hits
    ]
