"""The marks of review: who looked at a practice and when, by role, and whether the text is still what they read."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Revision, TaskState
from wagtail.signals import task_approved

from portal.core.facts import apply_facts, refresh_translators_source
from portal.core.indexing import index_pages
from portal.core.language import source_version
from portal.core.models import Role, User
from portal.core.partial_dates import partial_date_words
from portal.districts.review import CuratorsApprovalTask, DistrictApprovalTask
from portal.districts.reviewers import stored_district_id
from portal.territory.known import district_names

from .history import fingerprints
from .models import PracticeChange, PracticePage, PracticeReview
from .models.review import ReviewRole

REVIEWED_TODAY = "practices.reviewed_today"
ORDER = {ReviewRole.CURATORS: 0, ReviewRole.DISTRICT: 1}
#: facet codes in addresses and in search, by role
CODES = {ReviewRole.CURATORS.value: "verified", ReviewRole.DISTRICT.value: "district"}
NOT_READ = {"last_reviewed"}  # saying that it was reviewed changes nothing of what was


@dataclass(frozen=True)
class Mark:
    """One mark as pages, lists and exports show it: role, district's code or "", day (ISO 8601), older than the text."""

    role: str
    district: str
    day: str
    outdated: bool


# Reading -------------------------------------------------------------------------------------------------------------


def load_marks(pages: list[PracticePage]) -> list[PracticePage]:
    """Read the marks of all these practices with two queries and keep them on the pages, for `marks_of`."""
    pages = list(pages)
    reviews = PracticeReview.objects.filter(page__translation_key__in=[page.translation_key for page in pages])
    reviews = list(reviews.select_related("district", "page"))
    published = {}
    for change in PracticeChange.objects.filter(page__in={review.page_id for review in reviews}):
        published.setdefault(change.page_id, change)
    found = {}
    for review in reviews:
        change = published.get(review.page_id)
        outdated = change is not None and not read_the_same(review, change)
        if not (outdated and review.at > change.at):  # otherwise it is about a draft that nobody sees yet
            found.setdefault(review.page.translation_key, {}).setdefault(review.role, review_mark(review, outdated))
    for page in pages:
        marks = found.get(page.translation_key, {}).values()
        page.known_marks = sorted(marks, key=lambda mark: ORDER[mark.role])
    return pages


def read_the_same(review: PracticeReview, change: PracticeChange) -> bool:
    """Tell whether a PracticeReview read what a PracticeChange published; fields younger than either do not count."""
    now = change.fingerprints
    return all(now.get(name, value) == value for name, value in review.fingerprints.items() if name not in NOT_READ)


def review_mark(review: PracticeReview, outdated: bool) -> Mark:
    """Return the Mark of a PracticeReview."""
    return Mark(
        role=review.role,
        district=review.district.code if review.district_id else "",
        day=timezone.localdate(review.at).isoformat(),
        outdated=outdated,
    )


def marks_of(page: PracticePage) -> list:
    """Return the marks (list of Mark, the city's first) of a practice in any language."""
    if not hasattr(page, "known_marks"):
        load_marks([page])
    return page.known_marks


def mark_data(page: PracticePage) -> list:
    """Return the marks of a practice as plain data, for search and exports: [{role, district, day, outdated}]."""
    return [asdict(mark) for mark in marks_of(page)]


def review_codes(page: PracticePage) -> tuple:
    """Return the facet codes of a practice's marks; a mark older than the text counts and is shown as such."""
    return tuple(CODES[mark.role] for mark in marks_of(page))


# Saying --------------------------------------------------------------------------------------------------------------


def reviewer_name(mark: Mark) -> str:
    """Return the role of a Mark as the name of who reviewed: never a person's."""
    if mark.role == ReviewRole.CURATORS:
        return _("Curaduría de la ciudad")
    return _("Equipo del distrito %(district)s") % {"district": district_names().get(mark.district, mark.district)}


def review_mark_sentence(mark: Mark) -> str:
    """Return what a Mark says, in the reader's language."""
    if mark.role == ReviewRole.CURATORS:
        return _("Verificada por la curaduría de la ciudad el %(date)s") % {"date": partial_date_words(mark.day)}
    values = {"district": district_names().get(mark.district, mark.district), "date": partial_date_words(mark.day)}
    return _("Revisada por el equipo del distrito %(district)s el %(date)s") % values


def mark_state(mark: Mark, word: str) -> dict[str, str]:
    """Return `word` as the state component takes it, in the shape of a Mark."""
    if mark.outdated:
        return {"kind": "provisional", "word": word}
    return {"kind": "confirmed" if mark.role == ReviewRole.CURATORS else "done", "word": word}


def shown_marks(page: PracticePage) -> list[dict[str, Any]]:
    """Return the marks of a practice for its page: [{state, note}]; the note says that the text is newer."""
    note = _("revisada antes del último cambio")
    return [
        {"state": mark_state(mark, review_mark_sentence(mark)), "note": note if mark.outdated else ""}
        for mark in marks_of(page)
    ]


