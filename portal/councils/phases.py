"""Where an event stands now: computed from the clock, never stored, so that no job can forget it."""

from datetime import datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.dates import hours_before
from portal.councils.models import SessionPage
from portal.events.choices import EventKind, EventState
from portal.events.models import EventPage


class Phase(models.TextChoices):
    """The phases of an event. Whether minutes are due is said by the room that keeps them, and by nobody before."""

    ANNOUNCED = "announced", _("Anunciada")
    AGENDA_CLOSED = "agenda-closed", _("Puedes venir; ya no se agregan puntos")
    UNDER_WAY = "under-way", _("Ahora")
    OVER = "over", _("Ya pasó")
    CANCELLED = EventState.CANCELLED.value, EventState.CANCELLED.label


#: how the state component draws each phase (templates/components/state.html)
SHAPES = {
    Phase.ANNOUNCED: "planned",
    Phase.AGENDA_CLOSED: "confirmed",
    Phase.UNDER_WAY: "open",
    Phase.OVER: "done",
    Phase.CANCELLED: "cancelled",
}


def event_begin(event: EventPage) -> datetime:
    """Return when an event (EventPage) begins (aware datetime): the midnight of its first day when it lasts all day."""
    if not event.all_day:
        return event.start
    return timezone.make_aware(datetime.combine(timezone.localdate(event.start), time.min))


def agenda_closes_at(session: SessionPage) -> datetime:
    """Return when the agenda of a session (SessionPage) is closed (aware datetime), hours counted on the city's clock."""
    return hours_before(event_begin(session), session.agenda_closes)


def phase_of(event: EventPage, now: datetime) -> str:
    """Return the Phase of an event (EventPage, or a type that extends it) at `now` (aware datetime)."""
    if event.is_cancelled:
        return Phase.CANCELLED
    if now >= event.until:
        return Phase.OVER
    if now >= event_begin(event):
        return Phase.UNDER_WAY
    if event.kind != EventKind.SESSION:
        return Phase.ANNOUNCED
    session = event if isinstance(event, SessionPage) else event.sessionpage
    return Phase.AGENDA_CLOSED if now >= agenda_closes_at(session) else Phase.ANNOUNCED


def phase_state(event: SessionPage, now: datetime) -> dict[str, str]:
    """Return the phase of an event as the state component takes it: {"kind", "word"}."""
    phase = phase_of(event, now)
    return {"kind": SHAPES[phase], "word": phase.label}
