"""What search keeps of a council and of a session."""

from dataclasses import replace

from portal.core.indexing import is_first_version, plain
from portal.events.documents import event_document
from portal.events.documents import prepare as prepare_sessions
from search.query import DocumentData

from .models import ItemVisibility

__all__ = ["council_document", "prepare_sessions", "session_document"]


def council_document(page):
    """Return the DocumentData of a public council (CouncilPage)."""
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="council",
        language=page.locale.language_code,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead,
        body="\n".join(part for part in (plain(page.how_to_join), page.audience) if part),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        facets={"district": (page.district.code,)} if page.district else {},
    )


def session_document(page):
    """Return the DocumentData of a public session (SessionPage), its public points among its words."""
    document = event_document(page)
    items = [item for item in page.items.all() if item.visibility == ItemVisibility.PUBLIC]
    words = [document.body, *(f"{item.title} {plain(item.text)}" for item in items)]
    return replace(document, kind="session", body="\n".join(part for part in words if part), keywords=page.reference)
