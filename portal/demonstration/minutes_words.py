"""What the minutes of a session of the demonstration say, as the dict that the form would have made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.councils.choices import CouncilKind, ItemVisibility
from portal.events.models import Modality
from portal.minutes.choices import ItemOutcome
from portal.minutes.content import attendance_total
from portal.territory.models import DistrictKind

from .minutes_numbers import attendance_of
from .minutes_topics import Discussion, discussion_of, filled, minutes_frame
from .sessions import lot, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.councils.models import AgendaItem
    from portal.minutes.content import Content

    from .minutes_plan import PlannedMinutes

EXTRA, SAID, WITHDRAWN, REMARKED, TROUBLED = 0.16, 0.6, 0.04, 0.3, 0.4
#: part of those who came who voted
VOTING = 0.8
#: part of what was said that belongs to the first point of the topic
OF_POINT = 0.5
#: how long a point takes where the agenda does not say it
USUAL_MINUTES = 12
LETTERS = {"agreement": "a", "extra": "e", "said": "s", "organisation": "o"}


@dataclass
class SessionStory:
    """What happens to one session's points: which it moves on, which came from before and stand last on its agenda."""

    plan: PlannedMinutes
    #: the points of the agenda, those that came from before last
    items: Sequence[AgendaItem]
    carried: int = 0
    #: places (in `items`) of what is moved on
    moved: set[int] = field(default_factory=set)
    #: whether the minutes of the session before were corrected; None: there were none to approve
    approves_corrected: bool | None = None
    has_answers: bool = False
    content: Content = field(default_factory=dict)
    #: {id of a line of what was said: the office's answer}
    answers: dict[str, str] = field(default_factory=dict)


def row_id(story: SessionStory, kind: str, place: int) -> str:
    """Return the id of a row: the order of the rows, and the same whenever the demonstration is made."""
    return f"{LETTERS[kind]}{story.plan.session.start:%y%m%d}{place:02d}"


def write_story(story: SessionStory) -> None:
    """Write the whole content of a session's minutes into its story."""
    plan, content = story.plan, story.content
    words = (plan.slug, plan.number)
    content |= attendance_of(plan)
    discussion = discussion_of(plan.session, plan.number, int((attendance_total(content) or 0) * VOTING))
    content |= {"covered": covered_words(plan), "summary": discussion.summary}
    content |= {f"topic.{term.code}": "1" for term in list(plan.session.themes.all())[:3]}
    write_points(story, discussion)
    write_agreements(story, discussion)
    if lot(*words, "said") < SAID:
        write_said(story, discussion)
    if lot(*words, "extra") < EXTRA:
        write_extra(story)
    write_organisations(story)
    write_recording(story)
    if lot(*words, "remarks") < REMARKED:
        content["remarks"] = one_of(minutes_frame()["remarks"], *words)


def covered_words(plan: PlannedMinutes) -> str:
    """Return the territory that a session was about."""
    council = plan.session.council
    names = [council.neighbourhood.name] if council.neighbourhood_id else []
    is_city = council.district.kind == DistrictKind.WHOLE_CITY
    return ", ".join(names) or (str(council.district) if is_city else f"Distrito {council.district}")


def write_points(story: SessionStory, discussion: Discussion) -> None:
    """Write what was discussed of each point of the agenda, and what became of it."""
    own = len(story.items) - story.carried
    begin = own - 1 - len(discussion.points)  # after the opening, and what changed where a topic comes again
    for place, item in enumerate(story.items):
        key = f"item.{item.code}"
        story.content[f"{key}.outcome"] = outcome_at(story, place)
        if item.visibility == ItemVisibility.INTERNAL:
            continue
        text = discussion.points[place - begin] if begin <= place < own - 1 else frame_words(story, place, own)
        if story.content[f"{key}.outcome"] == ItemOutcome.MOVED:
            text = one_of(minutes_frame()["moved"], story.plan.slug, story.plan.number, place)
        elif story.content[f"{key}.outcome"] == ItemOutcome.WITHDRAWN:
            text = minutes_frame()["withdrawn"]
        story.content[f"{key}.discussed"] = text


def outcome_at(story: SessionStory, place: int) -> str:
    """Return what became of the point at a place of the agenda."""
    if place in story.moved:
        return ItemOutcome.MOVED
    is_last_of_topic = place == len(story.items) - story.carried - 2
    part = lot(story.plan.slug, story.plan.number, "withdrawn")
    return ItemOutcome.WITHDRAWN if is_last_of_topic and part < WITHDRAWN else ItemOutcome.TREATED


