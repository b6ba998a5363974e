"""When a rule changes: what could happen to each session already made of it. Nothing does unless an editor says so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.language import source_version
from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.core.translations import first_versions
from portal.councils.models import Series, SessionPage
from portal.events.choices import EventState

from .holidays import holidays_between
from .occurrences import as_drafted, horizon_of, wanted
from .reschedule import cancel_session, move, revised
from .rights import may_change

NEAR = timedelta(days=16)  # farther away, another date is another meeting
BEYOND = timedelta(days=62)


class Choice(models.TextChoices):
    """What happens to one session."""

    KEEP = "keep", _("Queda como está")
    MOVE = "move", _("Pasa a la fecha nueva")
    CANCEL = "cancel", _("Se cancela")
    DELETE = "delete", _("Se borra: nunca se anunció")


@dataclass(frozen=True)
class Proposal:
    """One session that the changed rule does not want where it is, and the nearest date that the rule does want."""

    session: SessionPage
    start: datetime | None = None
    end: datetime | None = None

    @property
    def choices(self):
        """Return the Choices (list) that there are; the first is the one proposed."""
        others = [Choice.CANCEL] if self.session.live else [Choice.DELETE]
        moved = [Choice.MOVE] if self.start else []
        if self.start and not self.session.live:
            return [Choice.MOVE, Choice.KEEP, *others]
        return [Choice.KEEP, *moved, *others] if self.session.live else [*others, Choice.KEEP]


class PublishRightMissing(Exception):
    """Somebody chose what she may not do with a session."""


def sessions_ahead(series: Series, now: datetime) -> list[SessionPage]:
    """Return the sessions (list of first versions) made of a Series whose date is to come and that are not cancelled."""
    ahead = first_versions(SessionPage.objects.filter(series=series, recurrence_id__gte=now))
    found = list(ahead.select_related("latest_revision").order_by("recurrence_id"))
    for page in found:
        as_drafted(page)
    return [page for page in found if page.state != EventState.CANCELLED]


def proposals(series: Series, now: datetime) -> list[Proposal]:
    """Return the Proposals (list) for a Series as it was changed, saved or not; empty when nothing made is touched."""
    ahead = sessions_ahead(series, now)
    if not ahead:
        return []
    end = max(horizon_of(series, now), ahead[-1].recurrence_id + BEYOND)
    holidays = holidays_between(timezone.localdate(now), timezone.localdate(end) + timedelta(days=1))
    dates = {}
    if series.active:
        dates = {one.start: one for one in wanted(series, now, end, holidays) if one.is_due}
    free = sorted(dates.keys() - {page.recurrence_id for page in ahead})
    found = []
    for page in ahead:
        same = dates.get(page.recurrence_id)
        if same and (page.end == same.end or page.start != page.recurrence_id):
            continue
        if same:
            found.append(Proposal(page, same.start, same.end))
            continue
        near = min(free, key=lambda start: abs(start - page.recurrence_id), default=None)
        if near is None or abs(near - page.recurrence_id) > NEAR:
            found.append(Proposal(page))
            continue
        free.remove(near)
        found.append(Proposal(page, near, dates[near].end))
    return found


def change_series(series: Series, decisions: list[tuple[Proposal, str, str]], user: User) -> None:
    """Save a Series as it was changed, and do with its sessions what was decided; all of it or nothing.

    `decisions` are (Proposal, Choice, reason). A session that stays takes the place of the date that it was near to.
    Raises PublishRightMissing for what `user` may not do, and ValidationError for a cancellation without a reason.
    """
    with batch_indexing(), transaction.atomic():
        series.version += 1
        series.save()
        for proposal, choice, reason in decisions:
            if not may_decide(user, proposal.session, choice):
                raise PublishRightMissing(str(proposal.session))
            apply_rule_choice(proposal, choice, reason, user)


def may_decide(user: User, session: SessionPage, choice: str) -> bool:
    """Tell whether `user` may do what was chosen with a session: what is public is changed by who publishes."""
    return session.permissions_for_user(user).can_delete() if choice == Choice.DELETE else may_change(user, session)


def apply_rule_choice(proposal: Proposal, choice: str, reason: str, user: User) -> None:
    """Do with one session what was chosen."""
    session = source_version(proposal.session)
    if choice == Choice.DELETE:
        session.recurrence_id = None  # deleted for another date, not for no date: its series may want this day again
        session.save(clean=False)
        SessionPage.objects.get(pk=session.pk).delete(user=user)
    elif choice == Choice.CANCEL:
        cancel_session(session, reason, user)
    elif proposal.start:
        if choice == Choice.MOVE:
            move(session, proposal.start, proposal.end, reason, user)
        if session.recurrence_id.astimezone(UTC) != proposal.start:
            wish = proposal.start
            revised(session, lambda version, before: setattr(version, "recurrence_id", wish), user)
