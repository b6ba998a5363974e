"""Write what a record says into a practice page in memory; what it does not say stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.import_report import Refusal
from portal.practices.models import Annex, Contribution, Figure, OrganisationLink, Picture, PracticePage
from portal.practices.questions import QUESTIONS

from .catalogue import image_of
from .record import PARTS, TERM_FACTS, TERMS_FACTS
from .record_extract import practice_parts

if TYPE_CHECKING:
    from portal.practices.importing.catalogue import Catalogue
    from portal.practices.importing.record import PracticeRecord

MODELS = {"annexes": Annex, "figures": Figure, "contributions": Contribution, "pictures": Picture}


SET_BY_THE_TREE = {"path", "depth", "numchild", "url_path", "slug", "draft_title", "content_type"}
# Rows that the catalogue has just read, or that the tree gives: to ask for each again would cost a query.
RELATIONS = {field.name for field in PracticePage._meta.concrete_fields if field.is_relation}


def write_version(
    page: PracticePage, record: PracticeRecord, language: str, catalogue: Catalogue, first: PracticePage | None = None
) -> None:
    """Write one language version of `record` into `page` (PracticePage); `first` is the first version's page.

    Without `first` the page is the first version itself, and gets the facts too. Raises Refusal for an unknown code.
    """
    if first is None:
        write_facts(page, record, catalogue)
    for name, value in record.languages[language].items():
        setattr(page, name, value)
    for name, parts in record.parts.items():
        write_parts(
            page, name, [part.said_in(language, record.language, PARTS[name]) for part in parts], catalogue, first
        )


def write_facts(page: PracticePage, record: PracticeRecord, catalogue: Catalogue) -> None:
    """Write facts, source and organisations of the record into the page."""
    for name, value in record.facts.items():
        if name in TERMS_FACTS:
            vocabulary = field_vocabulary(PracticePage, name)
            getattr(page, name).set([catalogue.term(vocabulary, code) for code in value])
        elif name in TERM_FACTS:
            setattr(page, name, catalogue.term(field_vocabulary(PracticePage, name), value))
        elif name == "neighbourhood":
            page.neighbourhood = catalogue.neighbourhood(value)
        elif name == "last_reviewed":
            page.last_reviewed = date.fromisoformat(value) if value else None
        else:
            setattr(page, name, value)
    for name, value in record.source.items():
        setattr(page, f"source_{name}", value)
    if record.organisations is not None:
        page.organisation_links = [
            OrganisationLink(
                sort_order=order,
                organisation=catalogue.organisation(row["name"]),
                role=catalogue.term(field_vocabulary(OrganisationLink, "role"), row["role"]),
            )
            for order, row in enumerate(record.organisations)
        ]


def write_parts(
    page: PracticePage, name: str, rows: list[dict[str, str]], catalogue: Catalogue, first: PracticePage | None = None
) -> None:
    """Write the rows of one kind, in order; a row keeps the identity of the one that stood at its place.

    The rows of a translation take the identity of the first version's, by which words and facts find each other.
    """
    model, shape = MODELS[name], PARTS[name]
    pattern = ordered(first or page, name)
    own = {row.translation_key: row for row in ordered(page, name)}
    written = []
    for order, said in enumerate(rows):
        row = model(sort_order=order, locale=page.locale)
        if order < len(pattern):
            twin = own.get(pattern[order].translation_key)
            row.pk, row.translation_key = twin.pk if twin else None, pattern[order].translation_key
        for text in shape.texts:
            setattr(row, text, said[text])
        for fact in shape.facts:
            write_row_fact(row, fact, said[fact], catalogue)
        written.append(row)
    setattr(page, name, written)


def ordered(page: PracticePage, name: str) -> list[Annex | Figure]:
    """Return the rows of one kind that the page has, in its order."""
    return sorted(getattr(page, name).all(), key=lambda row: row.sort_order or 0)


def write_row_fact(row: Annex | Contribution, fact: str, value: str, catalogue: Catalogue) -> None:
    """Write one fact of a row: a term, an image, or a plain value."""
    if fact in ("kind", "who"):
        setattr(row, fact, catalogue.term(field_vocabulary(type(row), fact), value))
    elif fact == "image":
        row.image = image_of(value)
    else:
        setattr(row, fact, value)


def field_vocabulary(model: type[Model], name: str) -> str:
    """Return the code of the vocabulary that a field of the model chooses from."""
    return model._meta.get_field(name).vocabulary


def keep_what_is_fuller(record: PracticeRecord, drafts: dict[str, PracticePage], first_language: str) -> None:
    """Take out of the record what its source says less well than what is stored: loose facts, rows of which it has some.

    A row that is stored under the same title counts as said; `drafts` are the stored versions {language: page}.
    """
    for name in record.loose_facts & set(record.facts):
        if getattr(drafts[first_language], name):
            del record.facts[name]
    for name in record.open_parts & set(record.parts):
        text = PARTS[name].texts[0]
        here = practice_parts(drafts, first_language, name)
        titles = {part.languages[first_language][text] for part in here}
        new = [part for part in record.parts[name] if part.languages[record.language][text] not in titles]
        if new:
            record.parts[name] = [*here, *new]
        else:
            del record.parts[name]


def drop_missing_pictures(record: PracticeRecord) -> None:
    """Take out of the record the pictures whose image this portal does not have, with a note: images do not travel."""
    pictures = record.parts.get("pictures", [])
    kept = [part for part in pictures if image_of(part.facts.get("image"))]
    if len(kept) < len(pictures):
        record.parts["pictures"] = kept
        gone = len(pictures) - len(kept)
        said = ngettext("%d foto no está en esta biblioteca", "%d fotos no están en esta biblioteca", gone) % gone
        record.notes.append((record.line, said))


def validate(page: PracticePage) -> None:
    """Raise Refusal or ValidationError for what a field of the page, or a row, does not accept, before it is saved.

    Wagtail checks a page only when its revision is made; by then PostgreSQL would have stumbled over a text too long.
    """
    page.clean_fields(exclude=SET_BY_THE_TREE | RELATIONS)
    for name in (*PARTS, "organisation_links"):
        for row in getattr(page, name).all():
            try:
                row.full_clean(exclude=["page"], validate_unique=False, validate_constraints=False)
            except ValidationError as fault:
                raise Refusal(validation_fault_words(fault, type(row))) from None


def validation_fault_words(fault: ValidationError, model: type[Model]) -> str:
    """Return a ValidationError (of `model`) as one line: the field's name and what is wrong with it."""
    names = {field.name: str(getattr(field, "verbose_name", field.name)) for field in model._meta.get_fields()}
    if not hasattr(fault, "error_dict"):
        return "; ".join(fault.messages)
    said = []
    for name, messages in fault.message_dict.items():
        said.append(f"{names[name]}: {' '.join(messages)}" if name in names else " ".join(messages))
    return "; ".join(said)


def only_words(names: set[str]) -> str:
    """Return the names of fields (set of str) as a reader knows them, for the report."""
    said = {
        field.name: field.verbose_name for field in PracticePage._meta.get_fields() if hasattr(field, "verbose_name")
    }
    more = {
        "annexes": _("anexos"),
        "figures": _("cifras"),
        "contributions": _("aportes"),
        "pictures": _("fotos"),
        "organisations": _("organizaciones"),
    }
    questions = {name: str(question) for name, question in QUESTIONS.items()}
    return ", ".join(sorted({str(more.get(name) or questions.get(name) or said.get(name, name)) for name in names}))


def leave_out_first(record: PracticeRecord, catalogue: Catalogue) -> None:
    """Make Spanish the first version of a record whose first language the portal does not have, and has Spanish too."""
    left_out, instead = record.language, settings.LANGUAGE_CODE
    if catalogue.locale(left_out) is not None or not record.languages.get(instead, {}).get("title"):
        return
    record.source.setdefault("language", left_out)
    note = _("este portal no tiene páginas en «%(left_out)s»: se guardó la versión en «%(instead)s»")
    record.notes.append((record.line, note % {"left_out": left_out, "instead": instead}))
    record.drop_first_language(instead)
