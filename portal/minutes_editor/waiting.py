"""What waits among minutes, on the editor's first page: missing ones, reviews, approvals, corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.events.choices import EventState
from portal.minutes.choices import PUBLISHED_STATES, MinutesState
from portal.minutes.models import Minutes
from portal.minutes.rights import sessions_to_write

from .office_forms import approvers_of
from .office_rows import NO_MINUTES, NOT_LISTED, days_since_words, minutes_address

if TYPE_CHECKING:
    from datetime import datetime

    from portal.core.models import User

#: so long after a session its minutes are missing
MISSING_AFTER = timedelta(days=3)
#: what is older is found in the list of minutes and no longer on the first page: a portal may begin with old sessions
MISSED_FOR = timedelta(days=90)


def awaited_sessions(now: datetime) -> QuerySet[SessionPage]:
    """Return the public first versions of the sessions that were held lately, without anything published of them."""
    rows = SessionPage.objects.filter(live=True, start__lte=now, until__gt=now - MISSED_FOR, council__isnull=False)
    rows = rows.exclude(state=EventState.CANCELLED).exclude(minutes_record__state__in=PUBLISHED_STATES)
    return first_versions(rows.exclude(district__active=False))


def missing_minutes(user: User) -> QuerySet[SessionPage]:
    """Return the sessions whose minutes an account should have written by now, the longest waiting first."""
    now = timezone.now()
    rows = awaited_sessions(now).filter(until__lte=now - MISSING_AFTER)
    mine = rows.filter(pk__in=sessions_to_write(user).values("pk"))
    mine = mine.exclude(minutes_record__state=MinutesState.IN_REVIEW).exclude(minutes_record__review_answer__gt="")
    return mine.select_related("council", "minutes_record").defer(*NOT_LISTED).order_by("start", "pk")


def missing_line(session: SessionPage) -> TodoLine:
    """Say which council met, and how long ago."""
    return TodoLine(str(session.council), minutes_address(session), days_since_words(session.start, timezone.now()))


def minutes_of_sessions(sessions: QuerySet[SessionPage]) -> QuerySet[Minutes]:
    """Return the minutes of some sessions that lie in no closed district."""
    rows = Minutes.objects.filter(session__in=sessions.values("pk"), session__council__isnull=False)
    return rows.exclude(session__district__active=False).select_related("session__council").defer("draft", "remarks")


def minutes_to_publish(user: User) -> QuerySet[Minutes]:
    """Return the minutes that an account may publish, with their sessions."""
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["publish"])
    return minutes_of_sessions(SessionPage.objects.filter(pk__in=pages.values("pk")))


def minutes_sent_back(user: User) -> QuerySet[Minutes]:
    """Return the drafts that came back with a comment to who may write them, the longest waiting first."""
    rows = minutes_of_sessions(sessions_to_write(user)).filter(state=MinutesState.DRAFT, review_answer__gt="")
    return rows.order_by("session__start", "pk")


def sent_back_minutes_line(minutes: Minutes) -> TodoLine:
    """Say whose they are, and the comment."""
    return TodoLine(str(minutes.session.council), minutes_address(minutes.session), minutes.review_answer)


def minutes_to_review(user: User) -> QuerySet[Minutes]:
    """Return the minutes that somebody sent to review, the longest waiting first."""
    return minutes_to_publish(user).filter(state=MinutesState.IN_REVIEW).order_by("review_asked_at", "pk")


def minutes_to_approve(user: User) -> QuerySet[Minutes]:
    """Return the provisional minutes whose corrections are over, and that a later session could approve."""
    now = timezone.now()
    later = approvers_of(OuterRef("session__council"), OuterRef("session__start"), now)
    rows = minutes_to_publish(user).filter(Exists(later), state=MinutesState.PROVISIONAL)
    return rows.filter(corrections_until__lt=timezone.localdate(now)).order_by("corrections_until", "pk")


def minutes_to_correct(user: User) -> QuerySet[Minutes]:
    """Return the public minutes of which somebody wrote a correction that nobody reads yet."""
    rows = minutes_to_publish(user).filter(draft_number__gt=F("published_number"), state__in=PUBLISHED_STATES)
    return rows.order_by("saved_at", "pk")


def minutes_review_line(minutes: Minutes) -> TodoLine:
    """Say whose they are, and since when they wait."""
    moment = minutes.review_asked_at or minutes.saved_at or timezone.now()
    said = gettext("la enviaron %(when)s") % {"when": days_since_words(moment, timezone.now())}
    return TodoLine(str(minutes.session.council), minutes_address(minutes.session), said)


def held_line(minutes: Minutes) -> TodoLine:
    """Say whose they are, and when the session was."""
    said = gettext("la sesión fue %(when)s") % {"when": days_since_words(minutes.session.start, timezone.now())}
    return TodoLine(str(minutes.session.council), minutes_address(minutes.session), said)


def listed(state: str) -> str:
    """Return the address of the list of minutes in a state."""
    return f"{reverse('minutes_index')}?state={state}"


DISTRICT = "session__district__name"
MINUTES_WAITING = (
    TodoList(
        "minutes-to-review",
        _("Actas para que las revises"),
        minutes_to_review,
        minutes_review_line,
        hint=_("Léelas y publícalas, o devuélvelas con lo que falta."),
        order=11,
        district=DISTRICT,
        list_url=lambda: listed(MinutesState.IN_REVIEW),
    ),
    TodoList(
        "minutes-missing",
        _("Actas por escribir"),
        missing_minutes,
        missing_line,
        hint=_("Quien no pudo ir la busca. Basta con los acuerdos y qué pasó con cada punto."),
        order=16,
        list_url=lambda: listed(NO_MINUTES),
    ),
    TodoList(
        "minutes-sent-back",
        _("Actas que volvieron con un comentario"),
        minutes_sent_back,
        sent_back_minutes_line,
        hint=_("Completa lo que te piden y envíala otra vez."),
        order=15,
        district=DISTRICT,
    ),
    TodoList(
        "minutes-to-correct",
        _("Actas con correcciones sin publicar"),
        minutes_to_correct,
        held_line,
        hint=_("El público sigue leyendo la última versión."),
        order=17,
        district=DISTRICT,
    ),
    TodoList(
        "minutes-to-approve",
        _("Actas que ya se pueden aprobar"),
        minutes_to_approve,
        held_line,
        hint=_("Terminó el plazo de correcciones y el consejo se reunió otra vez: di en qué sesión se aprobó."),
        order=18,
        district=DISTRICT,
        list_url=lambda: listed(MinutesState.PROVISIONAL),
    ),
)


def register() -> None:
    """Tell the admin's first page."""
    for waiting in MINUTES_WAITING:
        register_todo_list(waiting)
