"""What councils talked about already, or will: public points of agendas that say the same as a topic."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext

from portal.core.indexing import rich_text_words
from portal.core.language import in_interface, reader_language
from portal.councils.items import number_public
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.formatting import day_words
from portal.submissions.kinds import Cleaned, Place, Similar
from search.analysis import analyse
from search.api import search
from search.folding import fold
from search.query import SearchHit, SearchQuery
from search.small_words import SMALL_WORDS

MOST_SHOWN = 5
SESSIONS_READ = 20


def similar_items(cleaned: Cleaned) -> list[Similar]:
    """Return the agenda items (Similar) of past and coming sessions of the council that are about the same, best first.

    Sessions are found by the portal's own search; of their public items those count that share half of the words.
    """
    headline, place = cleaned.get("headline", ""), cleaned.get("topic_place")
    wanted = said_words(headline, reader_language())
    if not wanted or place is None:
        return []
    query = SearchQuery(
        text=headline,
        language=reader_language(),
        kinds=("session",),
        facets=where_to_look(cleaned.get("council"), place),
        page_size=SESSIONS_READ,
        with_suggestion=False,
    )
    return items_alike(search(query).hits, wanted)


def where_to_look(council: CouncilPage | None, place: Place) -> dict[str, tuple[str, ...]]:
    """Return the facets of the sessions that matter: those of the council, else those of the place."""
    if council is not None:
        return {"council": (str(council.translation_key),)}
    if place.neighbourhood is not None:
        return {"neighbourhood": (place.neighbourhood.code,)}
    return {"district": (place.district.code,)} if place.district else {}


def said_words(text: str, language: str) -> set[str]:
    """Return the tokens of what a text says, without the small words of any language."""
    small = {token for word in SMALL_WORDS for token in analyse(word, language)}
    return {token for token in analyse(text, language) if token not in small and fold(token) not in SMALL_WORDS}


def items_alike(hits: list[SearchHit], wanted: set[str]) -> list[Similar]:
    """Return the public items of the sessions found that share most tokens with `wanted`, and at least half of them."""
    sessions = SessionPage.objects.select_related("locale").in_bulk([int(hit.key) for hit in hits])
    items = defaultdict(list)
    for item in AgendaItem.objects.filter(page__in=sessions).order_by("sort_order", "pk"):
        items[item.page_id].append(item)
    least = max(1, -(-len(wanted) // 2))
    scored = []
    for hit in hits:
        session = sessions.get(int(hit.key))
        for item in number_public(items[session.pk]) if session else ():
            text = f"{item.title} {rich_text_words(item.text)}"
            shared = len(wanted & said_words(text, session.locale.language_code))
            if shared >= least:
                scored.append((shared, session.start, similar_item(session, item)))
    scored.sort(key=lambda row: row[:2], reverse=True)
    return [found for _shared, _start, found in scored[:MOST_SHOWN]]


def similar_item(session: SessionPage, item: AgendaItem) -> Similar:
    """Return an item as the sender sees it: its words, the day of its session, its public address."""
    url = f"{in_interface(session.get_url() or '')}items/{item.code}/"
    return Similar(item.title, url, gettext("Sesión del %(day)s") % {"day": day_words(session.start)})