def frame_words(story: SessionStory, place: int, own: int) -> str:
    """Return what was said of a point that every agenda has: the opening, what comes again, what came over, the closing."""
    words, frame = (story.plan.slug, story.plan.number), minutes_frame()
    if place >= own:
        return frame["treated"]
    if place == own - 1:
        return filled(one_of(frame["closings"], *words), {}, *words)
    if place:
        return one_of(frame["again"], *words)
    said = [filled(one_of(frame["openings"], *words), {}, *words)]
    if story.approves_corrected is not None:
        said.insert(0, frame["approved_corrected" if story.approves_corrected else "approved"])
    return " ".join([*said, *([frame["answers"]] if story.has_answers else [])])


def write_agreements(story: SessionStory, discussion: Discussion) -> None:
    """Write what was agreed on the points that were treated."""
    own = len(story.items) - story.carried
    begin = own - 1 - len(discussion.points)
    treated = [
        (begin + number - 1, text)
        for number, text in discussion.agreements
        if is_treated(story, story.items[begin + number - 1])
    ]
    for place, (point, text) in enumerate(treated):
        key = f"agreement.{row_id(story, 'agreement', place)}"
        story.content |= {f"{key}.text": text, f"{key}.item": story.items[point].code}


def write_said(story: SessionStory, discussion: Discussion) -> None:
    """Write what was said in the room, with theme and place."""
    words = (story.plan.slug, story.plan.number)
    first = story.items[len(story.items) - story.carried - 1 - len(discussion.points)]
    item = first.code if is_treated(story, first) and lot(*words, "of point") < OF_POINT else ""
    for number, line in enumerate(discussion.said):
        times = 1 + int(lot(*words, "times", number) * 4)
        fields = {"kind": line.kind, "theme": line.theme, "spot": line.spot, "text": line.text, "item": item}
        said_row(story, number, {**fields, "place": place_value(story.plan), "times": str(times)}, line.answer)


def is_treated(story: SessionStory, item: AgendaItem) -> bool:
    """Tell whether everybody may read of a point that it was treated."""
    return (
        item.visibility == ItemVisibility.PUBLIC and story.content[f"item.{item.code}.outcome"] == ItemOutcome.TREATED
    )


def place_value(plan: PlannedMinutes) -> str:
    """Return the place of a council as the choice of a place has it; "" for the whole city."""
    council = plan.session.council
    if council.neighbourhood_id:
        return f"n{council.neighbourhood_id}"
    return f"d{council.district_id}" if council.district.kind == DistrictKind.DISTRICT else ""


def said_row(story: SessionStory, number: int, fields: dict[str, str], answer: str) -> None:
    """Write one line of what was said, and remember what the office answered."""
    row = row_id(story, "said", number)
    story.content |= {f"said.{row}.{name}": text for name, text in fields.items() if text}
    if answer:
        story.answers[row] = answer


def write_extra(story: SessionStory) -> None:
    """Write a point that was not on the agenda."""
    words = (story.plan.slug, story.plan.number)
    extra: dict[str, Any] = one_of(minutes_frame()["extras"], *words, "which")
    row = row_id(story, "extra", 0)
    key = f"extra.{row}"
    said = filled(extra["discussed"], {}, *words)
    story.content |= {f"{key}.title": extra["title"], f"{key}.outcome": ItemOutcome.TREATED, f"{key}.discussed": said}
    if "agreement" in extra:
        agreement = f"agreement.{row_id(story, 'agreement', 90)}"
        story.content |= {f"{agreement}.text": extra["agreement"], f"{agreement}.item": row}


def write_organisations(story: SessionStory) -> None:
    """Write which organisations took part: those that proposed a point, and the council's club and school."""
    council = story.plan.session.council
    names = [item.proposed_by for item in story.items if item.proposed_by and " y " not in item.proposed_by]
    if council.kind == CouncilKind.NEIGHBOURHOOD and lot(story.plan.slug, story.plan.number, "vecinal") < 0.5:
        names.append(f"Vecinal {council.neighbourhood.name}")
    named = [name.removeprefix("la ") for name in names if not name.startswith("Vecinas")]
    for place, name in enumerate(dict.fromkeys(named)):
        story.content[f"organisation.{row_id(story, 'organisation', place)}.name"] = name


def write_recording(story: SessionStory) -> None:
    """Write the recording with its chapters, and what went wrong with the connection."""
    session, words = story.plan.session, (story.plan.slug, story.plan.number)
    if session.modality != Modality.IN_PERSON and lot(*words, "connection") < TROUBLED:
        story.content["connection"] = one_of(minutes_frame()["connection"], *words)
    if not session.rebroadcast_url:
        return
    seconds, lines = 0, []
    for item in story.items:
        if item.visibility == ItemVisibility.INTERNAL:
            continue
        lines.append(f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d} {item.title}")
        seconds += int((item.minutes or USUAL_MINUTES) * 60 * (0.7 + lot(*words, len(lines)) * 0.5))
    story.content |= {"recording": session.rebroadcast_url, "chapters": "\n".join(lines)}
