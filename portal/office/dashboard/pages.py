"""What waits among the pages: to review, to finish, to translate, to look at again, about to appear."""

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import CharField, Count, Exists, IntegerField, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Revision, TaskState, WorkflowState, get_default_page_content_type

from portal.core.locales import endonym
from portal.core.models import BasePage, User
from portal.core.registry import TodoCount, TodoLine
from portal.core.translations import first_versions, outdated

from .scope import editable_pages, in_open_districts, sources_of, target_locales

YEAR = timedelta(days=365)
LONGEST_COMMENT = 140
MOST_ASKED = 60  # of a title, in an address
LACKS = "lacks_"


def edit_url(page: Page) -> str:
    """Return where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def date_words(moment: datetime) -> str:
    """Return an aware datetime as a day in the reader's words."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


def page_line(page: Page, detail: str = "") -> TodoLine:
    """Return the TodoLine of a page: its draft's title, its language, and what else there is to know."""
    said = " · ".join(str(part) for part in (endonym(page.locale.language_code), detail) if part)
    return TodoLine(page.draft_title or page.title, edit_url(page), said)


def numbers(states: QuerySet[Model], lookup: str) -> QuerySet[Model]:
    """Return the pks (subquery) of the pages that states of workflows (QuerySet) are about."""
    return states.annotate(number=Cast(lookup, IntegerField())).values("number")


def page_workflows(**conditions) -> QuerySet[WorkflowState]:
    """Return the states of workflows (QuerySet) of pages."""
    return WorkflowState.objects.filter(base_content_type=get_default_page_content_type(), **conditions)


# Review --------------------------------------------------------------------------------------------------------------


def to_review(user: User) -> QuerySet[Page]:
    """Return the pages whose step in a review waits for an account, the oldest first."""
    states = TaskState.objects.reviewable_by(user)
    # two questions: TaskState and WorkflowState are joined by pk, and a page by a text
    found = states.filter(workflow_state__base_content_type=get_default_page_content_type())
    pks = [int(pk) for pk in found.values_list("workflow_state__object_id", flat=True)]
    return (
        Page.objects.filter(pk__in=pks)
        .select_related("locale", "latest_revision__user")
        .order_by("latest_revision_created_at")
    )


def review_line(page: Page) -> TodoLine:
    """Say who sent it and when."""
    revision = page.latest_revision
    who = revision.user.get_full_name() or revision.user.get_username() if revision and revision.user else ""
    said = (part for part in (who, date_words(page.latest_revision_created_at)) if part)
    return page_line(page, ", ".join(said))


def sent_back(user: User) -> QuerySet[Page]:
    """Return an account's own pages that a reviewer sent back with a comment."""
    states = page_workflows(status=WorkflowState.STATUS_NEEDS_CHANGES)
    asked = Q(pk__in=numbers(states.filter(requested_by=user), "object_id"))
    owned = Q(owner=user, pk__in=numbers(states, "object_id"))
    rejected = TaskState.objects.filter(
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        status=TaskState.STATUS_REJECTED,
    ).order_by("-finished_at")
    pages = editable_pages(user).filter(asked | owned).select_related("locale")
    return pages.annotate(comment=Subquery(rejected.values("comment")[:1])).order_by("-latest_revision_created_at")


def sent_back_line(page: Page) -> TodoLine:
    """Say what the reviewer wrote."""
    comment = " ".join((page.comment or "").split())
    return page_line(page, f"«{comment[:LONGEST_COMMENT]}»" if comment else "")


def unfinished(user: User) -> QuerySet[Page]:
    """Return the pages that an account wrote or changed, and neither published nor sent to review."""
    states = page_workflows(status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES])
    mine = Q(owner=user) | Q(latest_revision__user=user)
    pages = editable_pages(user).filter(mine, Q(live=False) | Q(has_unpublished_changes=True))
    pages = pages.exclude(pk__in=numbers(states, "object_id")).exclude(
        latest_revision__approved_go_live_at__isnull=False
    )
    return pages.select_related("locale").order_by("-latest_revision_created_at")


def my_drafts(user: User) -> QuerySet[Page]:
    """Return those that nobody reads."""
    return unfinished(user).filter(live=False)


def my_changes(user: User) -> QuerySet[Page]:
    """Return those that the public reads as they were before."""
    return unfinished(user).filter(live=True)


def change_line(page: Page) -> TodoLine:
    """Say since when the change waits."""
    changed = date_words(page.latest_revision_created_at)
    return page_line(page, gettext("cambiada el %(date)s, sin publicar") % {"date": changed} if changed else "")


def draft_line(page: Page) -> TodoLine:
    """Say when it was last changed."""
    changed = date_words(page.latest_revision_created_at)
    return page_line(page, gettext("sin tocar desde el %(date)s") % {"date": changed} if changed else "")


