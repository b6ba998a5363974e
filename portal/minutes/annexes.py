"""The annexes of minutes that everybody may open: pictures, and links to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import CollectionViewRestriction

from portal.core.public import closed_files
from portal.councils.attachments import document_link, public_documents

if TYPE_CHECKING:
    from .models import Minutes, MinutesAnnex


def public_annexes(minutes: Minutes) -> tuple[list[MinutesAnnex], list[dict[str, Any]]]:
    """Return (annexes with a picture, links to the documents) of minutes, those that everybody may open."""
    rows = list(minutes.annexes.select_related("image__collection", "document"))
    documents = public_documents({row.document_id for row in rows if row.document_id})
    links = [
        document_link(documents[row.document_id]) | ({"text": row.title} if row.title else {})
        for row in rows
        if row.document_id in documents
    ]
    pictures = [row for row in rows if row.image_id]
    if pictures:
        paths = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
        images = type(pictures[0].image).objects.filter(pk__in=[row.image_id for row in pictures])
        closed = set(closed_files(images).values_list("pk", flat=True))
        pictures = [
            row for row in pictures if row.image_id not in closed and not row.image.collection.path.startswith(paths)
        ]
    return pictures, links
