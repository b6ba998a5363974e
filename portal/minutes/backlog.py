"""What a council did not reach stands on the agenda of its next session, whatever happens to that session.

A subject is open while the latest minutes that speak of it moved it on. It then stands on one coming agenda, or waits for
a session; the clock and each publication of a session look whether it stands where it belongs. The portal does that
itself: it asks no rights, and publishes nobody's unfinished changes (`portal/councils/agenda_addition.py`).
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.signals import page_published

from portal.core.publication import batch_indexing
from portal.councils.agenda_addition import add_to_agenda, drafted_points, locked_session, take_off_agenda
from portal.councils.models import SessionPage
from portal.events.formatting import day_words

from .choices import ItemOutcome, PlacementEnd
from .models import BacklogItem, Placement
from .next_session import chosen_session, coming_sessions, is_in_its_place, standing_of, waits_for_minutes
from .point_copy import copied_point, earlier_keys, is_same_point
from .point_outcome import outcome_of_chain
from .point_words import bring_words, current_versions

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem

logger = logging.getLogger(__name__)


def settle_subject(pk: int, now: datetime) -> list[str]:
    """Bring one subject to where the minutes and the sessions say that it belongs, in one transaction.

    Returns sentences for whoever published the minutes: what stays on an agenda although it was treated, and why.
    """
    with batch_indexing():
        subject = BacklogItem.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if subject is None:
            return []
        chain = list(subject.placements.select_related("session__locale").order_by("placed_at", "pk"))
        outcome = outcome_of_chain(subject, chain, now)
        if outcome in (ItemOutcome.TREATED, ItemOutcome.WITHDRAWN):
            return close_subject(subject, chain, outcome, now)
        open_subject(subject)
        stand_on_next(subject, chain, now)
    return []


# Open ----------------------------------------------------------------------------------------------------------------


def open_subject(subject: BacklogItem) -> None:
    """Note that a subject waits, also one that was closed by mistake."""
    if subject.closed_at or subject.outcome:
        subject.closed_at, subject.outcome = None, ""
        subject.save(update_fields=["closed_at", "outcome"])


def stand_on_next(subject: BacklogItem, chain: list[Placement], now: datetime) -> None:
    """Let an open subject stand on the agenda of the next session, and on no other that is to come."""
    standing = standing_of(chain)
    if standing and waits_for_minutes(standing, now):
        return
    sessions = coming_sessions([subject.council_id], now)[subject.council_id]
    if standing and was_taken_off(standing, sessions):
        end_placement(standing, PlacementEnd.MOVED, now)
        standing = None
    chosen = chosen_session(chain, sessions)
    take_off_others(chain, sessions, chosen)
    if standing and chosen and chosen.pk == standing.session_id:
        keep_standing(standing, chain)
        return
    here = next((session for session in sessions if standing and session.pk == standing.session_id), None)
    if here and here.get_lock():
        return  # it cannot leave yet: it would stand on two agendas
    item = copied_point(subject, chain, chosen) if chosen else None
    if standing:
        fall_through(standing, now)
    if chosen:
        place_on(subject, chain, chosen, item, now)


def was_taken_off(standing: Placement, sessions: list[SessionPage]) -> bool:
    """Tell whether somebody took the point off a coming agenda: it is in the draft no more, and nobody reads it."""
    session = next((session for session in sessions if session.pk == standing.session_id), None)
    if session is None or session.items.filter(translation_key=standing.item_key).exists():
        return False
    return standing.item_key not in drafted_points(session)


def keep_standing(standing: Placement, chain: list[Placement]) -> None:
    """Note the day of a session that moved and is still the next; a translation that came meanwhile gets its words."""
    day = timezone.localdate(standing.session.start)
    if standing.day != day:
        standing.day = day
        standing.save(update_fields=["day"])
    bring_words(standing.session, standing.item_key, earlier_keys(chain, standing.item_key), set())


def take_off_others(chain: list[Placement], sessions: list[SessionPage], chosen: SessionPage | None) -> None:
    """Take a subject off the coming agendas where it stood once and stands no more, such as one that was revived."""
    known = {session.pk: session for session in sessions}
    for placement in chain:
        session = known.get(placement.session_id)
        if placement.end and session and session != chosen:
            take_off(session, placement)


def take_off(session: SessionPage, placement: Placement) -> None:
    """Take a point off an agenda, where it is and nobody has locked the page."""
    stored = locked_session(session.pk)
    if stored and not stored.get_lock() and placement.item_key in drafted_points(stored):
        take_off_agenda(stored, placement.item_key, user=None, may_publish=True)


def end_placement(placement: Placement, end: str, now: datetime) -> None:
    """Note how and when the time of a subject on one agenda ended."""
    placement.end, placement.ended_at = end, now
    placement.save(update_fields=["end", "ended_at"])


def fall_through(standing: Placement, now: datetime) -> None:
    """End a placement on a session that is not the next any more. What was cancelled keeps its agenda as it was."""
    end_placement(standing, PlacementEnd.FELL_THROUGH, now)
    session = standing.session
    if session and session.start > now and not session.is_cancelled:
        take_off(session, standing)


def place_on(
    subject: BacklogItem, chain: list[Placement], chosen: SessionPage, item: AgendaItem, now: datetime
) -> None:
    """Put a subject on the agenda of a session, once; one that is locked or gone waits until the clock comes again."""
    session = locked_session(chosen.pk)
    if session is None or session.start <= now or session.is_cancelled or session.get_lock():
        return
    points = drafted_points(session)
    known = [placement.item_key for placement in chain if placement.item_key in points]
    current = current_versions(session)
    if not known:
        item.locale = session.locale
        add_to_agenda(session, item, user=None, may_publish=True)
    key = known[-1] if known else item.translation_key
    day = timezone.localdate(session.start)
    Placement.objects.create(backlog_item=subject, session=session, day=day, item_key=key)
    bring_words(session, key, earlier_keys(chain, key), current)


# Closed --------------------------------------------------------------------------------------------------------------


def close_subject(subject: BacklogItem, chain: list[Placement], outcome: str, now: datetime) -> list[str]:
    """Note that a subject was treated or withdrawn; return what stays on an agenda where it still stood, and why."""
    if subject.closed_at is None or subject.outcome != outcome:
        subject.closed_at, subject.outcome = subject.closed_at or now, outcome
        subject.save(update_fields=["closed_at", "outcome"])
    notes = []
    for place, placement in enumerate(chain):
        if not placement.end:
            end_placement(placement, PlacementEnd.WITHDRAWN, now)
            notes.append(undo_placement(subject, placement, chain[:place], now))
    return [note for note in notes if note]


def undo_placement(subject: BacklogItem, placement: Placement, before: list[Placement], now: datetime) -> str:
    """Take a point off an agenda on which a correction leaves no reason for it; return why it stays, or ""."""
    session = locked_session(placement.session_id) if placement.session_id else None
    item = drafted_points(session).get(placement.item_key) if session else None
    if item is None:
        return ""
    said = {"title": item.title, "day": day_words(session.start)}
    if session.start <= now:
        return gettext("«%(title)s» sigue en el orden del día del %(day)s: esa sesión ya empezó.") % said
    if session.get_lock():
        return gettext("«%(title)s» sigue en el orden del día del %(day)s: la sesión está bloqueada.") % said
    if not is_same_point(item, copied_point(subject, before, session)):
        return (
            gettext("«%(title)s» sigue en el orden del día del %(day)s: alguien lo cambió. Mira si todavía va.") % said
        )
    if take_off_agenda(session, placement.item_key, user=None, may_publish=True) and session.live:
        return gettext("«%(title)s» se quitó del borrador de la sesión del %(day)s: falta publicarlo.") % said
    return ""


# When ----------------------------------------------------------------------------------------------------------------


def open_subjects() -> QuerySet[BacklogItem]:
    """Return what waits in the backlog of any council, with its placements in their order."""
    placements = Placement.objects.select_related("session").order_by("placed_at", "pk")
    return BacklogItem.objects.filter(closed_at=None).prefetch_related(Prefetch("placements", placements))


def place_backlog(now: datetime) -> None:
    """Bring what stands where it does not belong to the next session; `now` is an aware datetime. Run each minute.

    A session may have been cancelled, withdrawn, deleted or moved, and a new one may have come: three queries tell.
    """
    subjects = list(open_subjects())
    sessions = coming_sessions({subject.council_id for subject in subjects}, now)
    for subject in subjects:
        if not is_in_its_place(list(subject.placements.all()), sessions[subject.council_id], now):
            settle_safely(subject.pk, now)


def review_backlog(now: datetime) -> None:
    """Look at everything that waits, also at what each agenda says of it; `now` is an aware datetime. Run daily."""
    for pk in list(BacklogItem.objects.filter(closed_at=None).values_list("pk", flat=True)):
        settle_safely(pk, now)


def review_council(council: int) -> None:
    """Look at everything that waits in the backlog of a council (primary key)."""
    for pk in list(BacklogItem.objects.filter(council=council, closed_at=None).values_list("pk", flat=True)):
        settle_safely(pk, timezone.now())


def settle_safely(pk: int, now: datetime) -> None:
    """Settle one subject; a fault is logged and stops no other."""
    try:
        settle_subject(pk, now)
    except Exception:
        logger.exception("The subject %s of a council's backlog could not be placed; the others go on.", pk)


def on_session_published(sender: type[SessionPage], instance: SessionPage, **kwargs) -> None:
    """page_published: after a session in any language, once it is stored: it may be the next one, or have a new draft."""
    if not issubclass(sender, SessionPage) or not instance.council_id:
        return
    if BacklogItem.objects.filter(council=instance.council_id, closed_at=None).exists():
        # outside of the publication's transaction, which holds the page: the clock locks subjects before pages
        transaction.on_commit(partial(review_council, instance.council_id), robust=True)


def connect_backlog() -> None:
    """Listen to the publication of sessions."""
    page_published.connect(on_session_published, dispatch_uid="backlog-session-published")
