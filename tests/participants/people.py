"""Participants of a session that was held yesterday, and what a browser sends of a line of the sheet."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from portal.participants.models import CONSENT, Participant
from tests.councils import city

YESTERDAY = timezone.localtime().replace(hour=19, minute=0, second=0, microsecond=0) - timedelta(days=1)


def held(council, days=0, **fields):
    """Return a session that was held yesterday, or `days` earlier."""
    return city.session(council, YESTERDAY - timedelta(days=days), **fields)


def came(session, name="Marta Pérez", **fields):
    """Return a new participant of a session."""
    consent = {"consent": str(CONSENT), "consent_source": "sheet", "consented_on": YESTERDAY.date()}
    return Participant.objects.create(session=session, name=name, **{**consent, **fields})


def line(**typed):
    """Return what a browser sends of one line."""
    return {
        "key": str(uuid4()),
        "name": "Marta Pérez",
        "phone": "0341 555 0148",
        "email": "marta@example.org",
        "organisation": "Club Molino",
        "neighbourhood": "",
        "age": "30-59",
        "gender": "women",
        "is_first_time": "yes",
        "consent_source": "sheet",
        "consented_on": YESTERDAY.date().isoformat(),
        "another": "1",
        **typed,
    }


def entry(session):
    """Return the address at which lines of a session are typed in."""
    return reverse("participant_entry", args=[session.pk])


def listed(session):
    """Return the address of the list of a session."""
    return reverse("participant_list", args=[session.pk])
