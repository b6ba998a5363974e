"""Places of an event: who has one, who waits, and who moves up when somebody cancels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from portal.core.language import source_version
from portal.core.publication import is_draft_only

from .choices import RegistrationState
from .models import EventPage, Registration
from .models.correction import register_telling

#: fewer people than these are nobody's business (design, section 3)
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Places:
    """How many places an event has (None: no limit), how many people have one, and how many wait."""

    seats: int | None
    taken: int
    waiting: int

    @property
    def free(self):
        """How many places are left (int); None where there is no limit."""
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def is_full(self):
        """Whether somebody who comes alone would have to wait: no place is left, or others wait already."""
        return self.seats is not None and (self.free == 0 or self.waiting > 0)

    @property
    def free_to_say(self):
        """How many places are left, for everybody to read; None where it would tell of fewer than five people."""
        return None if self.free is None or self.taken < SMALLEST_SHOWN else self.free


def registration_headcount(event_pk: int, state: str) -> int:
    """Return how many people the registrations of an event in one state are."""
    return Registration.objects.filter(event=event_pk).people(state)


def last_registered(key: UUID, since: datetime) -> datetime | None:
    """Return when somebody last registered for an event (translation key) after a moment, or None: she heard the date."""
    found = Registration.objects.filter(event__translation_key=key, registered_at__gt=since)
    return found.order_by("-registered_at").values_list("registered_at", flat=True).first()


def event_seats(event: EventPage) -> Places:
    """Return the Places of an event (EventPage in any language)."""
    if event.seats is None or not event.pk:
        return Places(event.seats, 0, 0)
    first = source_version(event).pk
    return Places(
        event.seats,
        registration_headcount(first, RegistrationState.CONFIRMED),
        registration_headcount(first, RegistrationState.WAITING),
    )


@transaction.atomic
def settle_places(event: EventPage) -> list[Registration]:
    """Give free places to whoever waits, first come, first served; nobody loses one.

    A group that does not fit waits on, and smaller ones behind it may pass. `event` is an EventPage. Returns the
    registrations that moved up (list). Safe when several do it at once: the event's row is locked meanwhile.
    """
    first = EventPage.objects.select_for_update(of=("self",)).get(pk=source_version(event).pk)
    taken = registration_headcount(first.pk, RegistrationState.CONFIRMED)
    moved = []
    for waiting in Registration.objects.filter(event=first.pk, state=RegistrationState.WAITING):
        if first.seats is None or taken + waiting.people <= first.seats:
            waiting.state = RegistrationState.CONFIRMED
            waiting.save(update_fields=["state"])
            taken += waiting.people
            moved.append(waiting)
    return moved


@transaction.atomic
def register(registration: Registration) -> list:
    """Store a Registration, new or changed: it gets a place when there is one and nobody waits before it, else it waits.

    A change of the number of people that no longer fits makes it wait again; what it frees goes to whoever waits.
    Returns the others that moved up (list).
    """
    first = EventPage.objects.select_for_update(of=("self",)).get(pk=source_version(registration.event).pk)
    registration.event = first
    others = Registration.objects.filter(event=first.pk).exclude(pk=registration.pk)
    if registration.state != RegistrationState.CANCELLED:
        registration.state = state_for(registration, first, others)
    registration.save()
    moved = settle_places(first)
    registration.refresh_from_db(fields=["state"])
    return [row for row in moved if row.pk != registration.pk]


def state_for(registration: Registration, event: EventPage, others: QuerySet[Registration]) -> str:
    """Return the RegistrationState that a registration gets beside `others` (QuerySet); one with a place keeps it."""
    confirmed = others.people(RegistrationState.CONFIRMED)
    fits = event.seats is None or confirmed + registration.people <= event.seats
    had_one = Registration.objects.filter(pk=registration.pk, state=RegistrationState.CONFIRMED).exists()
    if fits and (had_one or not others.filter(state=RegistrationState.WAITING).exists()):
        return RegistrationState.CONFIRMED
    return RegistrationState.WAITING


@transaction.atomic
def cancel_registration(registration: Registration) -> list[Registration]:
    """Take a Registration off; the first who waits and fits moves up. Returns those who moved up (list)."""
    registration.state = RegistrationState.CANCELLED
    registration.save(update_fields=["state"])
    return settle_places(registration.event)


@transaction.atomic
def restore(registration: Registration) -> list:
    """Put a cancelled Registration back, behind those who wait already. Returns the others that moved up (list)."""
    registration.state, registration.registered_at = RegistrationState.WAITING, timezone.now()
    return register(registration)


def on_event_saved(
    sender: type[Model],
    instance: Model,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs,
) -> None:
    """post_save of any page type: an event that has more places than before gives them to whoever waits."""
    if raw or created or not isinstance(instance, EventPage) or is_draft_only(update_fields):
        return
    if Registration.objects.filter(event=instance.pk, state=RegistrationState.WAITING).exists():
        settle_places(instance)


def on_registration_deleted(sender: type[Registration], instance: Registration, **kwargs) -> None:
    """post_delete of a registration: its place goes to whoever waits, unless the event is over or goes as well."""
    event = EventPage.objects.filter(pk=instance.event_id, until__gt=timezone.now()).first()
    if event and instance.state == RegistrationState.CONFIRMED:
        settle_places(event)


def connect() -> None:
    """Listen to events that change and registrations that go."""
    post_delete.connect(on_registration_deleted, sender=Registration, dispatch_uid="events-place-freed")

    post_save.connect(on_event_saved, dispatch_uid="events-more-places")
    register_telling("registrations", last_registered)
