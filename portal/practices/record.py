"""A practice's page: its facts and answers in the order a reader asks for them."""

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.core.language import in_interface, public_translations, reader_language
from portal.core.partial_dates import spoken
from portal.core.registry import sections_of
from portal.vocabularies.countries import country_name

from .citation import citation, json_ld
from .documents import terms_of
from .history import last_changes
from .models.index import PracticeIndexPage
from .questions import BANK_QUESTIONS, OIDP_QUESTIONS
from .related import related_practices
from .vocabulary import language_name


def bank_of(page):
    """Return the public bank page for a practice, in the reader's language where there is one, or None."""
    from portal.core.language import listed

    return listed(PracticeIndexPage.objects.all()).first()


def period(page):
    """Return when a practice began and ended in words: "Desde febrero de 2020, en curso"."""
    start = spoken(page.start) if page.start else ""
    end = spoken(page.end) if page.end else ""
    if start and page.end_open:
        return _("Desde %(start)s, en curso") % {"start": start}
    if start and end and page.start != page.end:
        return _("De %(start)s a %(end)s") % {"start": start, "end": end}
    if end and not start:
        return _("Hasta %(end)s") % {"end": end}
    return start or (_("En curso") if page.end_open else "")


def fact(label, *links, text="", note=""):
    """Return one row of the fact list: links are (label, address), text is plain; `note` stands small below it."""
    return {"label": label, "links": list(links), "text": text, "note": note}


def term_fact(page, field, facet, bank_url, other=""):
    """Return the fact of a vocabulary field: each term links to the bank filtered by it."""
    terms = terms_of(page, field)
    links = [(term.label(), f"{bank_url}?{facet}={term.code}" if bank_url and facet else "") for term in terms]
    return fact(page._meta.get_field(field).verbose_name, *links, note=other)


def evaluation_fact(page):
    """Return the state of evaluation: "not evaluated yet" is a legitimate answer and is said."""
    state = page.evaluation_state
    return fact(_("Evaluación"), text=state.label() if state else _("La fuente no lo dice"))


def practice_facts(page, bank_url):
    """Return the fact column of a practice: a list of `fact` rows, without the empty ones."""
    language = reader_language()
    country = country_name(page.place_country, language) if page.place_country else ""
    place = ", ".join(part for part in (page.place_city, page.place_region, country) if part)
    rows = [
        fact(_("Lugar"), text=place, note=str(page.neighbourhood or "")),
        fact(_("Institución candidata"), text=page.institution),
        fact(_("Cuándo"), text=period(page)),
        term_fact(page, "outcome", "outcome", bank_url, page.outcome_reason),
        term_fact(page, "candidacy", "", bank_url),
        term_fact(page, "types", "type", bank_url, page.type_other),
        term_fact(page, "objectives", "objective", bank_url, page.objective_other),
        term_fact(page, "scope", "scope", bank_url, page.scope_other),
        term_fact(page, "themes", "theme", bank_url, page.theme_other),
        term_fact(page, "bank_categories", "category", bank_url),
        term_fact(page, "author_kind", "author", bank_url),
        fact(
            _("Quiénes participaron"),
            text=participants(page),
            note=page.participants if page.participants_count else "",
        ),
        sdg_fact(page, bank_url),
        evaluation_fact(page),
        term_fact(page, "call_category", "", bank_url),
        term_fact(page, "territory_size", "", bank_url),
        distinction_fact(page, bank_url),
        source_fact(page),
    ]
    return [row for row in rows if row["links"] or row["text"] or row["note"]]


def participants(page):
    """Return how many took part in the reader's number format, or who, when nobody counted."""
    return number_format(page.participants_count, force_grouping=True) if page.participants_count else page.participants


def sdg_fact(page, bank_url):
    """Return the Sustainable Development Goals with their numbers."""
    links = [
        (f"{term.code}. {term.label()}", f"{bank_url}?sdg={term.code}" if bank_url else "") for term in page.sdgs.all()
    ]
    return fact(_("Objetivos de Desarrollo Sostenible"), *links)


def distinction_fact(page, bank_url):
    """Return the distinction with its edition."""
    if not page.distinction:
        return fact(_("Distinción"))
    label = page.distinction.label()
    if page.edition:
        label = _("%(distinction)s, edición %(number)s") % {"distinction": label, "number": page.edition}
    return fact(_("Distinción"), (label, f"{bank_url}?distinction={page.distinction.code}" if bank_url else ""))


def source_fact(page):
    """Return where the record comes from, its language and its licence."""
    notes = []
    if page.source_language:
        notes.append(_("En %(language)s") % {"language": language_name(page.source_language, reader_language())})
    if page.source_date:
        notes.append(spoken(page.source_date))
    if page.source_licence:
        notes.append(_("Licencia: %(licence)s") % {"licence": page.source_licence})
    name = page.source_name or page.source_url
    links = [(name, page.source_url)] if page.source_url else []
    return fact(_("Fuente"), *links, text="" if links else name, note=" · ".join(notes))


def answers(page, questions):
    """Return the answered ones of `questions` ({field: question}) as dicts: id, question, html."""
    return [
        {"id": name.replace("_", "-"), "question": question, "html": getattr(page, name)}
        for name, question in questions.items()
        if getattr(page, name)
    ]


def versions(page, translations):
    """Return the original and how this version stands to it: {"original": (name, code, url)} or {}."""
    first = type(page)._base_manager.filter(translation_key=page.translation_key).earliest("pk")
    original = translations.get(first.locale.language_code) if first.pk != page.pk else None
    if original is None:
        return {}
    code = original.locale.language_code
    return {"original": {"language": language_name(code, reader_language()), "code": code, "url": original.url}}


def practice_context(request, page):
    """Return what the practice's template shows."""
    bank = bank_of(page)
    bank_url = in_interface(bank.get_url(request)) if bank else ""
    translations = public_translations(page)
    permanent = f"{settings.BASE_URL}/p/{page.reference}"
    return {
        "bank": bank,
        "bank_url": bank_url,
        "facts": practice_facts(page, bank_url),
        "answers": answers(page, OIDP_QUESTIONS),
        "beside": answers(page, BANK_QUESTIONS),
        "changes": last_changes(page),
        "permanent_url": permanent,
        "citation": citation(page, permanent),
        "json_ld": json_ld(page, permanent, translations),
        "related": related_practices(page),
        "sections": sections_of("practice", request, page),
        **versions(page, translations),
    }
