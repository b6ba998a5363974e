"""A practice's page: its facts and answers in the order a reader asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.language import in_interface, language_name, localized_pages, public_translations, reader_language
from portal.core.partial_dates import partial_date_words
from portal.core.registry import sections_of
from portal.vocabularies.countries import country_name

from .citation import citation, practice_json_ld
from .history import last_changes
from .models.index import PracticeIndexPage
from .page_parts import PAGE_QUESTIONS, folded_answers, practice_headings, use_links
from .related import related_practices
from .review import shown_marks
from .terms import load_terms, term_of, terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage


def bank_of(page: PracticePage | None) -> PracticeIndexPage:
    """Return the public bank page for a practice, in the reader's language where there is one, or None."""
    return localized_pages(PracticeIndexPage.objects.all()).first()


def period(page: PracticePage) -> str:
    """Return when a practice began and ended in words: "Desde febrero de 2020, en curso"."""
    start = partial_date_words(page.start) if page.start else ""
    end = partial_date_words(page.end) if page.end else ""
    if start and page.end_open:
        return _("Desde %(start)s, en curso") % {"start": start}
    if start and end and page.start != page.end:
        return _("De %(start)s a %(end)s") % {"start": start, "end": end}
    if end and not start:
        return _("Hasta %(end)s") % {"end": end}
    return start or (_("En curso") if page.end_open else "")


def practice_fact_row(
    term: str,
    value: str = "",
    links: list[dict[str, str]] | tuple = (),
    note: str = "",
    lang: str = "",
    note_lang: str = "",
) -> dict[str, Any]:
    """Return one row of the fact list as the facts component takes it; the languages only where not the interface's."""
    row = {"term": capfirst(term), "value": value, "links": list(links), "note": note}
    return {**row, "lang": lang, "note_lang": note_lang}


def filter_link(text: str, bank_url: str, facet: str, code: str) -> dict[str, str]:
    """Return the link to the bank filtered by one code."""
    return {"text": text, "url": f"{bank_url}?{facet}={code}"}


def term_fact(page: PracticePage, field: str, facet: str, bank_url: str, other: str = "") -> dict[str, Any]:
    """Return the fact of a vocabulary field: each term links to the bank filtered by it."""
    name = page._meta.get_field(field).verbose_name
    terms = terms_of(page, field)
    if not (facet and bank_url):
        return practice_fact_row(
            name, ", ".join(term.label() for term in terms), note=other, note_lang=page.lang_attribute
        )
    links = [filter_link(term.label(), bank_url, facet, term.code) for term in terms]
    return practice_fact_row(name, links=links, note=other, note_lang=page.lang_attribute)


def evaluation_fact(page: PracticePage) -> dict[str, Any]:
    """Return the state of evaluation: "not evaluated yet" is a legitimate answer and is said."""
    state = term_of(page, "evaluation_state")
    return practice_fact_row(_("Evaluación"), state.label() if state else _("La fuente no lo dice"))


def nonempty_facts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows (see `fact`) that say something."""
    return [row for row in rows if row["links"] or row["value"] or row["note"]]


def essential_facts(page: PracticePage, bank_url: str) -> list[dict[str, Any]]:
    """Return what a reader asks first: where, when, who, at what scale (look.md), as a list of `fact` rows."""
    language = reader_language()
    country = country_name(page.place_country, language) if page.place_country else ""
    place = ", ".join(part for part in (page.place_city, page.place_region, country) if part)
    rows = [
        practice_fact_row(_("Lugar"), place, note=str(page.neighbourhood or "")),
        practice_fact_row(_("Cuándo"), period(page)),
        term_fact(page, "outcome", "outcome", bank_url, page.outcome_reason),
        practice_fact_row(_("Institución candidata"), page.institution, lang=page.lang_attribute),
        term_fact(page, "author_kind", "author", bank_url),
        participants_fact(page),
        term_fact(page, "scope", "scope", bank_url, page.scope_other),
    ]
    return nonempty_facts(rows)


def further_facts(page: PracticePage, bank_url: str) -> list[dict[str, Any]]:
    """Return how the practice is classified and where its record comes from, as a list of `fact` rows."""
    rows = [
        term_fact(page, "candidacy", "", bank_url),
        term_fact(page, "types", "type", bank_url, page.type_other),
        term_fact(page, "objectives", "objective", bank_url, page.objective_other),
        term_fact(page, "themes", "theme", bank_url, page.theme_other),
        term_fact(page, "bank_categories", "category", bank_url),
        sdg_fact(page, bank_url),
        evaluation_fact(page),
        term_fact(page, "call_category", "", bank_url),
        term_fact(page, "territory_size", "", bank_url),
        distinction_fact(page, bank_url),
        source_fact(page),
    ]
    return nonempty_facts(rows)


def participants_fact(page: PracticePage) -> dict[str, Any]:
    """Return how many took part in the reader's number format, and who; only who, when nobody counted."""
    name, language = _("Quiénes participaron"), page.lang_attribute
    if not page.participants_count:
        return practice_fact_row(name, page.participants, lang=language)
    count = number_format(page.participants_count, force_grouping=True)
    return practice_fact_row(name, count, note=page.participants, note_lang=language)


