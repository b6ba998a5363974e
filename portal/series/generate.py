"""Sessions made of a series: real pages, drafts at first, each made once however often and by however many it is asked."""

import logging
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.core.models import User
from portal.core.page_tree import free_slug
from portal.core.publication import batch_indexing
from portal.councils.models import CouncilPage, Series, SessionPage
from portal.events.models.meeting import MEETING_FACTS

from .holidays import holidays_between
from .occurrences import horizon_of, series_that_meet, wanted

logger = logging.getLogger(__name__)
#: what a session takes over from its council
OF_COUNCIL = ("neighbourhood", "open_to_all", "audience")
MANY_OF_COUNCIL = ("other_neighbourhoods", "other_districts", "themes")


@transaction.atomic
def make_sessions(series: Series, starts: list[datetime], user: User | None = None) -> dict[datetime, SessionPage]:
    """Make the sessions of a Series on these dates (aware datetimes) that are not there yet; they are drafts.

    `starts` are dates that its rule wants. Returns {date in UTC: SessionPage} of all of them, new or not.
    Two who ask at the same time wait for each other at the council.
    """
    Page.objects.select_for_update().get(pk=series.council_id)
    council = CouncilPage.objects.get(pk=series.council_id)
    starts = {start.astimezone(UTC) for start in starts}
    known = SessionPage.objects.filter(series=series, recurrence_id__in=starts).order_by("-pk")
    made = {page.recurrence_id.astimezone(UTC): page for page in known}  # the first version comes last and stays
    for start in sorted(starts - made.keys()):
        made[start] = _added(council, session_on(series, council, start), user)
    return made


def session_on(series: Series, council: CouncilPage, start: datetime) -> SessionPage:
    """Return the unsaved SessionPage of a Series on a date, all that is known of it filled in."""
    session = SessionPage(
        title=council.title,
        slug=free_slug(f"{timezone.localdate(start):%Y-%m-%d}", council),
        locale_id=council.locale_id,
        live=False,
        council=council,
        series=series,
        recurrence_id=start,
        start=start,
        end=start + timedelta(minutes=series.minutes),
    )
    for name in OF_COUNCIL:
        setattr(session, name, getattr(council, name))
    for name in MANY_OF_COUNCIL:
        setattr(session, name, list(getattr(council, name).all()))
    for name in MEETING_FACTS:
        value = getattr(series, name)
        setattr(session, name, list(value.all()) if name == "services" else value)
    session.state = session.sure_state
    return session


def _added(council, session, user):
    """Put a new session into the tree, with its first revision, and return it."""
    session.owner = user
    council.add_child(instance=session)
    session.save_revision(user=user)
    return session


def announce(
    session: SessionPage, user: User, title: str = "", lead: str = "", go_live_at: datetime | None = None
) -> None:
    """Publish the draft of a session, now or at `go_live_at` (aware datetime).

    `title` and `lead` replace the draft's where they say something. Rights are the caller's to check, and Wagtail's.
    Raises ValidationError for a draft that cannot be published.
    """
    draft = reworded(session, title, lead)
    draft.go_live_at = go_live_at
    draft.clean()
    draft.save_revision(user=user, log_action=True).publish(user=user)


def rewrite(session: SessionPage, user: User, title: str = "", lead: str = "") -> None:
    """Write `title` and `lead` into the draft of a session where they say something; publish nothing."""
    if title or lead:
        reworded(session, title, lead).save_revision(user=user, log_action=True)


def reworded(session: SessionPage, title: str, lead: str) -> SessionPage:
    """Return the draft of a session with other words, unsaved."""
    draft = session.get_latest_revision_as_object()
    draft.title, draft.lead = title or draft.title, lead or draft.lead
    draft.draft_title = draft.title
    return draft


class Missing:
    """What many series want up to their horizon and is not made; two questions whatever their number."""

    def __init__(self, many, now):
        self.now = now
        end = max((horizon_of(series, now) for series in many), default=now)
        made = SessionPage.objects.filter(series__in=many, recurrence_id__gte=now, recurrence_id__lt=end)
        self.made = set(made.values_list("series", "recurrence_id"))
        self.holidays = holidays_between(timezone.localdate(now), timezone.localdate(end) + timedelta(days=1))

    def of(self, series):
        """Return the dates (list of aware datetimes) of one Series. Raises RuleError for a rule that is none."""
        occurrences = wanted(series, self.now, horizon_of(series, self.now), self.holidays)
        return [one.start for one in occurrences if one.is_due and (series.pk, one.start) not in self.made]


def prepare_series(series: Series, now: datetime, user: User | None = None) -> None:
    """Make the drafts of one Series up to its horizon that are not there yet."""
    if series.active:
        starts = Missing([series], now).of(series)
        with batch_indexing():
            make_sessions(series, starts, user)


def prepare_sessions(now: datetime) -> None:
    """Make the drafts of all series up to their horizon; publish nothing. A job of the clock: `now` is aware.

    A series that cannot be read stops no other; RuntimeError is raised at the end.
    """
    many, failed = list(series_that_meet(Series.objects.order_by("pk"))), 0
    missing = Missing(many, now)
    for series in many:
        try:
            starts = missing.of(series)
            if starts:
                with batch_indexing():
                    make_sessions(series, starts)
        except Exception:
            logger.exception("The sessions of the series %s could not be prepared.", series.pk)
            failed += 1
    if failed:
        raise RuntimeError(f"The sessions of {failed} series could not be prepared.")


def remember_deleted(sender: type[SessionPage], instance: SessionPage, **kwargs) -> None:
    """Signal receiver of pre_delete: a session that somebody deletes is not made again by its series."""
    if not instance.series_id or instance.recurrence_id is None:
        return
    if SessionPage.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk).exists():
        return
    with transaction.atomic():
        series = Series.objects.select_for_update().filter(pk=instance.series_id).first()
        if series:
            day = timezone.localdate(instance.recurrence_id).isoformat()
            series.exceptions = sorted({*series.exceptions, day})
            series.save(update_fields=["exceptions"])