def in_review(user: User) -> QuerySet[Page]:
    """Return an account's own pages that wait for somebody else."""
    states = page_workflows(status=WorkflowState.STATUS_IN_PROGRESS)
    asked = Q(pk__in=numbers(states.filter(requested_by=user), "object_id"))
    owned = Q(owner=user, pk__in=numbers(states, "object_id"))
    return editable_pages(user).filter(asked | owned).select_related("locale").order_by("latest_revision_created_at")


# Translation ---------------------------------------------------------------------------------------------------------


def untranslated(user: User) -> QuerySet[Page]:
    """Return the public first versions that lack a language, each annotated with `lacks_` and the language's code."""
    locales, sources = target_locales(user), sources_of(user)
    wanted = Q(pk__in=[])
    for locale in locales:
        lacking = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=locale, alias_of__isnull=True)
        sources = sources.annotate(**{LACKS + locale.language_code: ~Exists(lacking)})
        wanted |= Q(**{LACKS + locale.language_code: True})
    return sources.filter(wanted).select_related("locale").order_by("-first_published_at", "pk")


def untranslated_line(page: Page) -> TodoLine:
    """Say which languages are missing."""
    codes = [name.removeprefix(LACKS) for name, lacks in vars(page).items() if name.startswith(LACKS) and lacks]
    names = ", ".join(endonym(code) for code in codes)
    line = page_line(page, gettext("falta en: %(languages)s") % {"languages": names})
    return replace(line, url=f"{reverse('translation_board')}?{urlencode({'q': page.title[:MOST_ASKED]})}")


def board_url(state: str, locale: Locale | None = None) -> str:
    """Return the address of the board of translations with what is in one state, in one language or all (None)."""
    asked = {"state": state, "language": locale.language_code} if locale else {"state": state}
    return f"{reverse('translation_board')}?{urlencode(asked)}"


def untranslated_parts(user: User, rows: QuerySet[Page]) -> list[TodoCount]:
    """Return how many pages lack each language."""
    locales = target_locales(user)
    counts = rows.order_by().aggregate(
        **{f"in_{locale.pk}": Count("pk", filter=Q(**{LACKS + locale.language_code: True})) for locale in locales}
    )
    return language_parts(locales, {locale.pk: counts[f"in_{locale.pk}"] for locale in locales}, "missing")


def language_parts(locales: list[Locale], counts: dict[int, int], state: str) -> list[TodoCount]:
    """Return the Parts of some Locales that have something, {pk of Locale: count}, with the way to the board."""
    return [
        TodoCount(endonym(locale.language_code), counts[locale.pk], board_url(state, locale))
        for locale in locales
        if counts.get(locale.pk)
    ]


def old_translations(user: User) -> QuerySet[Page]:
    """Return the public translations whose source changed since, the longest out of date first."""
    return outdated(in_open_districts(editable_pages(user))).select_related("locale").order_by("source_changed", "pk")


def old_translation_line(page: Page) -> TodoLine:
    """Say since when."""
    return page_line(page, gettext("el original cambió el %(date)s") % {"date": date_words(page.source_changed)})


def old_translation_parts(user: User, rows: QuerySet[Page]) -> list[TodoCount]:
    """Return how many translations of each language are out of date."""
    counts = dict(rows.order_by().values_list("locale").annotate(Count("pk")))
    return language_parts(target_locales(user), counts, "outdated")


# Time ----------------------------------------------------------------------------------------------------------------


def untouched(user: User) -> QuerySet[Page]:
    """Return the public first versions that nobody touched for a year; page types with a review have their own rule."""
    pages = first_versions(in_open_districts(editable_pages(user).filter(live=True))).annotate(
        touched=Coalesce("latest_revision_created_at", "last_published_at", "first_published_at")
    )
    for model in BasePage.__subclasses__():
        if model.published_by_review:
            pages = pages.exclude(**{f"{model._meta.model_name}__isnull": False})
    return pages.filter(touched__lt=timezone.now() - YEAR).select_related("locale").order_by("touched", "pk")


def untouched_line(page: Page) -> TodoLine:
    """Say since when."""
    return page_line(page, gettext("sin tocar desde el %(date)s") % {"date": date_words(page.touched)})


def scheduled_pages(user: User) -> QuerySet[Page]:
    """Return the pages that will be published by themselves, the next one first."""
    planned = Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now())
    dates = planned.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by()
    pages = editable_pages(user).filter(pk__in=numbers(planned, "object_id")).select_related("locale")
    first = dates.values("object_id").annotate(first=Min("approved_go_live_at")).values("first")
    return pages.annotate(appears=Subquery(first)).order_by("appears", "pk")


def scheduled_line(page: Page) -> TodoLine:
    """Say when."""
    moment = date_format(timezone.localtime(page.appears), "SHORT_DATETIME_FORMAT")
    return page_line(page, gettext("se publica el %(date)s") % {"date": moment})
