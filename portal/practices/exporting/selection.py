"""Which practices an address means: those it names by reference, or the answer of the bank to its question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import QueryDict

from portal.core.indexing import batched
from portal.core.language import localized_pages
from portal.core.listing import chosen_codes
from portal.practices.bank import question
from portal.practices.citation import load_promoters
from portal.practices.importing.record_extract import practice_record
from portal.practices.models import PracticePage
from portal.practices.terms import load_terms
from search.api import iterate

from .loading import public_practice_versions

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

BATCH = 50


def address_references(parameters: QueryDict) -> tuple[str, ...]:
    """Return the references (tuple of str, at most 40) that an address (QueryDict) names; none means its question."""
    return chosen_codes(parameters, ["ref"]).get("ref", ())


def shown_batches(parameters: QueryDict, language: str, most: int | None = None, size: int = BATCH) -> Iterator:
    """Yield lists of (translation key, pk) of the versions that a reader of `language` is shown, in their order.

    At most `most` practices; only public ones.
    """
    if references := address_references(parameters):
        pages = PracticePage.objects.filter(reference__in=references, alias_of__isnull=True)
        rows = localized_pages(pages, language).values_list("reference", "translation_key", "pk")
        place = {reference: number for number, reference in enumerate(references)}
        found = iter([row[1:] for row in sorted(rows, key=lambda row: place[row[0]])])
    else:
        found = ((UUID(hit.group), int(hit.key)) for hit in iterate(question(parameters, language)))
    yield from batched(islice(found, most), size)


def shown_pages(parameters: QueryDict, language: str, most: int | None = None) -> Iterator:
    """Yield the practices (PracticePage with its terms) that an address means, each in the version shown to the reader."""
    for batch in shown_batches(parameters, language, most):
        pages = PracticePage.objects.filter(pk__in=[pk for _key, pk in batch]).select_related("locale")
        pages = {page.pk: page for page in load_promoters(load_terms(pages))}
        yield from (pages[pk] for _key, pk in batch if pk in pages)


def whole_practices(
    parameters: QueryDict, language: str, most: int | None = None
) -> Iterator[tuple[PracticePage, PracticeRecord]]:
    """Yield (PracticePage shown, PracticeRecord) of each practice that an address means, all public languages in it."""
    for batch in shown_batches(parameters, language, most):
        versions = public_practice_versions([key for key, _pk in batch])
        for key, pk in batch:
            pages = versions.pop(key, None)
            shown = next((page for page in (pages or {}).values() if page.pk == pk), None)
            if shown:
                yield shown, practice_record(pages, next(iter(pages)))
