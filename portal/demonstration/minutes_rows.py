"""The rows of a session's minutes, not stored: the record, its versions, and what other pages ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.councils.items import number_public
from portal.minutes.choices import ItemOutcome, MinutesState
from portal.minutes.content import Content, attendance_total, content_rows, number_in, public_content, row_of
from portal.minutes.models import Agreement, CountChange, ItemRecord, Minutes, MinutesVersion, SaidMatter
from portal.minutes.models.minutes import KEPT_DAYS
from portal.minutes.publication import correction_days

from .minutes_topics import minutes_frame
from .sessions import lot

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.vocabularies.models import Term

    from .minutes_words import SessionStory

#: how long after the session its list of agreements was public
SAME_EVENING = timedelta(minutes=40)
#: what whoever wrote a draft has not come to yet
UNWRITTEN = ("summary", "chapters", "recording", "age", "gender", "times", "turn", "turn-age", "organisation", "said")


class MinutesRows:
    """Makes the rows; what they point to was read once: {code: theme}, {value of a place: fields}."""

    def __init__(self, user: User, now: datetime, themes: Mapping[str, Term], places: Mapping[str, dict[str, Any]]):
        self.user, self.now, self.themes, self.places = user, now, themes, places
        self.days = correction_days()

    def minutes(self, story: SessionStory) -> Minutes:
        """Return the record of a session's minutes as it stands today."""
        plan = story.plan
        draft = story.content if plan.is_published or plan.state == MinutesState.IN_REVIEW else begun_draft(story)
        if plan.approved_at and plan.approved_at < self.now - timedelta(days=KEPT_DAYS):
            draft = public_content(draft)
        agreements = [{"key": row.id, "text": row["text"]} for row in content_rows(draft, "agreement")]
        record = Minutes(
            session=plan.session,
            state=plan.state,
            draft=draft,
            draft_number=2,
            saved_by=self.user,
            saved_at=self.saved_at(story),
            agreements_list=agreements if plan.has_list else [],
            agreements_at=min(plan.session.until + SAME_EVENING, self.now) if plan.has_list else None,
        )
        if plan.is_published:
            record.published_number, record.total = record.draft_number, attendance_total(draft)
            record.remarks = draft.get("remarks", "")
            record.provisional_at = plan.provisional_at
            record.corrections_until = timezone.localdate(plan.provisional_at) + timedelta(days=self.days)
            record.approved_at, record.approved_in = plan.approved_at, plan.approved_in
        elif plan.state == MinutesState.IN_REVIEW:
            record.review_asked_at = record.saved_at
        elif plan.is_returned:
            record.review_answer = minutes_frame()["returned"]
        return record

    def saved_at(self, story: SessionStory) -> datetime:
        """Return when somebody wrote last."""
        plan = story.plan
        if plan.is_published:
            return max(at for at in (plan.provisional_at, plan.corrected_at) if at)
        return min(plan.session.until + timedelta(hours=14), self.now)

    def versions(self, story: SessionStory, record: Minutes) -> Iterator[MinutesVersion]:
        """Yield the published versions of minutes: provisional, corrected where they were, approved."""
        plan, content = story.plan, public_content(story.content)
        steps = [(plan.provisional_at, MinutesState.PROVISIONAL, before_correction(story), "")]
        if plan.corrected_at:
            steps.append((plan.corrected_at, MinutesState.PROVISIONAL, content, correction_reason(story)))
        if plan.approved_at:
            steps.append((plan.approved_at, MinutesState.APPROVED, content, ""))
        for number, (at, state, said, reason) in enumerate(steps, start=1):
            yield MinutesVersion(
                minutes=record,
                number=number,
                at=at,
                state=state,
                content=said,
                points=story_points(story),
                by=self.user,
                reason=reason,
            )

    def items(self, story: SessionStory, record: Minutes) -> Iterator[ItemRecord]:
        """Yield what became of each public point, those of the agenda first."""
        on_agenda = [(point, row_of(story.content, "item", point["key"])) for point in story_points(story)]
        others = [
            ({"key": row.id, "item_key": None, "number": "", "title": row["title"]}, row)
            for row in content_rows(story.content, "extra")
        ]
        for position, (point, row) in enumerate([*on_agenda, *others]):
            said = {"outcome": row["outcome"] or ItemOutcome.TREATED, "discussed": row["discussed"]}
            yield ItemRecord(minutes=record, position=position, **point, **said)

    def agreements(self, story: SessionStory, record: Minutes) -> Iterator[Agreement]:
        """Yield what was agreed."""
        for position, row in enumerate(content_rows(story.content, "agreement")):
            yield Agreement(minutes=record, key=row.id, item=row["item"], position=position, text=row["text"])

    def said(self, story: SessionStory, record: Minutes) -> Iterator[SaidMatter]:
        """Yield what was said in the room."""
        for position, row in enumerate(content_rows(story.content, "said")):
            yield SaidMatter(
                minutes=record,
                key=row.id,
                kind=row["kind"],
                text=row["text"],
                theme=self.themes.get(row["theme"]),
                spot=row["spot"],
                item=row["item"],
                times=number_in({"times": row["times"]}, "times") or 1,
                position=position,
                **self.places.get(row["place"], {"neighbourhood": None, "district": None}),
            )

    def changes(self, story: SessionStory, record: Minutes) -> Iterator[tuple[CountChange, datetime]]:
        """Yield the numbers that were corrected, each with its moment."""
        before = before_correction(story)
        for key in [key for key in before if key.startswith("count.") and before[key] != story.content.get(key)]:
            change = CountChange(minutes=record, by=self.user, key=key, before=before[key], after=story.content[key])
            yield change, story.plan.corrected_at


def story_points(story: SessionStory) -> list[dict[str, str]]:
    """Return the public points of a session's agenda as a version keeps them."""
    return [
        {"key": item.code, "item_key": str(item.translation_key), "number": item.number, "title": item.title}
        for item in number_public(story.items)
    ]


def corrected_key(content: Content) -> str:
    """Return which number was wrong at first: of those on-line, or of the hall."""
    return "count.online" if content.get("count.online") else "count.hall"


def before_correction(story: SessionStory) -> Content:
    """Return what the first version said: too many people, or an agreement less."""
    content = public_content(story.content)
    if story.plan.correction == "corrected":
        key = corrected_key(content)
        more = 5 + int(lot(story.plan.slug, story.plan.number, "more") * 7)
        content[key] = str(int(content[key]) + more)
    elif story.plan.correction:
        last = content_rows(content, "agreement")[-1:]
        content = {key: text for row in last for key, text in content.items() if f".{row.id}." not in key} or content
    return content


def correction_reason(story: SessionStory) -> str:
    """Return why there is a second version, in plain words."""
    frame, key = minutes_frame(), corrected_key(story.content)
    if story.plan.correction != "corrected":
        return frame["retouched"]
    said = {"before": before_correction(story)[key], "after": story.content[key]}
    return frame["corrected"].format(**said, where=frame["where"][key.partition(".")[2]])


def begun_draft(story: SessionStory) -> Content:
    """Return what somebody has written so far: the agreements and half of the points, nothing of the numbers' parts."""
    points = [f"item.{item.code}.discussed" for item in story.items[len(story.items) // 2 :]]
    return {
        key: text for key, text in story.content.items() if key.partition(".")[0] not in UNWRITTEN and key not in points
    }
