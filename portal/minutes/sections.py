"""What minutes show on the pages of a session, of one of its points, and of a council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.language import in_interface
from portal.core.registry import PageSection, register_section
from portal.councils.models import AgendaItem, SessionPage
from portal.councils.session_rows import register_session_notes

from .owed import owed_context, session_owed_context
from .pending_points import dates_of_point, pending_context
from .published import minutes_state, people_plural, people_words, published_minutes, record_once
from .session_minutes import points_context, reading_once, session_minutes_context

if TYPE_CHECKING:
    from portal.minutes.models import Minutes


def item_context(request: HttpRequest, item: AgendaItem) -> dict[str, Any] | None:
    """Return what the page of a point shows: what was discussed and agreed, and all the dates on which it stood."""
    page = item.page
    if page.pk is None:
        return None
    dates = dates_of_point(item.translation_key)
    minutes = record_once(request, page)
    point = discussed_item(request, page, minutes, item.code) if minutes and minutes.is_published else None
    if point is None and not dates:
        return None
    base = in_interface(page.get_url(request) or "")
    return {
        "point": point,
        "state": minutes_state(minutes) if point else None,
        "minutes_url": f"{base}minutes/#minutes-{item.code}",
        "dates": dates,
    }


def discussed_item(request: HttpRequest, page: SessionPage, minutes: Minutes, code: str) -> dict[str, Any] | None:
    """Return one point of published minutes as its template takes it; None for one that is not in them."""
    reading, matters = reading_once(request, page, minutes)
    base = in_interface(page.get_url(request) or "")
    points = points_context(reading, matters, base)["points"]
    return next((point for point in points if point["key"] == code), None)


def session_notes_of(sessions: list[SessionPage]) -> dict[int, list[str]]:
    """Return {pk of a session: how many came, how many agreements, how its minutes stand}, with one query for all."""
    keys = {session.translation_key for session in sessions}
    is_kept = Q(agreements__removed_in=None)
    rows = published_minutes().filter(session__translation_key__in=keys)
    rows = rows.annotate(agreed=Count("agreements", filter=is_kept)).select_related("session")
    notes = {minutes.session.translation_key: note_words(minutes) for minutes in rows}
    return {session.pk: notes[session.translation_key] for session in sessions if session.translation_key in notes}


def note_words(minutes: Minutes) -> list[str]:
    """Return the tags of a session with published minutes (annotated with `agreed`)."""
    people = people_words(minutes.total)
    came = ngettext("%(count)s persona", "%(count)s personas", people_plural(minutes.total)) % {"count": people}
    agreed = ngettext("%(count)s acuerdo", "%(count)s acuerdos", minutes.agreed) % {"count": minutes.agreed}
    state = _("acta provisional") if minutes.is_provisional else _("acta aprobada")
    return [*([came] if people else []), agreed, state]


def register() -> None:
    """Register the sections, and the notes on rows of sessions."""
    folder = "minutes/sections"
    for place, name, template, filled, order in (
        ("session-first", "minutes", "session", session_minutes_context, 10),
        ("session", "owed", "owed", session_owed_context, 10),
        ("item", "minutes", "item", item_context, 10),
        ("council", "owed", "owed", owed_context, 10),
        ("council", "pending", "pending", pending_context, 20),
    ):
        register_section(PageSection(place, name, f"{folder}/{template}.html", filled, order=order))
    register_session_notes(session_notes_of)
