"""Registers of participants of a few sessions of the demonstration: invented people, who come again and do not exist."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from portal.councils.choices import AgeBand, Gender
from portal.participants.choices import ConsentSource, FirstTime
from portal.participants.models import CONSENT, Participant

from .sessions import lot, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.core.models import User

    from .minutes_words import SessionStory

COUNCIL = "consejo-barrial-de-san-miguel"
SESSIONS = 4
PEOPLE = 26
#: part of them that gave their data at any one session
CAME = 0.6
AGES = (AgeBand.FROM_18, AgeBand.FROM_30, AgeBand.FROM_30, AgeBand.FROM_60)
GENDERS = (Gender.WOMEN, Gender.MEN)


def build_registers(stories: Sequence[SessionStory], user: User) -> None:
    """Make the registers of the last sessions of one council, typed in from sheets two days later."""
    own = sorted(
        (story for story in stories if story.plan.slug == COUNCIL), key=lambda story: story.plan.session.start
    )[-SESSIONS:]
    came: set[int] = set()
    rows = []
    for story in own:
        here = [number for number in range(1, PEOPLE + 1) if lot(COUNCIL, number, story.plan.number, "came") < CAME]
        rows += [invented_person(story, number, number not in came, user) for number in here]
        came |= set(here)
    Participant.objects.bulk_create(rows)


def invented_person(story: SessionStory, number: int, is_first: bool, user: User) -> Participant:
    """Return one person at one session, not stored; what she says of herself is the same each time."""
    session = story.plan.session
    person = Participant(
        session=session,
        key=uuid4(),
        name=f"Persona {number} de la Demostración",
        email=f"persona-{number}@example.org" if number % 4 else "",
        phone=f"0341 555-01{number:02d}" if number % 3 == 0 or number % 4 == 0 else "",
        organisation="Club de la Demostración" if number % 9 == 0 else "",
        neighbourhood=session.council.neighbourhood,
        age=one_of(AGES, "age", number),
        gender=one_of(GENDERS, "gender", number),
        is_first_time=FirstTime.YES if is_first else FirstTime.NO,
        consent=str(CONSENT),
        consented_on=timezone.localdate(session.start),
        consent_source=ConsentSource.SPOKEN if number % 7 == 0 else ConsentSource.SHEET,
        entered_by=user,
        entered_at=session.until + timedelta(days=2),
    )
    person.set_marks()
    return person
