"""What search keeps of a council and of a session: words in one language, facts as facet codes; of points, public ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portal.core.indexing import is_first_version, rich_text_words
from portal.core.public import public_pages
from portal.councils.models import AgendaItem, CouncilPage
from portal.events.documents import codes, event_document
from portal.events.documents import prefetch_events as prepare_events
from portal.territory.models import District
from search.query import DocumentData

from .items import number_public, public_items

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

__all__ = ["council_document", "prefetch_sessions", "session_document"]


def council_document(page: CouncilPage) -> DocumentData:
    """Return the DocumentData of a public council (CouncilPage); its members by their roles, never by their names."""
    language = page.locale.language_code
    places = [page.neighbourhood, *page.other_neighbourhoods.all()]
    districts = [page.district, *page.other_districts.all()]
    themes = list(page.themes.all())
    roles = [word for member in page.members.all() for word in (member.role, member.unit, member.organisation)]
    body = [rich_text_words(page.how_to_join), page.audience, page.elected_by, *roles]
    keywords = [*places, *districts, *(term.label(language) for term in themes)]
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="council",
        language=language,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead,
        body=document_lines(body),
        keywords=document_lines(keywords),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        data={"council_kind": page.kind},
        facets={
            "kind": (page.kind,),
            "criterion": (page.criterion,),
            "theme": codes(*themes),
            "district": codes(*districts),
            "neighbourhood": codes(*places),
        },
    )


def document_lines(words: list[District | str | None]) -> str:
    """Return what there is of `words` as lines of a text."""
    return "\n".join(str(word) for word in words if word)


def prefetch_sessions(pages: QuerySet[SessionPage]) -> list[SessionPage]:
    """Read for a whole list of sessions what `session_document` needs of each, with two queries beside the events'."""
    pages = prepare_events(pages)
    items = defaultdict(list)
    for item in AgendaItem.objects.filter(page__in=[page.pk for page in pages]).order_by("sort_order", "pk"):
        items[item.page_id].append(item)
    keys = {page.council.translation_key for page in pages}
    councils = public_pages(CouncilPage.objects.filter(translation_key__in=keys))
    titles = {(key, locale): title for key, locale, title in councils.values_list("translation_key", "locale", "title")}
    for page in pages:
        page.kept["items"] = number_public(items[page.pk])
        key = page.council.translation_key
        page.kept["council"] = titles.get((key, page.locale_id)) or titles.get((key, page.council.locale_id), "")
    return pages


def session_document(page: SessionPage) -> DocumentData:
    """Return the DocumentData of a public session (SessionPage): its public points and its council among its words."""
    document, kept = event_document(page), getattr(page, "kept", {})
    items = kept["items"] if "items" in kept else public_items(page)
    points = [word for item in items for word in (item.title, rich_text_words(item.text), item.proposed_by)]
    council = kept.get("council", page.council.title)
    return replace(
        document,
        kind="session",
        body=document_lines([document.body, *points]),
        keywords=document_lines([document.keywords, council, page.reference]),
        data={**document.data, "reference": page.reference, "council": council},
        facets={
            **document.facets,
            "kind": (page.kind, page.council.kind),
            "council": (str(page.council.translation_key),),
        },
    )