def row_mark(data: dict[str, Any], other_state: dict[str, str] | None = None) -> tuple[dict[str, str] | None, str]:
    """Return (state, who and when) of the weightiest mark in a search document's data, for its row in a list.

    A row has one state: `other_state` stands before the mark's, and then the mark says all of itself in words.
    """
    if not data.get("reviews"):
        return other_state, ""
    mark = Mark(**data["reviews"][0])
    if other_state:
        return other_state, review_mark_sentence(mark)
    if mark.outdated:
        return mark_state(mark, _("Cambió después de revisada")), review_mark_sentence(mark)
    values = {"district": district_names().get(mark.district, mark.district), "date": partial_date_words(mark.day)}
    if mark.role == ReviewRole.CURATORS:
        return mark_state(mark, _("Verificada")), _("por la curaduría de la ciudad, %(date)s") % values
    return mark_state(mark, _("Revisada")), _("por el equipo del distrito %(district)s, %(date)s") % values


def json_ld_reviews(page: PracticePage) -> list[dict[str, Any]] | None:
    """Return the marks of a practice as schema.org Reviews, or None without any."""
    return [
        {
            "@type": "Review",
            "author": {"@type": "Organization", "name": reviewer_name(mark)},
            "datePublished": mark.day,
            "reviewBody": review_mark_sentence(mark),
        }
        for mark in marks_of(page)
    ] or None


# Writing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_review(page: PracticePage, role: str, at: datetime, district_id: int | None = None) -> PracticeReview:
    """Write down that a role (ReviewRole) approved a practice's first version as it stands in its latest revision.

    `at` is an aware datetime. Returns the PracticeReview; raises ValueError for a translation or an alias.
    """
    page = PracticePage.objects.get(pk=page.pk)
    if page.alias_of_id or source_version(page).pk != page.pk:
        raise ValueError("Marks are written on the first version only.")
    revision = page.get_latest_revision()
    review = PracticeReview.objects.create(
        page=page,
        role=role,
        district_id=district_id,
        at=at,
        revision=revision,
        fingerprints=fingerprints(revision.as_object() if revision else page),
    )
    if page.live and not page.has_unpublished_changes:
        set_last_reviewed(page, timezone.localdate(at))
    index_pages(PracticePage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    return review


def set_last_reviewed(source: PracticePage, day: date) -> None:
    """Write the day (date) of the last review into a first version, its drafts and its translations; publishes nothing.

    A day before the one that stands there changes nothing.
    """
    if source.last_reviewed and source.last_reviewed >= day:
        return
    source.last_reviewed = day
    source.save(clean=False)
    kept = {source.latest_revision_id, source.live_revision_id} - {None}
    kept |= set(source.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True))
    for revision in Revision.objects.filter(pk__in=kept):
        revision.content["last_reviewed"] = day.isoformat()
        revision.save(update_fields=["content"])
    source.update_aliases()
    if source.live:  # what is not published yet has nothing to say to its translations
        translations = PracticePage.objects.filter(translation_key=source.translation_key, alias_of__isnull=True)
        for translation in translations.exclude(pk=source.pk):
            apply_facts(source, translation)
        refresh_translators_source(source)


@transaction.atomic
def reviewed_today(page: PracticePage, user: User) -> None:
    """Write down that `user` looked at a practice today and its text holds; the log names the account, no page does."""
    source = source_version(page)
    set_last_reviewed(source, timezone.localdate())
    log(instance=source, action=REVIEWED_TODAY, user=user)


def role_of(task: CuratorsApprovalTask | DistrictApprovalTask, page: PracticePage) -> tuple[str, int | None]:
    """Return (ReviewRole, district id) of a step (Task) for a page, or (None, None) for a step that leaves no mark."""
    if isinstance(task, DistrictApprovalTask):
        district_id = stored_district_id(page)
        return (ReviewRole.DISTRICT, district_id) if district_id else (ReviewRole.CURATORS, None)
    if isinstance(task, GroupApprovalTask) and task.groups.filter(team__role=Role.CURATOR).exists():
        return ReviewRole.CURATORS, None
    return None, None


def on_approved(sender: type[TaskState], instance: TaskState, **kwargs) -> None:
    """task_approved: a step of the review ended well. The approval of a translation says nothing about the practice."""
    page = instance.workflow_state.content_object.specific
    if not isinstance(page, PracticePage) or page.alias_of_id or source_version(page).pk != page.pk:
        return
    role, district_id = role_of(instance.task.specific, page)
    if role:
        record_review(page, role, instance.finished_at, district_id)


def connect() -> None:
    """Listen to the steps of every review."""
    task_approved.connect(on_approved, dispatch_uid="practice-review")
