"""How the sessions of one council of the demonstration follow from each other: approved, moved on, answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, SessionPage
from portal.minutes.point_copy import COPIED

from .minutes_model import write_model
from .minutes_words import SessionStory, write_story
from .sessions import lot

if TYPE_CHECKING:
    from .minutes_plan import PlannedMinutes

MOVED, MOVED_AGAIN = 0.24, 0.4
#: the last session of some councils moved a point on to the one that comes: so many at most, for each is a publication
OPEN_MOVES = 2
UNANSWERED = 0.15


@dataclass(frozen=True)
class MovedPoint:
    """A point that one session moved on to the next one that was held, with the points of both agendas."""

    before: SessionStory
    after: SessionStory
    item: AgendaItem
    #: the same point on the later agenda, and the same in the later page's other languages
    copies: tuple[AgendaItem, ...]


def answered_at(plan: PlannedMinutes, place: int, now: datetime) -> datetime | None:
    """Return when the office answered the line of what was said at a place; None while it waits."""
    part = lot(plan.slug, plan.number, "answer", place)
    if plan.provisional_at is None or part < UNANSWERED:
        return None
    at = plan.provisional_at + timedelta(days=2 + part * 24)
    return at if at < now else None


class CouncilStories:
    """Writes the stories of councils, session after session; keeps what was moved on."""

    def __init__(self, plans: Sequence[PlannedMinutes], now: datetime):
        self.now, self.moves, self.open_moves = now, [], []
        keys = {plan.session.translation_key for plan in plans}
        self.pages: dict[UUID, list[SessionPage]] = defaultdict(list)
        for page in SessionPage.objects.filter(translation_key__in=keys, alias_of=None).order_by("pk"):
            self.pages[page.translation_key].append(page)
        councils: dict[int, list[PlannedMinutes]] = defaultdict(list)
        for plan in plans:
            councils[plan.session.council_id].append(plan)
        self.stories = [story for own in councils.values() for story in self.of_council(own)]

    def of_council(self, plans: Sequence[PlannedMinutes]) -> Iterator[SessionStory]:
        """Yield the stories of one council, written, in the order of its sessions."""
        stories = [SessionStory(plan, plan.items) for plan in plans]
        for place, story in enumerate(stories):
            before = stories[place - 1] if place else None
            if before and before.plan.approved_in and before.plan.is_published:
                story.approves_corrected = bool(before.plan.correction)
                times = [answered_at(before.plan, number, self.now) for number in range(len(before.answers))]
                story.has_answers = any(at and at < story.plan.session.start for at in times)
            self.choose_moves(story, stories[place + 1] if place + 1 < len(stories) else None)
            write_model(story) if story.plan.is_model else write_story(story)
            yield story

    def choose_moves(self, story: SessionStory, after: SessionStory | None) -> None:
        """Decide which points a session moves on, and put them on the next agenda."""
        plan = story.plan
        if not plan.is_published:
            return
        part = lot(plan.slug, plan.number, "moved")
        own = len(story.items) - story.carried
        if plan.is_model or part < MOVED:
            candidates = [place for place in range(own - 2, 0, -1) if is_movable(story.items[place])]
            story.moved = set(candidates[:1])
        if story.carried and part < MOVED_AGAIN:
            story.moved.add(own)  # it came from before, and goes on once more
        if after is None:
            self.leave_open(story)
        elif self.fits(story, after):
            for place in sorted(story.moved):
                self.move(story, place, after)
        else:
            story.moved = set()

    def leave_open(self, story: SessionStory) -> None:
        """Keep what the last session moved on, of a few councils only."""
        story.moved = set(sorted(story.moved)[:1])
        if story.moved and (story.plan.is_model or len(self.open_moves) < OPEN_MOVES):
            self.open_moves.append(story)
        else:
            story.moved = set()

    def fits(self, story: SessionStory, after: SessionStory) -> bool:
        """Tell whether the earlier session says its points in every language of the later one."""
        here, there = (
            {page.locale_id for page in self.pages[one.plan.session.translation_key]} for one in (story, after)
        )
        return there <= here

    def move(self, story: SessionStory, place: int, after: SessionStory) -> None:
        """Put a point on the agenda of the next session, last, in each of its languages."""
        item, key = story.items[place], uuid4()
        pages = self.pages[after.plan.session.translation_key]
        stored = AgendaItem.objects.filter(translation_key=item.translation_key) if len(pages) > 1 else ()
        twins = {twin.locale_id: twin for twin in stored} | {item.locale_id: item}  # which may not be stored yet
        copies = tuple(copy_on(page, twins[page.locale_id], key, len(after.items)) for page in pages)
        after.items = [*after.items, copies[0]]
        after.carried += 1
        self.moves.append(MovedPoint(story, after, item, copies))


def is_movable(item: AgendaItem) -> bool:
    """Tell whether a point is everybody's and stands on its own."""
    return item.visibility == ItemVisibility.PUBLIC and not item.is_sub


def copy_on(page: SessionPage, item: AgendaItem, key: UUID, place: int) -> AgendaItem:
    """Return a point as it stands on a later agenda, not stored: what portal.minutes takes over, nothing else."""
    copy = AgendaItem(page=page, locale_id=page.locale_id, translation_key=key, sort_order=place)
    for name in COPIED:
        setattr(copy, name, getattr(item, name))
    return copy
