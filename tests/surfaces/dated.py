"""How to make what has a date: councils, events, sessions."""

from datetime import timedelta

from django.utils import timezone

from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.models import EventPage, Registration
from portal.participants.models import Participant

from .words import COMMON, word

DAY = timezone.now() + timedelta(days=1)


def council_page(key, **more):
    """Return a council that nobody stored yet."""
    return CouncilPage(lead=f"{COMMON} {word('text', key)}", audience=word("place", key), **more)


def event_page(key, model=EventPage, **more):
    """Return an event of tomorrow that nobody stored yet."""
    said = {"lead": f"{COMMON} {word('text', key)}", "text": f"<p>{word('text', key)}</p>", "start": DAY}
    return model(**said, venue_name=word("place", key), **more)


def session_page(key, **more):
    """Return a session of tomorrow that nobody stored yet, with a point to discuss."""
    page = event_page(key, SessionPage, **more)
    if "locale" in more:
        page.items = [AgendaItem(title=word("title", key), text=word("text", key), locale=more["locale"])]
    return page


def guest(key, event):
    """Store and return a registration for an event, with a word of its key in each of its fields."""
    email = f"{word('slug', key)}@example.org"
    marked = {"name": word("person", key), "phone": word("place", key), "needs": word("text", key)}
    return Registration.objects.create(event=event, email=email, **marked)


def participant(key, session):
    """Store and return a participant of a session, with a word of its key in each of its texts."""
    email = f"{word('slug', key)}@example.org"
    marked = {"name": word("person", key), "phone": word("place", key), "organisation": word("title", key)}
    return Participant.objects.create(session=session, email=email, **marked)
