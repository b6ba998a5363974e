"""What was asked, in words for a heading and as an address for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict

from portal.core.escaping import printable
from portal.core.language import in_interface, localized_pages
from portal.practices.bank import bank_address, question
from portal.practices.facets import FILTERS
from portal.practices.models import PracticeIndexPage
from search.query import SearchQuery

from .selection import address_references

if TYPE_CHECKING:
    from portal.practices.facets import PracticeFilterLabels

LONGEST_WORDS = 200


def asked_address(parameters: QueryDict, language: str) -> str:
    """Return the query string (with "?", or empty) that means the same practices as `parameters` (QueryDict)."""
    if references := address_references(parameters):
        return "?" + urlencode([("ref", reference) for reference in references])
    text = bank_address(question(parameters, language))
    return "" if text == "?" else text


def asked_words(query: SearchQuery, labels: PracticeFilterLabels) -> str:
    """Return a question (SearchQuery) in words: what was typed and the names of its filters; empty for all."""
    names = [labels.of(filter_, code) for filter_ in FILTERS for code in query.facets.get(filter_.name, ())]
    words = " · ".join([f"«{query.text}»"] * bool(query.text) + names)
    return printable(words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…")


def bank_url(language: str) -> str:
    """Return the path of the bank page in the interface of `language`, or "/" where there is no public one."""
    bank = localized_pages(PracticeIndexPage.objects.all(), language).first()
    return in_interface(bank.url, language) if bank and bank.url else "/"
