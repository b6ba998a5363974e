"""Before each step: the matter locked as it is stored, the rights asked again, and what a colleague did meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from portal.core.dates import admin_moment
from portal.submissions.choices import OPEN_STATES, HistoryAction
from portal.submissions.models import HistoryEntry, Submission

from .rights import CHANGE, require

if TYPE_CHECKING:
    from portal.core.models import User

#: steps after which a decision is thought over again; notes, looks and who has it change nothing of it
TURNS = (
    HistoryAction.AMENDED,
    HistoryAction.STATE,
    HistoryAction.ASKED,
    HistoryAction.REPLIED,
    HistoryAction.PASSED_ON,
    HistoryAction.WAITING,
    HistoryAction.RESUMED,
    HistoryAction.MERGED,
    HistoryAction.ANSWERED,
    HistoryAction.PUBLISHED,
    HistoryAction.UNPUBLISHED,
    HistoryAction.WITHDRAWN,
    HistoryAction.LAPSED,
)


@contextmanager
def matter_step(
    submission: Submission, user: User, *, seen: int | None = None, action: str = CHANGE
) -> Iterator[Submission]:
    """Give the matter as it is stored, locked, in a transaction that is all or nothing.

    `seen` is the primary key of the last row of the history that the user read (None: not asked). Raises
    PermissionDenied where the user may not do `action` with it now, ValidationError (code "stale") where a colleague or
    the sender did something since.
    """
    with transaction.atomic():
        stored = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        require(user, action, stored)
        if seen is not None:
            refuse_stale(stored, user, seen)
        yield stored
    submission.refresh_from_db()


def refuse_stale(submission: Submission, user: User, seen: int) -> None:
    """Raise ValidationError where somebody did something with a matter after the row `seen` of its history."""
    rows = HistoryEntry.objects.filter(submission=submission, pk__gt=seen, action__in=TURNS)
    latest = rows.select_related("actor").order_by("pk").last()
    if latest is None:
        return
    said = {"who": actor_name(latest), "when": admin_moment(latest.at), "what": latest.get_action_display()}
    text = gettext(
        "Mientras tanto pasó algo: %(what)s (%(who)s, %(when)s). Lo que escribiste sigue aquí: mira lo nuevo y decide."
    )
    raise ValidationError(text % said, code="stale")


def actor_name(entry: HistoryEntry) -> str:
    """Return who took a step, as the office reads it."""
    if entry.actor:
        return entry.actor.get_full_name() or entry.actor.get_username()
    return gettext("quien lo mandó") if entry.by_sender else gettext("el portal")


def last_seen(submission: Submission) -> int:
    """Return the primary key of the last row of a matter's history; 0 for none."""
    return submission.history.order_by("pk").values_list("pk", flat=True).last() or 0


def require_open(submission: Submission) -> None:
    """Raise ValidationError for a matter that is closed."""
    if submission.state not in OPEN_STATES:
        raise ValidationError(
            gettext("Este asunto ya está cerrado: %(state)s.") % {"state": submission.get_state_display()},
            code="closed",
        )


def require_reason(text: str) -> str:
    """Return a reason without blanks around it. Raises ValidationError beside `text` where there is none."""
    if not text.strip():
        raise ValidationError({"text": gettext("Di por qué, en palabras sencillas.")})
    return text.strip()
