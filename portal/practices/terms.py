"""The terms of practices, read with few queries."""

from collections import defaultdict

from django.db.models import QuerySet, Value

from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term

from .models.practice import TERM_FACTS, TERMS_FACTS, PracticePage


def load_terms(pages: QuerySet[PracticePage] | list[PracticePage]) -> list[PracticePage]:
    """Read the terms of all these practices with one query and keep them on the pages, for `terms_of`."""
    pages = list(pages)
    known, found = known_terms(), defaultdict(list)
    rows = [
        getattr(PracticePage, field)
        .through.objects.filter(practicepage__in=[page.pk for page in pages])
        .annotate(field=Value(field))
        .values_list("practicepage_id", "field", "term_id")
        for field in TERMS_FACTS
    ]
    for page_id, field, term_id in rows[0].union(*rows[1:], all=True):
        found[page_id, field].append(known[term_id])
    for page in pages:
        page.known_terms = {field: sort_terms(found[page.pk, field]) for field in TERMS_FACTS}
    return pages


def sort_terms(terms: list[Term]) -> list[Term]:
    """Return terms in the order of their vocabulary."""
    return sorted(terms, key=lambda term: (term.order, term.pk))


def terms_of(page: PracticePage, field: str) -> list[Term]:
    """Return the terms (list of Term) that a practice has in `field`, one or several, without a query where possible."""
    if field in TERM_FACTS:
        term_id = getattr(page, f"{field}_id")
        return [known_terms().get(term_id) or getattr(page, field)] if term_id else []
    kept = getattr(page, "known_terms", None)
    return kept[field] if kept else sort_terms(getattr(page, field).all())


def term_of(page: PracticePage, field: str) -> Term | None:
    """Return the one term of `field`, or None."""
    return next(iter(terms_of(page, field)), None)
