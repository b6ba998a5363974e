"""Where the minutes of each session of the demonstration stand today: approved, provisional, begun, or missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal.core.translations import first_versions
from portal.core.weeks import Week
from portal.councils.models import SessionPage
from portal.events.models import EventState
from portal.minutes.choices import MinutesState

from .files import read_toml
from .sessions import lot

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem

DAY = timedelta(days=1)
#: after how many days minutes are told to be missing
LATE, VERY_LATE = 3 * DAY, 7 * DAY
#: how long what is not published yet may be under way
UNDER_WAY = 21 * DAY
CORRECTED, RETOUCHED = 0.09, 0.06  # parts of the approved ones with a version more


@dataclass
class PlannedMinutes:
    """A session that was held, and what became of its minutes; `state` None: nobody has begun them."""

    session: SessionPage
    number: int
    state: str | None = MinutesState.PROVISIONAL
    #: whether the list of agreements came the same evening
    has_list: bool = False
    #: whether the reviewer gave the draft back
    is_returned: bool = False
    #: "" or which kind of correction came between
    correction: str = ""
    provisional_at: datetime | None = None
    corrected_at: datetime | None = None
    approved_in: SessionPage | None = None
    is_model: bool = False

    @property
    def slug(self) -> str:
        """The council's address, by which its words are drawn."""
        return self.session.council.slug

    @property
    def items(self) -> list[AgendaItem]:
        """The points of its agenda."""
        return list(self.session.items.all())

    @property
    def is_published(self) -> bool:
        """Whether a version is public."""
        return self.provisional_at is not None

    @property
    def approved_at(self) -> datetime | None:
        """When the next session had read it."""
        return self.approved_in.start + timedelta(minutes=20) if self.approved_in else None


def held_sessions(now: datetime) -> list[SessionPage]:
    """Return the first versions of the sessions that are over and took place, by date."""
    past = SessionPage.objects.live().filter(until__lt=now, council__isnull=False)
    held = first_versions(past).exclude(state=EventState.CANCELLED)
    related = ("council__neighbourhood", "council__district", "district", "neighbourhood", "venue")
    return list(held.select_related(*related).prefetch_related("items", "themes").order_by("start", "pk"))


def plan_minutes(now: datetime) -> list[PlannedMinutes]:
    """Return what became of the minutes of all sessions that were held, seen from `now`, by date."""
    councils: dict[int, list[SessionPage]] = defaultdict(list)
    for session in held_sessions(now):
        councils[session.council_id].append(session)
    plans = [plan for sessions in councils.values() for plan in council_plans(sessions, now)]
    last = [plan for plan in plans if plan.approved_in is None and not plan.is_model]
    share_out(sorted(last, key=lambda plan: plan.session.until, reverse=True), now)
    for plan in plans:
        if plan.state in (MinutesState.PROVISIONAL, MinutesState.APPROVED):
            publish_plan(plan, now)
    return sorted(plans, key=lambda plan: (plan.session.start, plan.session.pk))


def council_plans(sessions: Sequence[SessionPage], now: datetime) -> Iterator[PlannedMinutes]:
    """Yield the plans of one council's sessions: each is approved by the next one. Numbers count from this week's."""
    model, week = read_toml("minutes/model.toml"), Week.now(now)
    past = sum(session.start < week.begin for session in sessions)
    for place, session in enumerate(sessions):
        plan = PlannedMinutes(session, place - past)
        plan.is_model = (plan.slug, plan.number) == (model["council"], model["number"])
        if place + 1 < len(sessions):
            plan.state, plan.approved_in = MinutesState.APPROVED, sessions[place + 1]
            plan.correction = drawn_correction(plan)
        plan.has_list = plan.is_model or lot(plan.slug, plan.number, "list") < 0.5
        yield plan


def drawn_correction(plan: PlannedMinutes) -> str:
    """Return which correction approved minutes had, if any."""
    part = lot(plan.slug, plan.number, "correction")
    if plan.is_model or part >= CORRECTED + RETOUCHED:
        return ""
    return "corrected" if part < CORRECTED else "retouched"


def share_out(last: list[PlannedMinutes], now: datetime) -> None:
    """Give the latest session of each council (the newest first) its state, so that every one is there on any day."""
    begun = [plan for plan in last if now - plan.session.until < UNDER_WAY]
    if begun:
        first = begun.pop(0)
        first.state, first.has_list = MinutesState.DRAFT, True
    for least, most in ((LATE, VERY_LATE), (VERY_LATE, UNDER_WAY)):
        if found := next((plan for plan in begun if least < now - plan.session.until < most), None):
            begun.remove(found)
            found.state, found.has_list = None, False
    # what is published must have had some days
    if found := next((plan for plan in begun if now - plan.session.until > LATE), None):
        begun.remove(found)
        found.correction = "corrected"
    states = [MinutesState.IN_REVIEW, MinutesState.DRAFT, MinutesState.IN_REVIEW, MinutesState.DRAFT]
    for plan, state in zip(begun, states, strict=False):
        plan.state, plan.has_list = state, False
    if returned := [plan for plan in begun if plan.state == MinutesState.DRAFT]:
        returned[-1].is_returned = True


def publish_plan(plan: PlannedMinutes, now: datetime) -> None:
    """Say when the versions of minutes were published: some days after the session, and before the next one read them."""
    limit = plan.approved_in.start - DAY if plan.approved_in else now - timedelta(hours=4)
    days = 4 + int(lot(plan.slug, plan.number, "published") * 5)
    first = plan.session.until + (days if plan.approved_in or plan.is_model else min(days, 5)) * DAY
    if plan.correction:
        plan.corrected_at = min(first + 3 * DAY, limit)
        first = min(first, plan.session.until + (plan.corrected_at - plan.session.until) / 2)
    plan.provisional_at = min(first, limit)
