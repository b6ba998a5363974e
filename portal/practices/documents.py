"""What search keeps of a practice: its words in one language, and its facts as facet codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.models.orderable import Orderable

from portal.core.indexing import is_first_version, rich_text_words
from portal.practices.questions import QUESTIONS
from portal.vocabularies.countries import country_name
from portal.vocabularies.models import Term
from search.query import DocumentData

from .review import load_marks, mark_data, review_codes
from .terms import load_terms, term_of, terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

# facet in addresses and in search: field of the practice that holds its term or terms
TERM_FACETS = {
    "type": "types",
    "objective": "objectives",
    "theme": "themes",
    "scope": "scope",
    "category": "bank_categories",
    "author": "author_kind",
    "sdg": "sdgs",
    "distinction": "distinction",
    "outcome": "outcome",
}
#: whether those who did it answered any question of the form, or only the facts are known
TOLD_FACET, TOLD, FACTS = "told", "told", "facts"

#: rows of a practice whose words are searched
ROWS = ("contributions", "annexes", "figures", "organisation_links")


def prefetch_practices(pages: QuerySet[PracticePage]) -> list[PracticePage]:
    """Read for a whole list of practices what `practice_document` needs of each."""
    pages = load_marks(load_terms(pages))
    rows = [
        Prefetch(name, to_attr=f"known_{name}") for name in ROWS
    ]  # modelcluster's manager looks at no prefetched rows
    prefetch_related_objects(pages, *rows, "known_organisation_links__organisation")
    return pages


def practice_rows(page: PracticePage, name: str) -> list[Orderable]:
    """Return the rows (list) of a practice in one of ROWS: as `prepare` read them, else asked now."""
    known = getattr(page, f"known_{name}", None)
    return list(getattr(page, name).all()) if known is None else known


def practice_facets(page: PracticePage, terms: dict[str, list[Term]]) -> dict[str, tuple[str, ...]]:
    """Return {facet: codes} of a practice, given its terms by facet."""
    facets = {facet: tuple(dict.fromkeys(term.code for term in found)) for facet, found in terms.items()}
    facets["country"] = (page.place_country,) if page.place_country else ()
    facets["year"] = (page.start[:4],) if page.start else ()
    facets["language"] = (page.source_language or page.locale.language_code,)
    facets["district"] = (page.district.code,) if page.district else ()
    facets["review"] = review_codes(page)
    facets[TOLD_FACET] = (TOLD,) if any(getattr(page, field) for field in QUESTIONS) else (FACTS,)
    return facets


def term_code(page: PracticePage, field: str) -> str:
    """Return the code of a practice's one term in `field`, or an empty string."""
    term = term_of(page, field)
    return term.code if term else ""


def practice_document(page: PracticePage) -> DocumentData:
    """Return the DocumentData of a public practice (PracticePage) in its own language."""
    language = page.text_language
    terms = {facet: terms_of(page, field) for facet, field in TERM_FACETS.items()}
    terms["objective"] += terms_of(page, "main_objective")
    labels = [term.label(language) for found in terms.values() for term in found]
    country = country_name(page.place_country, language) if page.place_country else ""
    place = [page.place_city, page.place_region, country, str(page.neighbourhood or ""), str(page.district or "")]
    words = [
        page.institution,
        page.type_other,
        page.objective_other,
        page.scope_other,
        page.theme_other,
        page.participants,
    ]
    answers = [rich_text_words(getattr(page, field)) for field in QUESTIONS]
    children = [str(child) for name in ROWS[:3] for child in practice_rows(page, name)]
    organisations = [str(link.organisation) for link in practice_rows(page, "organisation_links")]
    body = [*words, *answers, *children, *organisations, page.outcome_reason]
    keywords = [*place, *labels, page.reference]
    return DocumentData(
        key=str(page.pk),
        group=str(page.translation_key),
        kind="practice",
        language=language,
        title=page.title,
        url=page.url or "",
        is_source=is_first_version(page),
        summary=page.lead or rich_text_words(page.summary)[:600] or rich_text_words(page.main_objective_text)[:600],
        body="\n".join(part for part in body if part),
        keywords="\n".join(part for part in keywords if part),
        date_start=page.start,
        date_end=page.end,
        published=page.first_published_at.isoformat() if page.first_published_at else "",
        data={
            "reference": page.reference,
            "city": page.place_city,
            "country": page.place_country,
            "district": page.district.name if page.district else "",
            "start": page.start,
            "end": page.end,
            "end_open": page.end_open,
            "types": [term.code for term in terms["type"]],
            "outcome": term_code(page, "outcome"),
            "distinction": term_code(page, "distinction"),
            "reviews": mark_data(page),
        },
        facets=practice_facets(page, terms),
    )
