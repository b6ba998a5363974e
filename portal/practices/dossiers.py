"""What a dossier shows: its practices in order, each in the reader's language, and only those that are public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from portal.core.indexing import is_first_version, rich_text_words
from portal.core.language import in_interface, localized_pages, reader_language
from search.query import DocumentData

from .models import DossierPage, PracticePage
from .review import load_marks, mark_data, row_mark
from .rows import period_line, place_line
from .terms import load_terms, terms_of

if TYPE_CHECKING:
    from portal.practices.models import DossierEntry


def dossier_practices(dossier: DossierPage) -> list[tuple[DossierEntry, PracticePage]]:
    """Return [(entry, practice)] of a dossier in order: public ones, each once, in the reader's language or its first."""
    entries = list(dossier.entries.all())
    chosen = PracticePage.objects.filter(pk__in=[entry.practice_id for entry in entries])
    keys = dict(chosen.values_list("pk", "translation_key"))
    versions = localized_pages(PracticePage.objects.filter(translation_key__in=keys.values()))
    pages = load_marks(load_terms(versions.select_related("locale", "district")))
    by_key = {page.translation_key: page for page in pages}
    pairs = [(entry, by_key.pop(keys.get(entry.practice_id), None)) for entry in entries]
    return [(entry, page) for entry, page in pairs if page is not None]


def dossier_entry_row(number: int, entry: DossierEntry, page: PracticePage) -> dict[str, Any]:
    """Return one practice of a dossier as its template takes it; the reason is in the dossier's language."""
    language = reader_language()
    place = {
        "country": page.place_country,
        "district": page.district.name if page.district else "",
        "city": page.place_city,
    }
    period = period_line({"start": page.start, "end": page.end, "end_open": page.end_open})
    state, _who = row_mark({"reviews": mark_data(page)})
    tags = [place_line(place, language), period, *(term.label(language) for term in terms_of(page, "types")[:2])]
    return {
        "number": number,
        "title": page.title,
        "url": in_interface(page.url, language),
        "lang": page.text_language if page.is_in_other_language else "",
        "reason": entry.reason,
        "tags": [tag for tag in tags if tag],
        "state": state,
    }


def dossier_context(dossier: DossierPage) -> dict[str, Any]:
    """Return what the template of a dossier shows."""
    return {
        "rows": [dossier_entry_row(number, *pair) for number, pair in enumerate(dossier_practices(dossier), start=1)],
        "text_lang": dossier.locale.language_code if dossier.is_in_other_language else "",
    }


def dossier_rows(request: HttpRequest) -> list[dict[str, str]]:
    """Return all public dossiers as the row component takes them, newest first."""
    dossiers = (
        localized_pages(DossierPage.objects.all()).select_related("locale").order_by("-first_published_at", "-pk")
    )
    return [
        {
            "title": dossier.title,
            "url": in_interface(dossier.get_url(request)),
            "lang": dossier.locale.language_code if dossier.is_in_other_language else "",
            "text": dossier.lead,
        }
        for dossier in dossiers
    ]


def dossier_document(dossier: DossierPage) -> DocumentData:
    """Return the DocumentData of a public dossier.

    Its practices and the reasons for them stay out: one of them may be restricted without the dossier being told.
    """
    return DocumentData(
        key=str(dossier.pk),
        group=str(dossier.translation_key),
        kind="dossier",
        language=dossier.locale.language_code,
        title=dossier.title,
        url=dossier.url or "",
        is_source=is_first_version(dossier),
        summary=dossier.lead,
        body=rich_text_words(dossier.intro),
        published=dossier.first_published_at.isoformat() if dossier.first_published_at else "",
    )
