"""A year of minutes in the demonstration: in every state, with what was moved on, said, answered and corrected.

Publishing each as the office does would take minutes, so their rows are made in bulk; a test publishes them again and
finds the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.core.indexing import index_pages, note_first_versions
from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.councils.models import AgendaItem, SessionPage
from portal.minutes.carrying import update_backlog
from portal.minutes.choices import ItemOutcome, PlacementEnd
from portal.minutes.documents import minutes_document
from portal.minutes.models import (
    Agreement,
    BacklogItem,
    CountChange,
    ItemRecord,
    Minutes,
    MinutesVersion,
    Placement,
    SaidMatter,
)
from portal.minutes.published import read_minutes
from portal.participation.quarters import publish_quarters
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.known import known_terms
from search import index

from .minutes_model import translate_model
from .minutes_plan import plan_minutes
from .minutes_rows import MinutesRows
from .minutes_said import SaidMatters
from .minutes_stories import CouncilStories, MovedPoint
from .minutes_words import SessionStory
from .registers import build_registers

AUTHOR = "curator"  # may publish the minutes of every district


def build_minutes() -> None:
    """Make the minutes of the sessions that were held; where there are any already nothing happens."""
    user = User.objects.filter(username=AUTHOR).first()
    if user is None or Minutes.objects.exists():
        return
    now = timezone.now()
    stories = CouncilStories(plan_minutes(now), now)
    with transaction.atomic(), batch_indexing():
        store_minutes(stories, user, now)
        publish_quarters(now)


def store_minutes(stories: CouncilStories, user: User, now: datetime) -> None:
    """Store all that the stories tell, in few queries."""
    begun = [story for story in stories.stories if story.plan.state]
    AgendaItem.objects.bulk_create(copy for move in stories.moves for copy in move.copies)
    rows = MinutesRows(user, now, known_terms_by_code(), places_by_value())
    minutes = Minutes.objects.bulk_create(rows.minutes(story) for story in begun)
    of_session = {record.session_id: record for record in minutes}
    public = [(story, of_session[story.plan.session.pk]) for story in begun if story.plan.is_published]
    for version in MinutesVersion.objects.bulk_create(version for pair in public for version in rows.versions(*pair)):
        version.minutes.latest = version  # the last one stays
    ItemRecord.objects.bulk_create(record for pair in public for record in rows.items(*pair))
    Agreement.objects.bulk_create(agreement for pair in public for agreement in rows.agreements(*pair))
    store_changes([change for pair in public for change in rows.changes(*pair)])
    said = [(story, one) for story, record in public for one in rows.said(story, record)]
    SaidMatter.objects.bulk_create(one for _story, one in said)
    SaidMatters(user, now).build(said)
    store_moves(stories.moves)
    for story, record in public:
        if story.plan.is_model:
            translate_model(story, record)
    build_registers([story for story, _record in public], user)
    for story in stories.open_moves:
        update_backlog(of_session[story.plan.session.pk], None)
    index_pages([copy.page.pk for move in stories.moves for copy in move.copies])
    index_minutes(public)


def known_terms_by_code() -> dict:
    """Return {code: theme}."""
    return {term.code: term for term in known_terms().values() if term.vocabulary == "theme"}


def places_by_value() -> dict[str, dict]:
    """Return {value of a choice of place: fields of what was said}."""
    found: dict[str, dict] = {f"d{row.pk}": {"neighbourhood": None, "district": row} for row in District.objects.all()}
    for place in Neighbourhood.objects.select_related("district"):
        found[f"n{place.pk}"] = {"neighbourhood": place, "district": place.district}
    return found


def store_changes(changes: list[tuple[CountChange, datetime]]) -> None:
    """Store which numbers were corrected, each at its moment."""
    CountChange.objects.bulk_create(change for change, _at in changes)
    for change, at in changes:
        change.at = at
    CountChange.objects.bulk_update([change for change, _at in changes], ["at"])


def store_moves(moves: list[MovedPoint]) -> None:
    """Store the backlog of what was moved on from one session to the next that was held, as `update_backlog` would have."""
    subjects: dict[int, BacklogItem] = {}
    placements: list[Placement] = []
    ends = {}
    for move in moves:
        known = next((one for one in placements if one.item_key == move.item.translation_key), None)
        moved_at, is_told = move.before.plan.provisional_at, move.after.plan.is_published
        if known is None:
            subject = BacklogItem(
                council_id=move.before.plan.session.council_id,
                title=move.item.title,
                origin_key=str(move.item.translation_key),
            )
            known = placement_of(subject, move.before, move.item)
            placements.append(known)
            ends[id(known)] = (PlacementEnd.MOVED, moved_at, moved_at)
        subject = known.backlog_item
        code = move.copies[0].code
        after = placement_of(subject, move.after, move.copies[0])
        placements.append(after)
        outcome = move.after.content.get(f"item.{code}.outcome", "") if is_told else ""
        at = move.after.plan.provisional_at
        ends[id(after)] = (outcome, at, moved_at + timedelta(seconds=1))
        is_closed = outcome == ItemOutcome.TREATED
        subject.outcome, subject.closed_at = (outcome, at) if is_closed else ("", None)
        subjects.setdefault(id(subject), subject)
    BacklogItem.objects.bulk_create(subjects.values())
    Placement.objects.bulk_create(placements)
    for placement in placements:
        placement.end, placement.ended_at, placement.placed_at = ends[id(placement)]
        placement.ended_at = placement.ended_at if placement.end else None
    Placement.objects.bulk_update(placements, ["end", "ended_at", "placed_at"])
    for placement in reversed(placements):
        placement.backlog_item.opened_at = placement.placed_at
    BacklogItem.objects.bulk_update(subjects.values(), ["opened_at"])


def placement_of(subject: BacklogItem, story: SessionStory, item: AgendaItem) -> Placement:
    """Return one date of a subject, not stored."""
    session = story.plan.session
    day = timezone.localdate(session.start)
    return Placement(backlog_item=subject, session=session, day=day, item_key=item.translation_key)


def index_minutes(public: Sequence[tuple[SessionStory, Minutes]]) -> None:
    """Write what search holds of the minutes in each language of their sessions, all of them at once.

    The search documents of the sessions themselves say nothing of them.
    """
    records = {story.plan.session.translation_key: record for story, record in public}
    pages = SessionPage.objects.live().filter(translation_key__in=records, alias_of=None)
    documents = []
    for page in note_first_versions(pages.select_related("locale", "council", "district", "neighbourhood")):
        record, language = records[page.translation_key], page.locale.language_code
        with override(language):
            documents.append(minutes_document(page, record, read_minutes(record, page, language=language)))
    index.put(documents)