def sdg_fact(page: PracticePage, bank_url: str) -> dict[str, Any]:
    """Return the Sustainable Development Goals with their numbers."""
    goals = [(f"{term.code}. {term.label()}", term.code) for term in terms_of(page, "sdgs")]
    links = [filter_link(text, bank_url, "sdg", code) for text, code in goals] if bank_url else []
    return practice_fact_row(_("Objetivos de Desarrollo Sostenible"), "; ".join(text for text, _code in goals), links)


def distinction_fact(page: PracticePage, bank_url: str) -> dict[str, Any]:
    """Return the distinction with its edition."""
    distinction = term_of(page, "distinction")
    if not distinction:
        return practice_fact_row(_("Distinción"))
    label = distinction.label()
    if page.edition:
        label = _("%(distinction)s, edición %(number)s") % {"distinction": label, "number": page.edition}
    links = [filter_link(label, bank_url, "distinction", distinction.code)] if bank_url else []
    return practice_fact_row(_("Distinción"), label, links)


def source_fact(page: PracticePage) -> dict[str, Any]:
    """Return where the record comes from, its language and its licence."""
    notes = []
    if page.source_language:
        notes.append(_("En %(language)s") % {"language": language_name(page.source_language, reader_language())})
    if page.source_date:
        notes.append(partial_date_words(page.source_date))
    if page.source_licence:
        notes.append(_("Licencia: %(licence)s") % {"licence": page.source_licence})
    name = page.source_name or page.source_url
    links = [{"text": name, "url": page.source_url}] if page.source_url else []
    return practice_fact_row(_("Fuente"), name, links, note=" · ".join(notes))


def answers(page: PracticePage, questions: dict[str, str]) -> list[dict[str, str]]:
    """Return the answered ones of `questions` ({field: question}) as dicts: id, question, text (rich text)."""
    return [
        {"id": name.replace("_", "-"), "question": question, "text": getattr(page, name)}
        for name, question in questions.items()
        if getattr(page, name)
    ]


def original_version(page: PracticePage, translations: dict[str, PracticePage]) -> dict[str, dict[str, str]]:
    """Return the original and how this version stands to it: {"original": (name, code, url)} or {}."""
    first = type(page)._base_manager.filter(translation_key=page.translation_key).earliest("pk")
    original = translations.get(first.locale.language_code) if first.pk != page.pk else None
    if original is None:
        return {}
    code = original.locale.language_code
    return {"original": {"language": language_name(code, reader_language()), "code": code, "url": original.url}}


def practice_kind_line(page: PracticePage, language: str) -> str:
    """Return what stands above the title: "Experiencia de Rosario, Argentina"."""
    country = country_name(page.place_country, language) if page.place_country else ""
    place = ", ".join(part for part in (page.place_city, country) if part)
    return _("Experiencia de %(place)s") % {"place": place} if place else _("Experiencia")


def outcome_state(page: PracticePage) -> dict[str, str] | None:
    """Return the state of a practice as the state component takes it, or None when nobody said."""
    shapes = {"ongoing": "open", "ended": "done", "discontinued": "cancelled"}
    outcome = term_of(page, "outcome")
    return {"kind": shapes.get(outcome.code, "planned"), "word": outcome.label()} if outcome else None


def practice_context(request: HttpRequest, page: PracticePage) -> dict[str, Any]:
    """Return what the practice's template shows."""
    language = reader_language()
    if not getattr(request, "is_preview", False):  # a preview shows terms that are not stored yet
        load_terms([page])
    bank = bank_of(page)
    bank_url = in_interface(bank.get_url(request)) if bank else ""
    translations = public_translations(page)
    permanent = f"{settings.BASE_URL}/p/{page.reference}"
    context = {
        "bank": bank,
        "bank_url": bank_url,
        "kind": practice_kind_line(page, language),
        "state": outcome_state(page),
        "marks": shown_marks(page),
        "essentials": essential_facts(page, bank_url),
        "facts": further_facts(page, bank_url),
        "figures": [practice_fact_row(figure.label, figure.value) for figure in page.figures.all()],
        "answers": folded_answers(answers(page, PAGE_QUESTIONS)),
        "annexes": page.annexes.select_related("kind", "document"),
        "contributions": page.contributions.select_related("who"),
        "organisations": page.organisation_links.select_related("organisation", "role"),
        "pictures": list(page.pictures.select_related("image")),
        "changes": last_changes(page),
        "use_links": use_links(page, permanent),
        "permanent_url": permanent,
        "citation": citation(page, permanent),
        "json_ld": practice_json_ld(page, permanent, translations),
        "related": related_practices(page),
        "sections": sections_of("practice", request, page),
        "text_lang": page.lang_attribute,
        **original_version(page, translations),
    }
    return {**context, "headings": practice_headings(context)}
