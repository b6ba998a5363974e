"""A session that was held, and minutes of it: what the tests of this room begin with."""

from datetime import timedelta

from django.utils import timezone

from portal.minutes.models import Minutes
from portal.minutes.publication import publish_minutes
from portal.minutes.saving import save_draft
from tests.councils import city

#: numbers that fit each other: 41 people
COUNTS = {
    "count.hall": "30",
    "count.online": "11",
    "age.under-18": "6",
    "age.18-29": "9",
    "age.30-59": "16",
    "age.60-plus": "10",
    "gender.women": "22",
    "gender.men": "19",
}


def held_session(council, days=1, items=("La plaza", "La luz de la esquina"), **fields):
    """Return a published session of a council that was held some days ago; `items` are titles or AgendaItems."""
    points = [city.item(item) if isinstance(item, str) else item for item in items]
    start = timezone.now() - timedelta(days=days)
    return city.session(council, start, items=points, **fields)


def coming_session(council, days=14, **fields):
    """Return a published session of a council that is held some days from now."""
    return city.session(council, timezone.now() + timedelta(days=days), **fields)


def written(session, **more):
    """Return a whole draft {key: text}: every point treated, 41 people; `more` writes over it, `__` standing for a dot."""
    outcomes = {f"item.{item.code}.outcome": "treated" for item in session.items.all()}
    return {**outcomes, **COUNTS, **{key.replace("__", "."): text for key, text in more.items()}}


def wrote(session, user, content):
    """Store a draft as it is, whatever was there before."""
    stored = Minutes.objects.filter(session=session).first()
    return save_draft(session, user, stored.draft if stored else {}, content)


def published(session, user, content=None, reason=""):
    """Return the minutes of a session, published with this content (a whole draft when None)."""
    wrote(session, user, written(session) if content is None else content)
    return publish_minutes(session, user, reason=reason)
