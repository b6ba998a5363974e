"""Practices read by the batch: all public versions with their terms and rows, in a fixed number of queries."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Model, QuerySet
from wagtail.models.orderable import Orderable

from portal.core.models import PortalImage
from portal.core.models.page import set_relations
from portal.core.public import public_pages
from portal.practices.models import Annex, Contribution, Figure, OrganisationLink, Picture, PracticePage
from portal.practices.models.practice import TERM_FACTS, TERMS_FACTS
from portal.practices.terms import load_terms
from portal.vocabularies.known import known_terms

#: the rows of a practice: relation, model, term of a row, what is read with a row
PARTS = (
    ("annexes", Annex, "kind", ("document",)),
    ("figures", Figure, "", ()),
    ("contributions", Contribution, "who", ()),
    ("pictures", Picture, "", ()),
    ("organisation_links", OrganisationLink, "role", ("organisation",)),
)
PRINTED_PICTURE = "width-800|format-webp"


def whole_pages(pages: QuerySet[PracticePage]) -> list[PracticePage]:
    """Return the practices of a queryset as a list, with all that an export or a printed page reads of them."""
    pages = list(pages.select_related("locale", "district", "neighbourhood").order_by("pk"))
    load_terms(pages)
    by_page = {page.pk: page for page in pages}
    parts = {name: parts_by_page(model, by_page, term, related) for name, model, term, related in PARTS}
    for page in pages:
        keep_terms(page, TERM_FACTS)
        terms = {name: page.known_terms[name] for name in TERMS_FACTS}
        set_relations(page, {name: found[page.pk] for name, found in parts.items()} | terms)
    return pages


def parts_by_page(
    model: type[Orderable], by_page: dict[int, PracticePage], term: str, related: tuple[str, ...]
) -> dict[int, list[Orderable]]:
    """Return {page id: [rows]} of one kind of row."""
    found = defaultdict(list)
    rows = model.objects.filter(page__in=by_page).select_related(*related).order_by("sort_order", "pk")
    rows = list(rows)
    if model is Picture and rows:
        images = PortalImage.objects.filter(pk__in={row.image_id for row in rows})
        images = {image.pk: image for image in images.prefetch_renditions(PRINTED_PICTURE)}
        for row in rows:
            row.image = images[row.image_id]
    for row in rows:
        if term:
            keep_terms(row, [term])
        found[row.page_id].append(row)
    return found


def keep_terms(instance: Model, fields: list[str] | tuple[str, ...]) -> None:
    """Give an instance the terms of its fields that are at hand, so that reading them asks no database."""
    known = known_terms()
    for field in fields:
        term = known.get(getattr(instance, f"{field}_id"))
        if term:
            setattr(instance, field, term)


def public_practice_versions(translation_keys: list[UUID]) -> dict[UUID, dict[str, PracticePage]]:
    """Return {translation key: {language: page}} of the public versions of practices, each with its first one first."""
    pages = PracticePage.objects.filter(translation_key__in=translation_keys, alias_of__isnull=True)
    found = defaultdict(dict)
    for page in whole_pages(public_pages(pages)):
        found[page.translation_key][page.locale.language_code] = page
    return found
