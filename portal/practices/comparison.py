"""Two to four practices side by side: their facts and their answers to the form's questions, each in one row."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.core.language import in_interface, localized_pages, reader_language
from portal.core.listing import chosen_codes, typed_text
from search.api import search
from search.query import SearchQuery

from .bank import KIND
from .facets import PracticeFilterLabels
from .models import PracticePage
from .questions import QUESTIONS
from .record import answers, bank_of, essential_facts, further_facts, practice_kind_line
from .rows import practice_row
from .terms import load_terms

FEWEST, MOST = 2, 4
MOST_FOUND = 6  # practices offered to be added
WORDS = 70  # of an answer that are shown; the rest is one click away
LONGEST_SHOWN = 40  # letters of a reference that nobody knows


def compare_address(references: list[str], **more) -> str:
    """Return the address of the comparison of some practices (references), with more parameters."""
    state = QueryDict(mutable=True)
    state.setlist("ref", references)
    state.update(more)
    return f"{reverse('practice_compare')}?{state.urlencode()}"


def compared_pages(references: tuple[str, ...]) -> dict[str, PracticePage]:
    """Return {reference: PracticePage} of those public, each in the version that the reader is shown; three queries."""
    pages = localized_pages(PracticePage.objects.filter(reference__in=references, alias_of__isnull=True))
    pages = pages.select_related("locale", "neighbourhood", "district")
    return {page.reference: page for page in load_terms(pages)}


def merged(lists: list[dict[str, dict] | list[str]]) -> list[str]:
    """Return the items of several lists once each, in an order that keeps that of every list where they agree."""
    order = []
    for items in lists:
        place = 0
        for item in items:
            if item in order:
                place = order.index(item) + 1
            else:
                order.insert(place, item)
                place += 1
    return order


def fact_rows(pages: list[PracticePage]) -> list[dict[str, Any]]:
    """Return [{"name", "cells"}] of the facts that any of the practices has; a cell is a fact row, or None."""
    columns = [
        {fact["term"]: fact for fact in [*essential_facts(page, ""), *further_facts(page, "")]} for page in pages
    ]
    return [{"name": name, "cells": [column.get(name) for column in columns]} for name in merged(columns)]


def answer_rows(pages: list[PracticePage]) -> list[dict[str, Any]]:
    """Return [{"name", "cells"}] of the questions that any practice answers; a cell is the beginning of its answer."""
    columns = [{row["id"]: row for row in answers(page, QUESTIONS)} for page in pages]
    names = {name.replace("_", "-"): question for name, question in QUESTIONS.items()}
    return [
        {
            "name": question,
            "cells": [answer_cell(column.get(key), page) for column, page in zip(columns, pages, strict=True)],
        }
        for key, question in names.items()
        if any(key in column for column in columns)
    ]


def answer_cell(answer: dict[str, str] | None, page: PracticePage) -> dict[str, str] | None:
    """Return {"html", "more"} of an answer (see record.answers) or None; `more` leads to the rest where it is longer."""
    if answer is None:
        return None
    html = Truncator(answer["text"]).words(WORDS, html=True, truncate=" …")
    is_cut = html.endswith("…") or " …<" in html
    return {"html": html, "more": f"{in_interface(page.url)}#{answer['id']}" if is_cut else ""}


def column(page: PracticePage, references: list[str]) -> dict[str, str]:
    """Return the head of a practice's column, with the address of the comparison without it."""
    others = [reference for reference in references if reference != page.reference]
    return {
        "title": page.title,
        "kind": practice_kind_line(page, reader_language()),
        "url": in_interface(page.url),
        "lang": page.lang_attribute,
        "reference": page.reference,
        "remove_url": compare_address(others),
    }


def comparison_choices(words: str, references: list[str]) -> list[dict[str, Any]]:
    """Return rows of practices found by `words` (else the newest), each leading to the comparison with it added."""
    language = reader_language()
    sort = "relevance" if words else "newest"
    query = SearchQuery(text=words, language=language, kinds=(KIND,), sort=sort, page_size=MOST_FOUND + MOST)
    hits = [hit for hit in search(query).hits if hit.data.get("reference") not in references]
    labels, rows = PracticeFilterLabels(language), []
    for hit in hits[:MOST_FOUND]:
        row = practice_row(hit, labels)
        rows.append({**row, "url": compare_address([*references, hit.data["reference"]]), "side": []})
    return rows


def notices(asked: tuple[str, ...], found: dict[str, PracticePage]) -> list[str]:
    """Return sentences about what was asked and is not shown: unknown references, and those beyond the fourth."""
    sentences = []
    unknown = [reference[:LONGEST_SHOWN] for reference in asked if reference not in found]
    if unknown:
        text = ngettext(
            "No hay ninguna experiencia pública con esta referencia: %(references)s.",
            "No hay experiencias públicas con estas referencias: %(references)s.",
            len(unknown),
        )
        sentences.append(text % {"references": ", ".join(unknown)})
    left_out = [reference for reference in asked if reference in found][MOST:]
    if left_out:
        text = _("Se comparan hasta cuatro, para que quepan. Quedaron fuera: %(references)s.")
        sentences.append(text % {"references": ", ".join(left_out)})
    return sentences


def next_step(count: int) -> str:
    """Return the sentence that says what to do with so many practices chosen."""
    if count == 0:
        return _("Elige de dos a cuatro experiencias y míralas una al lado de otra.")
    if count < FEWEST:
        return _("Elige al menos una más para comparar.")
    return _("Lo que dice cada una, pregunta por pregunta.")


def compare_context(parameters: QueryDict) -> dict[str, Any]:
    """Return what the page shows of an address (QueryDict): `ref` as often as there are practices, `q` to find others."""
    asked, words = chosen_codes(parameters, ["ref"]).get("ref", ()), typed_text(parameters)
    found = compared_pages(asked)
    pages = [found[reference] for reference in asked if reference in found][:MOST]
    references = [page.reference for page in pages]
    bank = bank_of(None)
    bank_url = in_interface(bank.url) if bank else ""
    is_full, is_compared = len(pages) == MOST, len(pages) >= FEWEST
    return {
        "columns": [column(page, references) for page in pages],
        "is_compared": is_compared,
        "facts": fact_rows(pages) if is_compared else [],
        "answers": answer_rows(pages) if is_compared else [],
        "notices": notices(asked, found),
        "lead": next_step(len(pages)),
        "bank_url": bank_url,
        "words": words,
        "kept": [("ref", reference) for reference in references],
        "choices": [] if is_full or (is_compared and not words) else comparison_choices(words, references),
        "can_add": not is_full,
    }


@require_safe
def compare_view(request: HttpRequest) -> HttpResponse:
    """The comparison; any number of references, known or not, is a normal page."""
    return render(request, "practices/compare.html", compare_context(request.GET))
