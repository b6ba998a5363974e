"""Keep the search table equal to what is public: written with each change of a page, in the same transaction.

A page's expiry, restriction, move, slug and deletion all count, and those of its ancestors. Nothing fires for
QuerySet.update(), which a house rule forbids for pages; `manage.py search verify` finds and heals the rest.
Records that a route of a page shows (registry.RecordKind) follow that page in all of it, under the key "page:record".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.core.publication import at_end, in_batch, is_draft_only
from search import index
from search.api import register_visibility
from search.documents import to_model
from search.models import SearchDocument
from search.query import DocumentData

from .models.page import addresses_changed
from .public import public_pages
from .registry import is_searched, kinds, record_kinds

if TYPE_CHECKING:
    from portal.core.models import BasePage
    from portal.core.registry import Kind, RecordKind

CHUNK = 500
FEW = 8  # a page with its versions in other languages


def kind_pages(kind: Kind) -> QuerySet[BasePage]:
    """Return the pages (queryset) of a Kind; not those of types that extend its model and are a kind of their own."""
    return kind.model.objects.exact_type(kind.model)


def document_keys(pages: set[int]) -> list[str]:
    """Return the document keys (str) of pages given by pk."""
    return [str(pk) for pk in pages]


def index_pages(primary_keys: list[int]) -> None:
    """Write or remove the search documents of the pages with these primary keys: now, or when the batch ends."""
    at_end(write_pages, primary_keys)


def write_pages(primary_keys: list[int]) -> None:
    """Write or remove the search documents of the pages with these primary keys, as they stand in the database."""
    for some in batched(sorted(set(primary_keys)), CHUNK):
        write_chunk(some)


def write_chunk(primary_keys: list[int]) -> None:
    """Write or remove the search documents of not too many pages."""
    remaining = set(primary_keys)
    models = models_of(remaining)
    documents = []
    for kind in kinds().values():
        if not (own := models.get(kind.model)):
            continue
        pages = kind_pages(kind).filter(pk__in=own).select_related("locale", *kind.related)
        documents += [kind.document(page) for page in note_first_versions(kind.prepare(public_pages(pages)))]
    if documents:
        index.put(documents)
    if absent := set(document_keys(remaining)) - {document.key for document in documents}:
        index.delete(absent)
    for kind in record_kinds().values():
        if own := [pk for model, keys in models.items() if issubclass(model, kind.model) for pk in keys]:
            write_records(kind, own)


def models_of(primary_keys: set[int]) -> dict[type[BasePage], list[int]]:
    """Return {model: primary keys} of the pages that exist of these primary keys, with one query."""
    found = defaultdict(list)
    for pk, content_type_id in Page.objects.filter(pk__in=primary_keys).values_list("pk", "content_type"):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        found[model or Page].append(pk)
    return found


def index_records(kind: RecordKind, primary_keys: list[int], records: list[int] | None = None) -> None:
    """Write or remove the documents of the records (RecordKind) that these pages show, or only of some `records`."""
    if in_batch():
        index_pages(primary_keys)
    else:
        write_records(kind, primary_keys, records)


def write_records(kind: RecordKind, primary_keys: list[int], records: list[int] | None = None) -> None:
    """Write or remove the documents of the records of these pages, as they stand in the database."""
    pages = list(kind.model.objects.filter(pk__in=primary_keys).select_related("locale", *kind.related))
    public = {page.pk for page in public_pages(kind.model.objects.filter(pk__in=primary_keys))} if pages else set()
    for page in pages:
        replace_records(kind, page.pk, kind.documents(page, records) if page.pk in public else [], records)


def replace_records(
    kind: RecordKind, page_key: int, documents: list[DocumentData], records: list[int] | None = None
) -> None:
    """Make `documents` all that search holds of the records of a page, or of some `records`; what is equal stays."""
    held = SearchDocument.objects.filter(kind=kind.name)
    if records is None:
        held = held.filter(key__startswith=f"{page_key}:")
    else:
        held = held.filter(key__in=[f"{page_key}:{record}" for record in records])
    stored = {document.key: document for document in held}
    index.put(d for d in documents if d.key not in stored or is_outdated(stored[d.key], d))
    index.delete(stored.keys() - {document.key for document in documents})


def index_subtree(page: Page) -> None:
    """Write or remove the documents of a page and of everything under it, read again by id."""
    stored = Page.objects.filter(pk=page.pk).first()
    if stored is None:
        return
    models = {kind.model for kind in [*kinds().values(), *record_kinds().values()]}
    below = Page.objects.filter(path__startswith=stored.path).type(*models).values_list("pk", flat=True)
    below = list(below)
    for start in range(0, len(below), CHUNK):
        index_pages(below[start : start + CHUNK])


def on_page_saved(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs
) -> None:
    """post_save of any page type that goes into search, or whose records do."""
    if not raw and is_searched(sender) and not is_draft_only(update_fields):
        index_pages([instance.pk])


def on_page_state(sender: type[BasePage], instance: BasePage, **kwargs) -> None:
    """page_published, page_unpublished."""
    if is_searched(sender):
        index_pages([instance.pk])


def on_page_published(sender: type[Page], instance: Page, **kwargs) -> None:
    """page_published: its pictures and documents are public with it, and not when the worker comes to it."""
    at_end(write_references, [instance])


def write_references(pages: list[Page]) -> None:
    """Write Wagtail's index of references of pages just published; of many at once the worker does it, as of every save."""
    if len(pages) <= FEW:
        with transaction.atomic(savepoint=False):
            for page in pages:
                ReferenceIndex.create_or_update_for_object(page)


