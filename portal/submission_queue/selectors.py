"""Which matters stand in which tab of the queue, in which order, and what a row says of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.submissions.choices import BY_HAND, CLOSED_STATES, OPEN_STATES, AnswerBy
from portal.submissions.codes import read_code
from portal.submissions.kinds import submission_kind
from portal.submissions.models import Message, Submission
from portal.submissions.working_days import (
    DAY,
    Lateness,
    allowed_days,
    days_used,
    holidays_in,
    is_urgent,
    lateness,
)
from portal.vocabularies.models import Term, Vocabulary

from .rights import matters_of

MINE, NOBODY = "mine", "nobody"
CURATORS = "city"  # the district of what belongs to none


class QueueTab(TextChoices):
    """The parts of the queue."""

    DECIDE = "decide", _("Por decidir")
    WAITING = "waiting", _("Esperan a otros")
    CALL = "call", _("Para llamar")
    PRINT = "print", _("Para imprimir")
    FETCH = "fetch", _("Para retirar")
    CLOSED = "closed", _("Cerrados")
    ALL = "all", _("Todos")


#: {tab: way of an answer that somebody still has to give}
WAYS = {QueueTab.CALL: AnswerBy.CALL, QueueTab.PRINT: AnswerBy.LETTER, QueueTab.FETCH: AnswerBy.COUNTER}


def messages_to_give(ways: Iterable[str] = BY_HAND) -> QuerySet[Message]:
    """Return the messages that somebody still has to give by hand."""
    return Message.objects.filter(direction=Message.Direction.TO_SENDER, way__in=list(ways), given_at=None)


def rows_of_tab(rows: QuerySet[Submission], tab: QueueTab) -> QuerySet[Submission]:
    """Return those of some matters that stand in a tab."""
    if tab == QueueTab.DECIDE:
        return rows.filter(state__in=OPEN_STATES, waits_for="")
    if tab == QueueTab.WAITING:
        return rows.filter(state__in=OPEN_STATES).exclude(waits_for="")
    if tab in WAYS:
        return rows.filter(Exists(messages_to_give([WAYS[tab]]).filter(submission=OuterRef("pk"))))
    return rows.filter(state__in=CLOSED_STATES) if tab == QueueTab.CLOSED else rows


def to_decide(user: User) -> QuerySet[Submission]:
    """Return the matters whose turn is an account's team's, the longest waiting first."""
    rows = rows_of_tab(matters_of(user, "change"), QueueTab.DECIDE)
    return rows.select_related("district").order_by("received_at", "pk")


def with_count(label: str, user: User) -> str:
    """Return the label of a menu entry with how many matters wait for an account: counted once for each object of it."""
    count = user.__dict__.get("_to_decide")
    if count is None:
        count = user.__dict__["_to_decide"] = to_decide(user).count()
    return f"{label} ({count})" if count else str(label)


def narrowed(rows: QuerySet[Submission], asked: dict[str, Any], user: User) -> QuerySet[Submission]:
    """Return the matters that a cleaned QueueForm asks for, but for lateness, which no database counts."""
    plain = {name: asked.get(name) for name in ("kind", "state", "neighbourhood", "channel", "topic")}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if district := asked.get("district"):
        rows = rows.filter(district=None) if district == CURATORS else rows.filter(district=district)
    if assignee := asked.get("assignee"):
        wanted = {MINE: user.pk, NOBODY: None}
        rows = rows.filter(assignee=wanted[assignee]) if assignee in wanted else rows.filter(assignee=assignee)
    if text := asked.get("q"):
        rows = rows.filter(Q(code=read_code(text) or text) | Q(title__icontains=text))
    return rows


def ordered_keys(rows: QuerySet[Submission], wanted: str, now: datetime) -> list[int]:
    """Return the primary keys of open matters, urgent ones first, then those furthest beyond their days.

    Those of one lateness alone if `wanted`.

    Light rows are read, one query, and one for the holidays since the oldest running clock.
    """
    light = list(rows.order_by("received_at", "pk").only("kind", "topic", "used_days", "clock_since", "received_at"))
    holidays = holidays_for(light, now)
    keys = {row.pk: (days_used(row, now, holidays) - allowed_days(row), lateness(row, now, holidays)) for row in light}
    found = [row for row in light if not wanted or keys[row.pk][1] == wanted]
    found.sort(key=lambda row: (not is_urgent(row), -keys[row.pk][0]))  # the oldest stays first among equals
    return [row.pk for row in found]


def holidays_for(rows: Iterable[Submission], now: datetime) -> frozenset:
    """Return the holidays since the oldest running clock of some matters."""
    running = [row.clock_since for row in rows if row.clock_since]
    if not running:
        return frozenset()
    return holidays_in(timezone.localdate(min(running)) + DAY, timezone.localdate(now) + DAY)


def queue_keys(
    user: User, tab: QueueTab, asked: dict[str, Any], now: datetime | None = None
) -> list[int] | QuerySet[Submission]:
    """Return what a tab of the queue holds, in its order: keys of open matters, or a QuerySet of keys of the others."""
    rows = narrowed(rows_of_tab(matters_of(user), tab), asked, user)
    wanted = asked.get("lateness", "")
    if tab in (QueueTab.DECIDE, QueueTab.WAITING) or wanted:
        return ordered_keys(rows.filter(state__in=OPEN_STATES), wanted, now or timezone.now())
    latest = "-closed_at" if tab == QueueTab.CLOSED else "-received_at"
    return rows.order_by(latest, "-pk").values_list("pk", flat=True)


def tab_counts(user: User) -> dict[QueueTab, int]:
    """Return how many matters stand in each tab that waits for somebody: two queries."""
    rows = matters_of(user)
    is_open = Q(state__in=OPEN_STATES)
    counts = rows.aggregate(
        decide=Count("pk", filter=is_open & Q(waits_for="")), waiting=Count("pk", filter=is_open & ~Q(waits_for=""))
    )
    by_way = messages_to_give().filter(submission__in=rows.values("pk")).order_by().values("way")
    given = dict(by_way.annotate(n=Count("submission", distinct=True)).values_list("way", "n"))
    found = {QueueTab.DECIDE: counts["decide"], QueueTab.WAITING: counts["waiting"]}
    return found | {tab: given.get(way.value, 0) for tab, way in WAYS.items()}


@dataclass(frozen=True)
class QueueRow:
    """A row of the queue: nothing of it says who sent the matter."""

    submission: Submission
    kind: str
    topic: str
    used: int
    allowed: int
    lateness: Lateness

    @property
    def days(self) -> str:
        """The clock in words."""
        said = {"used": self.used, "allowed": self.allowed, "word": self.lateness.label}
        if self.lateness == Lateness.ON_TIME:
            return gettext("%(used)s de %(allowed)s días hábiles") % said
        return gettext("%(word)s: %(used)s de %(allowed)s días hábiles") % said

    @property
    def is_late(self) -> bool:
        """Whether an answer that is still open is overdue."""
        return self.submission.is_open and self.lateness != Lateness.ON_TIME


def rows_with_keys(keys: Iterable[int], now: datetime | None = None) -> list[QueueRow]:
    """Return the rows of some matters in the order of their keys: three queries, however many they are."""
    now = now or timezone.now()
    related = ("district", "neighbourhood", "unit", "assignee")
    known = Submission.objects.select_related(*related).in_bulk(list(keys))
    found = [known[pk] for pk in keys if pk in known]
    holidays, topics = holidays_for(found, now), topic_labels({row.topic for row in found})
    return [
        QueueRow(
            row,
            kind_label(row.kind),
            topics.get(row.topic, row.topic),
            days_used(row, now, holidays),
            allowed_days(row),
            lateness(row, now, holidays),
        )
        for row in found
    ]


def topic_labels(codes: set[str]) -> dict[str, str]:
    """Return {code: label} of the topics that are themes of the vocabulary."""
    terms = Term.objects.filter(vocabulary=Vocabulary.THEME, code__in=codes - {""})
    return {term.code: term.label() for term in terms}


def kind_label(name: str) -> str:
    """Return how a kind is called; its name where nobody registers it any more."""
    kind = submission_kind(name)
    return str(kind.label) if kind else name
