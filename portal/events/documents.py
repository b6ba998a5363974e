"""What search keeps of an event."""

from portal.core.indexing import is_first_version, plain
from search.query import DocumentData


def prepare(pages):
    """Read for a whole list of events what `event_document` needs of each."""
    return list(pages)


def event_document(page):
    """Return the DocumentData of a public event (EventPage)."""
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="event",
        language=page.locale.language_code,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead,
        body=plain(page.text),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        facets={"district": (page.district.code,)} if page.district else {},
    )
