"""What everybody may read: the one filter that every public list, feed and index starts from."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageViewRestriction

# An alias has the restrictions of its source (Page.get_view_restrictions); PageQuerySet.public() does not know it.
RESTRICTED_PAGES = ("page__path", "page__aliases__path", "page__aliases__aliases__path")


def restrictions_above():
    """Return a subquery of the view restrictions that hold for the outer page: its own, an ancestor's, an alias source's."""
    restrictions = PageViewRestriction.objects.annotate(
        outer_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    above = Q()
    for path in RESTRICTED_PAGES:
        above |= Q(outer_path__startswith=F(path))
    return restrictions.filter(above)


def public_pages(pages):
    """Return those of a page queryset that everybody may read now, in one query; the clock may be ahead of the worker."""
    return pages.live().filter(~Exists(restrictions_above())).exclude(expire_at__lte=timezone.now())
