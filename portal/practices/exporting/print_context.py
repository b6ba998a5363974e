"""A selection for paper and for citing: its practices in full, or its citations, in a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.core.language import reader_language
from portal.core.public import public_pages
from portal.practices.bank import question
from portal.practices.citation import citation
from portal.practices.facets import PracticeFilterLabels
from portal.practices.models import PracticePage
from portal.practices.questions import QUESTIONS
from portal.practices.record import (
    answers,
    essential_facts,
    further_facts,
    outcome_state,
    practice_fact_row,
    practice_kind_line,
)

from .citations import permanent_url
from .loading import whole_pages
from .request_words import asked_address, asked_words, bank_url
from .selection import address_references, shown_batches, shown_pages

if TYPE_CHECKING:
    pass

MOST_ON_PAPER = 50


def practice_print_context(page: PracticePage, language: str) -> dict[str, Any]:
    """Return one practice as the template of the printed selection takes it."""
    return {
        "page": page,
        "kind": practice_kind_line(page, language),
        "state": outcome_state(page),
        "facts": [*essential_facts(page, ""), *further_facts(page, "")],
        "figures": [practice_fact_row(figure.label, figure.value) for figure in page.figures.all()],
        "answers": answers(page, QUESTIONS),
        "pictures": page.pictures.all(),
        "contributions": page.contributions.all(),
        "organisations": page.organisation_links.all(),
        "annexes": page.annexes.all(),
        "citation": citation(page, permanent_url(page)),
        "text_lang": page.lang_attribute,
    }


def selection_context(parameters: QueryDict) -> dict[str, Any]:
    """Return what every page about a selection says: its words, its address, the way back to the bank."""
    language = reader_language()
    query = question(parameters, language)
    words = _("las elegidas") if address_references(parameters) else asked_words(query, PracticeFilterLabels(language))
    address = asked_address(parameters, language)
    return {
        "words": words,
        "address": address,
        "bank_url": bank_url(language) + ("" if address_references(parameters) else address),
        "most": MOST_ON_PAPER,
    }


def print_context(parameters: QueryDict) -> dict[str, Any]:
    """Return what the printed selection shows of an address (QueryDict): at most MOST_ON_PAPER practices in full."""
    language = reader_language()
    keys = [pk for batch in shown_batches(parameters, language, MOST_ON_PAPER + 1) for _key, pk in batch]
    pages = whole_pages(public_pages(PracticePage.objects.filter(pk__in=keys[:MOST_ON_PAPER])))
    pages.sort(key=lambda page: keys.index(page.pk))
    return {
        **selection_context(parameters),
        "practices": [practice_print_context(page, language) for page in pages],
        "is_cut": len(keys) > MOST_ON_PAPER,
    }


def cite_context(parameters: QueryDict) -> dict[str, Any]:
    """Return what the page of citations shows: at most MOST_ON_PAPER of them; its downloads hold all."""
    pages = list(shown_pages(parameters, reader_language(), MOST_ON_PAPER + 1))
    rows = [
        {"reference": page.reference, "text": citation(page, permanent_url(page)), "lang": page.lang_attribute}
        for page in pages[:MOST_ON_PAPER]
    ]
    return {**selection_context(parameters), "citations": rows, "is_cut": len(pages) > MOST_ON_PAPER}
