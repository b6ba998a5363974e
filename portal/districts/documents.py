"""What search keeps of a district page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core.indexing import is_first_version, rich_text_words
from search.query import DocumentData

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage


def district_document(page: DistrictPage) -> DocumentData:
    """Return the DocumentData of a public district page (DistrictPage): its name and its seat.

    Its neighbourhoods have documents of their own (neighbourhood_documents.py).
    """
    record = page.record
    body = [record.seat_name, record.address, record.phone, page.hours, page.accessibility]
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="district",
        language=page.locale.language_code,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=rich_text_words(page.intro),
        body="\n".join(part for part in body if part),
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        facets={"district": (record.code,)},
    )
