"""The sessions whose minutes an account may write, each with what it waits for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy

from portal.core.dates import distance_words
from portal.councils.models import SessionPage
from portal.events.choices import EventState
from portal.events.formatting import day_words
from portal.minutes.choices import MinutesState
from portal.minutes.rights import sessions_to_write

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.minutes.models import Minutes

#: the stage of a session of which nobody has written a word yet
NO_MINUTES = "missing"
STAGES = ((NO_MINUTES, pgettext_lazy("minutes", "Sin acta")), *MinutesState.choices)
#: what no list needs of the record: it is large, and encrypted
NOT_LISTED = ("minutes_record__draft", "minutes_record__remarks")


@dataclass(frozen=True)
class OfficeRow:
    """A session of the list: the minutes (None where nobody began), their stage and what they wait for."""

    session: SessionPage
    minutes: Minutes | None
    stage: str
    label: Any
    waits: str


def office_sessions(user: User, now: datetime) -> QuerySet[SessionPage]:
    """Return the sessions that have begun and whose minutes an account may write, the latest first.

    One that was cancelled, or that nobody published, has minutes only if somebody began them.
    """
    has_minutes = Q(minutes_record__isnull=False)
    rows = sessions_to_write(user).filter(start__lte=now)
    return rows.filter(has_minutes | Q(live=True) & ~Q(state=EventState.CANCELLED)).order_by("-start", "-pk")


def narrowed_sessions(rows: QuerySet[SessionPage], asked: dict[str, Any]) -> QuerySet[SessionPage]:
    """Return the sessions that a cleaned MinutesFilterForm asks for."""
    if state := asked.get("state"):
        is_missing = Q(minutes_record__isnull=True)
        rows = rows.filter(is_missing if state == NO_MINUTES else Q(minutes_record__state=state))
    if council := asked.get("council"):
        rows = rows.filter(council=council)
    if district := asked.get("district"):
        rows = rows.filter(district=district)
    return rows


def office_rows(sessions: QuerySet[SessionPage], now: datetime) -> list[OfficeRow]:
    """Return the rows of some sessions: one query."""
    return [
        office_row(session, now) for session in sessions.select_related("council", "minutes_record").defer(*NOT_LISTED)
    ]


def office_row(session: SessionPage, now: datetime) -> OfficeRow:
    """Return the row of one session."""
    minutes = getattr(session, "minutes_record", None)
    stage = minutes.state if minutes else NO_MINUTES
    return OfficeRow(session, minutes, stage, dict(STAGES)[stage], waits_words(session, minutes, now))


def minutes_address(session: SessionPage) -> str:
    """Return the address of the office's page of a session's minutes."""
    return reverse("minutes_overview", args=[session.reference])


def form_address(session: SessionPage) -> str:
    """Return the address of the form in which minutes are written, which works without a signal."""
    return reverse("minutes_form", args=[session.reference])


def days_since_words(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in days: "hoy", "ayer", "hace 5 días"."""
    return distance_words((timezone.localdate(moment) - timezone.localdate(now)).days)


def waits_words(session: SessionPage, minutes: Minutes | None, now: datetime) -> str:
    """Say what the minutes of a session wait for."""
    if minutes is None:
        return gettext("Falta escribirla. La sesión fue %(when)s.") % {"when": days_since_words(session.start, now)}
    if minutes.state == MinutesState.DRAFT:
        return draft_words(session, minutes, now)
    if minutes.state == MinutesState.IN_REVIEW:
        when = days_since_words(minutes.review_asked_at or minutes.saved_at or now, now)
        return gettext("Espera que alguien la revise. La enviaron %(when)s.") % {"when": when}
    if minutes.state == MinutesState.PROVISIONAL:
        said = window_words(minutes, now)
    else:
        said = gettext("Aprobada el %(date)s.") % {"date": day_words(minutes.approved_at or now)}
    return f"{said} {gettext('Hay cambios sin publicar.')}" if minutes.has_unpublished_changes else said


def draft_words(session: SessionPage, minutes: Minutes, now: datetime) -> str:
    """Say how far a draft is: it came back with a comment, or somebody writes it."""
    if minutes.review_answer:
        return gettext("Volvió con un comentario: %(reason)s") % {"reason": minutes.review_answer}
    if minutes.saved_at is None:
        return waits_words(session, None, now)
    said = {"saved": days_since_words(minutes.saved_at, now), "held": days_since_words(session.start, now)}
    return gettext("Falta terminarla. Se guardó %(saved)s; la sesión fue %(held)s.") % said


def window_words(minutes: Minutes, now: datetime) -> str:
    """Say how long corrections are still asked for."""
    days = days_to_correct(minutes, now)
    if days < 0:
        return gettext("Terminó el plazo para pedir correcciones: falta aprobarla.")
    if days == 0:
        return gettext("Hoy es el último día para pedir correcciones.")
    text = ngettext(
        "Queda %(count)s día para pedir correcciones.", "Quedan %(count)s días para pedir correcciones.", days
    )
    return text % {"count": days}


def days_to_correct(minutes: Minutes, now: datetime) -> int:
    """Return in how many days the last day of corrections is; below 0 when it is over, or nobody said."""
    if minutes.corrections_until is None:
        return -1
    return (minutes.corrections_until - timezone.localdate(now)).days