def on_subtree_changed(sender: type[BasePage], instance: Page, **kwargs) -> None:
    """post_page_move, addresses_changed."""
    index_subtree(instance)


def on_page_deleted(sender: type[Model], instance: Model, **kwargs) -> None:
    """post_delete of any page type."""
    if isinstance(instance, Page):
        index.delete([str(instance.pk)])
    for kind in record_kinds().values():
        if isinstance(instance, kind.model):
            replace_records(kind, instance.pk, [])


def on_restriction_changed(sender: type[PageViewRestriction], instance: PageViewRestriction, **kwargs) -> None:
    """A view restriction was set or lifted."""
    for page in (instance.page, *instance.page.aliases.all()):
        index_subtree(page)


def rich_text_words(html: str) -> str:
    """Return rich text as words, with a space where a tag divided them."""
    return " ".join(strip_tags(html.replace("<", " <")).split())


def note_first_versions(pages: list[BasePage]) -> list[BasePage]:
    """Note on each of these pages, for `is_first_version`, whether it is the first of its versions; with one query."""
    pages = list(pages)
    versions = Page.objects.filter(translation_key__in={page.translation_key for page in pages}, alias_of__isnull=True)
    first = dict(versions.order_by("-pk").values_list("translation_key", "pk"))
    for page in pages:
        page.known_first = page.pk <= first.get(page.translation_key, page.pk)
    return pages


def is_first_version(page: BasePage) -> bool:
    """Tell whether `page` is the version that the others were translated from."""
    if hasattr(page, "known_first"):
        return page.known_first
    versions = type(page)._base_manager.filter(translation_key=page.translation_key, alias_of__isnull=True)
    return not versions.filter(pk__lt=page.pk).exists()


def visible_keys(kind: Kind) -> Callable:
    """Return the check of one kind for search: which document keys (set of str) are public pages now."""

    def check(keys):
        pages = kind_pages(kind).filter(pk__in=[int(key) for key in keys])
        return {str(pk) for pk in public_pages(pages).values_list("pk", flat=True)}

    return check


def visible_records(kind: RecordKind) -> Callable:
    """Return the check of a RecordKind for search: which document keys (set of str) public pages show now."""

    def check(keys):
        pairs = {tuple(int(part) for part in key.split(":")) for key in keys}
        pages = public_pages(kind.model.objects.filter(pk__in={page for page, _record in pairs}))
        public = set(pages.values_list("pk", flat=True))
        shown = kind.present({pair for pair in pairs if pair[0] in public})
        return {f"{page}:{record}" for page, record in shown}

    return check


def every_document() -> Iterator[list[DocumentData]]:
    """Yield all documents that search should hold, as lists of not too many."""
    for kind in kinds().values():
        yield from batched(all_documents(kind), CHUNK)
    for kind in record_kinds().values():
        for page in public_pages(kind.model.objects.all()).select_related("locale", *kind.related).order_by("pk"):
            yield kind.documents(page)


def all_documents(kind: Kind) -> Iterator:
    """Yield the documents that search should hold of a kind, read in chunks."""
    primary_keys = list(public_pages(kind_pages(kind)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(primary_keys), CHUNK):
        chunk = kind_pages(kind).filter(pk__in=primary_keys[start : start + CHUNK])
        pages = kind.prepare(chunk.select_related("locale", *kind.related).order_by("pk"))
        yield from map(kind.document, note_first_versions(pages))


COMPARED = [field.attname for field in SearchDocument._meta.concrete_fields if field.name not in ("id", "group")]


def is_outdated(stored: SearchDocument, document: DocumentData) -> bool:
    """Tell whether a stored SearchDocument says something else than the DocumentData it should hold."""
    wanted = to_model(document, stored.pk)
    return any(getattr(stored, name) != getattr(wanted, name) for name in COMPARED)


def verify(heal: bool = False) -> tuple[set[str], set[str], set[str]]:
    """Compare search with what is public; return the keys (set of str) that are too many, missing, and outdated.

    With `heal`, mend them all.
    """
    surplus, absent, outdated = index.keys([*kinds(), *record_kinds()]), set(), set()
    for documents in every_document():
        stored = SearchDocument.objects.in_bulk([document.key for document in documents], field_name="key")
        surplus -= stored.keys()
        absent |= {document.key for document in documents} - stored.keys()
        outdated |= {d.key for d in documents if d.key in stored and is_outdated(stored[d.key], d)}
    if heal:
        index.delete(surplus)
        index_pages({int(key.partition(":")[0]) for key in surplus | absent | outdated})
    return surplus, absent, outdated


def batched(rows: list[int], size: int) -> Iterator[list[int]]:
    """Yield lists of at most `size` rows."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch


def connect() -> None:
    """Listen to every signal that may change what is public. Upper apps, which are ready first, have told their kinds."""
    for kind in kinds().values():
        register_visibility(kind.name, visible_keys(kind))
    for kind in record_kinds().values():
        register_visibility(kind.name, visible_records(kind))
    post_save.connect(on_page_saved, dispatch_uid="search-saved")
    page_published.connect(on_page_state, dispatch_uid="search-published")
    page_published.connect(on_page_published, dispatch_uid="references-published")
    page_unpublished.connect(on_page_state, dispatch_uid="search-unpublished")
    post_page_move.connect(on_subtree_changed, dispatch_uid="search-moved")
    addresses_changed.connect(on_subtree_changed, dispatch_uid="search-slug")
    post_delete.connect(on_page_deleted, dispatch_uid="search-deleted")
    post_save.connect(on_restriction_changed, sender=PageViewRestriction, dispatch_uid="search-restricted")
    post_delete.connect(on_restriction_changed, sender=PageViewRestriction, dispatch_uid="search-opened")
