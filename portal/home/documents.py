"""What search keeps of a content page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core.indexing import is_first_version
from search.query import DocumentData

if TYPE_CHECKING:
    from portal.home.models import ContentPage


def content_document(page: ContentPage) -> DocumentData:
    """Return the DocumentData of a public content page (ContentPage)."""
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="content",
        language=page.locale.language_code,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead,
        body=body_words(page),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        facets={"district": (page.district.code,)} if page.district else {},
    )


def body_words(page: ContentPage) -> str:
    """Return the words of all blocks of a page's body."""
    return "\n".join(page._meta.get_field("body").get_searchable_content(page.body))
