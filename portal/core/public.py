"""What everybody may read: the one filter that every public list, feed and index starts from."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageViewRestriction

# An alias has the restrictions of its source (Page.get_view_restrictions); PageQuerySet.public() does not know it.
RESTRICTED_PAGES = ("page__path", "page__aliases__path", "page__aliases__aliases__path")

_kept: ContextVar[dict | None] = ContextVar("restricted_paths", default=None)


@contextmanager
def asked_once():
    """Ask for the restrictions once while this lasts: for requests that only read."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def restricted_paths():
    """Return the tree paths (list of str) at and under which nothing is public.

    Asked first and on its own: as a subquery, SQLite's planner walked all pages for each page it checked.
    """
    kept = _kept.get()
    if kept is not None and "paths" in kept:
        return kept["paths"]
    rows = PageViewRestriction.objects.values_list(*RESTRICTED_PAGES)
    highest = []
    for path in sorted({path for row in rows for path in row if path}):
        if not highest or not path.startswith(highest[-1]):
            highest.append(path)
    if kept is not None:
        kept["paths"] = highest
    return highest


def public_pages(pages):
    """Return those of a page queryset that everybody may read now; the clock may be ahead of the worker."""
    below = Q()
    for path in restricted_paths():
        below |= Q(path__startswith=path)
    public = pages.live().exclude(expire_at__lte=timezone.now())
    return public.exclude(below) if below else public
