"""All practices of the bank as records, in a stable order. Restricted pages and contacts are never among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from portal.core.public import public_pages
from portal.practices.models import PracticePage

from .jsonl import as_dict
from .record_extract import practice_record

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

CHUNK = 200


def exported_records(with_drafts: bool = False) -> Iterator[PracticeRecord]:
    """Yield a PracticeRecord for each practice, by reference: what is public, or also drafts as they stand.

    A language version that is not public is left out unless `with_drafts`; restricted ones always are.
    """
    pages = PracticePage.objects.filter(alias_of__isnull=True)
    pages = pages.public() if with_drafts else public_pages(pages)
    keys = list(dict.fromkeys(pages.order_by("reference", "pk").values_list("translation_key", flat=True)))
    for start in range(0, len(keys), CHUNK):
        chunk = pages.filter(translation_key__in=keys[start : start + CHUNK]).select_related("locale", "district")
        versions = {}
        for page in chunk.order_by("pk"):
            stored = page.get_latest_revision_as_object() if with_drafts else page
            versions.setdefault(page.translation_key, {})[page.locale.language_code] = stored
        for key in keys[start : start + CHUNK]:
            if found := versions.get(key):
                yield practice_record(found, next(iter(found)))


def left_out_counts(with_drafts: bool = False) -> tuple[int, int]:
    """Return how many practices `exported_records` leaves out: (those that are not public yet, restricted ones)."""
    pages = PracticePage.objects.filter(alias_of__isnull=True)
    every, open_ = practice_keys(pages), practice_keys(pages.public())
    exported = open_ if with_drafts else practice_keys(public_pages(pages))
    return len(open_ - exported), len(every - open_ - exported)


def practice_keys(pages: QuerySet[PracticePage]) -> set[UUID]:
    """Return the translation keys of a queryset of practices: one for each, however many languages it has."""
    return set(pages.values_list("translation_key", flat=True))


def export_practice(page: PracticePage) -> dict[str, Any] | None:
    """Return one practice as plain data (docs/exchange.md) in all languages that are public; `page` is any of them.

    Returns None when no version is public.
    """
    pages = public_pages(PracticePage.objects.filter(translation_key=page.translation_key, alias_of__isnull=True))
    versions = {version.locale.language_code: version for version in pages.select_related("locale").order_by("pk")}
    return as_dict(practice_record(versions, next(iter(versions)))) if versions else None
