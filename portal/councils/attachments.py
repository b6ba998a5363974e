"""The files that hang on the points of an agenda: those that everybody may open, read for all points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from portal.core.public import closed_files
from portal.documents.models import PortalDocument

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem

KILO = 1000


def attachment_document_ids(item: AgendaItem) -> list[int]:
    """Return the ids (list of int) of the documents of a point (AgendaItem), without reading them."""
    return [raw["value"] for raw in item.attachments.raw_data if raw["type"] == "document" and raw["value"]]


def public_documents(keys: set[int]) -> dict[int, PortalDocument]:
    """Return {id: document} of those with these ids that everybody may open: in no restricted, no closed collection."""
    if not keys:
        return {}
    files = get_document_model().objects.filter(pk__in=keys)
    paths = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    closed = set(closed_files(files).values_list("pk", flat=True))
    found = files.select_related("collection")
    return {file.pk: file for file in found if not file.collection.path.startswith(paths) and file.pk not in closed}


def links_of(items: list[AgendaItem]) -> dict[str, list[dict]]:
    """Return {point's code: links as the links component takes them} of points (list of AgendaItem)."""
    keys = {item.code: attachment_document_ids(item) for item in items}
    documents = public_documents({key for of_item in keys.values() for key in of_item})
    return {
        code: [document_link(documents[key]) for key in of_item if key in documents] for code, of_item in keys.items()
    }


def document_link(document: PortalDocument) -> dict[str, str]:
    """Return the link to a document: its title, and kind and size after it."""
    said = [document.file_extension.upper()]
    size = document.get_file_size()
    if size:
        said.append(size_words(size))
    return {"text": document.title, "url": document.url, "note": ", ".join(part for part in said if part)}


def size_words(size: int) -> str:
    """Return a size in bytes as people say it: "1,2 MB"."""
    if size < KILO * KILO:
        return _("%(size)s kB") % {"size": number_format(max(1, round(size / KILO)))}
    return _("%(size)s MB") % {"size": number_format(size / KILO / KILO, 1)}
