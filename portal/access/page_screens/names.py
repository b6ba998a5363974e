"""The names that lists and choosers of the admin show: titles of drafts, words on files, accounts; each to whom it concerns.

Wagtail asks nobody for them, and where it does so it does not know who reads: the request is kept while it is answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django_filters.filters import QuerySetRequestMixin
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.views import chooser
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.access.roles import districts_of, is_curator
from portal.core.models import Role, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

OF_FILES = ("add", "change", "delete", "choose")

_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


@contextmanager
def asking(request: HttpRequest) -> Iterator[None]:
    """Remember who asks while a request to the admin is answered."""
    token = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(token)


def reader() -> User | AnonymousUser | None:
    """Return the account for which the admin is answering now; None outside of its requests."""
    return getattr(_asking.get(), "user", None)


def shown_title(page: Page) -> str:
    """Return the title of a page in the admin: its draft's for whoever sees it in the explorer, else the public one."""
    user = reader()
    if not page.draft_title or page.draft_title == page.title or user is None:
        return page.draft_title or page.title
    hers = policy_registry.get_by_type(Page).explorable_instances(user)
    return page.draft_title if hers.filter(pk=page.pk).exists() else page.title


def tags_of_files(user: User, *models: type[Model]) -> QuerySet[Tag]:
    """Return the tags (QuerySet) of the pictures and documents that an account may use; without models, of both."""
    wanted = Q(pk__in=[])
    for model in models or (get_image_model(), get_document_model()):
        rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, OF_FILES)
        wanted |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=rows.order_by().values("pk"),
        )
    return Tag.objects.filter(wanted)


def popular_tags(model: type[Model], count: int = 10) -> QuerySet[Tag]:
    """Return the most used tags (QuerySet) among the files of a model that the reader may use."""
    user = reader()
    if user is None:
        return Tag.objects.none()
    used = tags_of_files(user, model).annotate(item_count=Count("taggit_taggeditem_items"))
    return used.order_by("-item_count", "name")[:count]


def colleagues(user: User) -> QuerySet[User]:
    """Return the accounts (QuerySet) whose names an account reads in filters: its districts' teams, and the city's."""
    accounts = User.objects.all()
    if is_curator(user):
        return accounts
    near = Q(groups__team__district__in=districts_of(user)) | Q(groups__team__role=Role.CURATOR) | Q(pk=user.pk)
    return accounts.filter(pk__in=User.objects.filter(near).values("pk"))


def offer_colleagues(filterset: filters.WagtailFilterSet) -> None:
    """Let the filters by account of a list offer the account's colleagues only."""
    for row_filter in filterset.filters.values():
        rows = row_filter.extra.get("queryset") if isinstance(row_filter, QuerySetRequestMixin) else None
        if callable(rows):
            row_filter.queryset = row_filter.extra["queryset"] = partial(_of_colleagues, rows)
        elif rows is not None and rows.model is User:
            narrowed = _of_colleagues(lambda _request, rows=rows: rows, filterset.request)
            row_filter.queryset = row_filter.extra["queryset"] = narrowed


def _of_colleagues(rows, request):
    """Return a filter's rows, narrowed where they are accounts; `rows` is a function of the request."""
    found = rows(request)
    if found is None or found.model is not User or getattr(request, "user", None) is None:
        return found
    return found.filter(pk__in=colleagues(request.user).values("pk"))


def connect() -> None:
    """Have Wagtail's lists and choosers name what concerns the reader."""
    Page.get_admin_display_title = shown_title
    filters.popular_tags_for_model = chooser.popular_tags_for_model = popular_tags
    begin = filters.WagtailFilterSet.__init__

    def begin_with_colleagues(filterset, *args, **kwargs):
        begin(filterset, *args, **kwargs)
        offer_colleagues(filterset)

    filters.WagtailFilterSet.__init__ = begin_with_colleagues
