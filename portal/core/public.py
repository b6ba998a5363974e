"""What everybody may read: the one filter that every public list, feed and index starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import CollectionMember, Page, PageViewRestriction, ReferenceIndex

if TYPE_CHECKING:
    from portal.core.models import BasePage

# An alias has the restrictions of its source (Page.get_view_restrictions); PageQuerySet.public() does not know it.
RESTRICTED_PAGES = ("page__path", "page__aliases__path", "page__aliases__aliases__path")

#: callables of upper rooms: tree paths (iterable of str) of folders that are closed, such as a closed district's
_closed_folders = []
#: the same of collections: tree paths of those whose files are closed
_closed_collections = []
#: callables of upper rooms: whether a record that everybody reads shows a file
_showings = []

_kept: ContextVar[dict | None] = ContextVar("restricted_paths", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask for the restrictions once while this lasts: for requests that only read."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def register_closed_folders(paths: Callable) -> None:
    """Add a callable that returns the tree paths (iterable of str) at and under which everything is closed now."""
    if paths not in _closed_folders:
        _closed_folders.append(paths)


def register_closed_collections(paths: Callable) -> None:
    """Add a callable that returns the tree paths (iterable of str) of the collections whose files are closed now."""
    if paths not in _closed_collections:
        _closed_collections.append(paths)


def register_showing(shows: Callable) -> None:
    """Add a callable that gets a picture or document, and tells whether a record that everybody reads shows it."""
    if shows not in _showings:
        _showings.append(shows)


def once(name: str, read: Callable) -> list:
    """Return what `read` returns; inside `asked_once`, what it returned under this name before."""
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return kept[name]


def topmost(paths: set) -> list:
    """Return the tree paths (list of str) among `paths` that lie under no other of them."""
    highest = []
    for path in sorted(paths):
        if not highest or not path.startswith(highest[-1]):
            highest.append(path)
    return highest


def closed_paths() -> list[str]:
    """Return the tree paths (list of str) at and under which everything is closed: it answers 404 to everybody."""
    return once("closed", lambda: topmost({path for folders in _closed_folders for path in folders() if path}))


def is_closed(page: BasePage) -> bool:
    """Tell whether a page lies in a closed folder."""
    return page.path.startswith(tuple(closed_paths()))


def is_over(page: BasePage) -> bool:
    """Tell whether a page's time is over; the clock that unpublishes it may strike only in a minute."""
    return page.expire_at is not None and page.expire_at <= timezone.now()


def closed_files(files: QuerySet[CollectionMember]) -> QuerySet[CollectionMember]:
    """Return those of a queryset of pictures or documents that lie in a closed collection."""
    below = Q(pk__in=[])
    for path in {path for collections in _closed_collections for path in collections()}:
        below |= Q(collection__path__startswith=path)
    return files.filter(below)


def _pointing_at(file):
    """Return the relations of all models with a foreign key to a picture or document."""
    return [relation for relation in file._meta.get_fields(include_hidden=True) if relation.one_to_many]


def pages_that_show(file: CollectionMember) -> QuerySet[Page]:
    """Return the pages (QuerySet) whose stored row shows a picture or document, drafts that nobody published among them.

    By the rows of pages as they stand, and by Wagtail's index of references, which a publication writes.
    """
    page_type = ContentType.objects.get_for_model(Page)
    known = ReferenceIndex.get_references_to(file).filter(base_content_type=page_type)
    keys = {int(key) for key in known.values_list("object_id", flat=True)}
    for relation in _pointing_at(file):
        for owner in relation.related_model._meta.concrete_fields:
            if isinstance(owner, ParentalKey) and issubclass(owner.related_model, Page):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: file})
                keys.update(rows.values_list(owner.attname, flat=True))
    return Page.objects.filter(pk__in=keys)


def shown_to_everybody(file: CollectionMember) -> bool:
    """Tell whether a page that everybody may read, a setting of the city, or a public record shows a file now."""
    settings = [
        relation
        for relation in _pointing_at(file)
        if issubclass(relation.related_model, BaseGenericSetting | BaseSiteSetting)
    ]
    in_settings = (one.related_model._base_manager.filter(**{one.field.name: file}).exists() for one in settings)
    is_elsewhere = (shows(file) for shows in _showings)
    return public_pages(pages_that_show(file)).exists() or any(in_settings) or any(is_elsewhere)


def restricted_paths() -> list:
    """Return the tree paths (list of str) at and under which nothing is public: restricted to some, or closed.

    CalendarQuery first and on its own: as a subquery, SQLite's planner walked all pages for each page it checked.
    """
    return once("paths", _read_restricted_paths)


def _read_restricted_paths():
    """Read the tree paths at and under which nothing is public."""
    rows = PageViewRestriction.objects.values_list(*RESTRICTED_PAGES)
    return topmost({path for row in rows for path in row if path}.union(closed_paths()))


def public_pages(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of a page queryset that everybody may read now; the clock may be ahead of the worker.

    An alias is the same page at a second address. It answers there, and is in no list, search, feed, export or count.
    """
    below = Q()
    for path in restricted_paths():
        below |= Q(path__startswith=path)
    public = pages.live().filter(alias_of__isnull=True).exclude(expire_at__lte=timezone.now())
    return public.exclude(below) if below else public
