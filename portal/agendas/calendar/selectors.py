"""Which events an address of the agenda means: those of some days that everybody may read, one per object.

All of the days shown are read once as light rows; filters and their counts are a matter of memory, so that a page costs
the same few queries whatever the number of filters, and nothing depends on how many years lie behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

from portal.agendas.calendar.event_index import EventRow, fetch_rows
from portal.core.models.page import set_relations
from portal.core.public import public_pages
from portal.councils.models import CouncilPage
from portal.events.choices import EventState
from portal.events.models import EventPage
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Term

from .event_index import APART, fold_letters
from .query import FACETS

if TYPE_CHECKING:
    from portal.agendas.calendar.query import CalendarQuery

__all__ = [
    "EventRow",
    "council_pages",
    "fetch_rows",
    "filter_counts",
    "find",
    "found_between",
    "load_event_pages",
    "matching",
]

#: filters of which an event must have all that were chosen: who needs two services needs both
ALL_OF = ("service",)


def find(
    asked: CalendarQuery, begin: datetime, end: datetime, language: str, with_moved: bool = False
) -> list[EventPage]:
    """Return the public events (list of EventPage) that `asked` (CalendarQuery) means between two aware datetimes, in order.

    One per object, in `language` where it exists, else in its first one; the time that the address names itself narrows
    begin and end. `with_moved`: also what was moved away from a day between them. Four queries. Each
    event has its place, council and terms at hand, `council_page`: the council (or None) as the reader is shown it, and
    `known_reason`: (why it is cancelled, language).
    """
    return load_event_pages(found_between(asked, begin, end, language, with_moved), language)


def found_between(
    asked: CalendarQuery, begin: datetime, end: datetime, language: str, with_moved: bool = False
) -> list[EventRow]:
    """Return the same as `find` as light rows (list of EventRow)."""
    first, last = asked.bounds()
    begin, end = max(begin, first or begin), min(end, last or end)
    found = matching(fetch_rows(begin, end, language, with_words=bool(asked.text)), asked) if begin < end else []
    return [one for one in found if one.is_present or with_moved]


def matching(found: list[EventRow], asked: CalendarQuery, but: str = "") -> list[EventRow]:
    """Return those of `found` (list of EventRow) that have everything asked for, the filter named `but` left aside."""
    chosen = {name: set(getattr(asked, name)) for name in FACETS if getattr(asked, name) and name != but}
    if "council" in chosen:
        chosen["council"] = asked.council_ids()
    words = fold_letters(asked.text).split()
    return [
        one
        for one in found
        if all(
            codes <= one.codes[name] if name in ALL_OF else not codes.isdisjoint(one.codes[name])
            for name, codes in chosen.items()
        )
        and all(word in one.words for word in words)
    ]


def filter_counts(found: list[EventRow], asked: CalendarQuery) -> dict[str, Any]:
    """Return {filter: Counter of codes} of what is there on its own day; each filter's counts ignore itself.

    Of services all that are chosen are needed at once, so theirs are the counts of one service more.
    """
    return {
        name: Counter(
            code
            for one in matching(found, asked, but="" if name in ALL_OF else name)
            if one.is_present
            for code in one.codes[name]
        )
        for name in FACETS
    }


def load_event_pages(
    found: list[EventRow], language: str, councils: dict[UUID, CouncilPage] | None = None
) -> list[EventPage]:
    """Return the pages (list of EventPage) of `found`, in its order, with everything that rows and calendars read.

    `councils`: what `council_pages` returned for them, where somebody asked already.
    """
    related = ("locale", "district", "venue", "neighbourhood", "sessionpage__council__locale")
    pages = public_pages(EventPage.objects.filter(pk__in=[one.pk for one in found])).select_related(*related)
    pages = {page.pk: page for page in pages.annotate(first_reason=first_reason())}
    if councils is None:
        councils = council_pages({one.council_key for one in found} - {None}, language)
    terms = {(term.vocabulary, term.code): term for term in known_terms().values()}
    for one in found:
        if page := pages.get(one.pk):
            page.council_page = councils.get(one.council_key)
            language_of_reason, _apart, reason = (page.first_reason or "").partition(APART)
            page.known_reason = (reason or page.cancel_reason, language_of_reason or page.locale.language_code)
            set_relations(
                page,
                {
                    name: sort_known_terms(terms.get((name[:-1], code)) for code in codes)
                    for name, codes in one.terms.items()
                },
            )
    return [pages[one.pk] for one in found if one.pk in pages]


def first_reason() -> Case:
    """Return (expression) why a translation is cancelled into which nobody put the reason yet: its language and text."""
    versions = public_pages(EventPage.objects.filter(translation_key=OuterRef("translation_key")))
    first = versions.exclude(cancel_reason="").order_by("pk")
    text = first.values_list(Concat("locale__language_code", Value(APART), "cancel_reason"))[:1]
    return Case(When(state=EventState.CANCELLED, cancel_reason="", then=Subquery(text)), default=Value(""))


def sort_known_terms(terms: Iterator) -> list[Term]:
    """Return terms (Term, or None for what another process named just now) in the order of their vocabulary."""
    return sorted(filter(None, terms), key=lambda term: (term.order, term.pk))


def council_pages(keys: list[UUID] | set[UUID], language: str, numbers: set | tuple = ()) -> dict[UUID, CouncilPage]:
    """Return {translation key: CouncilPage} of public councils, in `language` where it exists, else in its first one.

    `numbers`: primary keys of first versions of some more.
    """
    wanted = Q(translation_key__in=keys)
    if numbers:
        wanted |= Q(translation_key__in=CouncilPage.objects.filter(pk__in=numbers).values("translation_key"))
    versions = public_pages(CouncilPage.objects.filter(wanted)).select_related("locale")
    chosen = {}
    for page in versions.order_by("pk"):
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return chosen
