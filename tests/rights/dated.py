"""What of the small city has a date: councils, sessions, events, and what is made with them."""

from datetime import date, timedelta

from portal.councils.models import CouncilPage, Series, SessionPage
from portal.events.models import EventPage, Registration
from portal.invitations.models import Invitation
from portal.minutes.models import Minutes
from tests.councils.city import council, event, session
from tests.factories import translate
from tests.participants.people import came


def pages(city, folder, place, whose):
    """Make a council with a session, and an event, each with a French version."""
    neighbourhood = city.neighbourhoods[place, whose]
    body = council(folder, city.title("council"), neighbourhood=neighbourhood)
    meeting = session(body, title=city.title("session"), neighbourhood=neighbourhood)
    translate(body, "fr", title=city.title("trad"))
    city.with_translation(meeting, place, whose)
    city.with_translation(event(folder, title=city.title("event"), neighbourhood=neighbourhood), place, whose)
    city.page(CouncilPage.objects.get(pk=body.pk), place, whose)


def first(city, model, place, whose):
    """Return the first version of such a page of this place."""
    wanted = (place, whose, False)
    found = (thing for thing in city.of(model) if (thing.place, thing.neighbourhood, thing.is_translation) == wanted)
    return model.objects.get(pk=next(found).pk)


def records(city, place, whose):
    """Make what hangs on a council, a session and an event of this place."""
    rule = {"rule": "FREQ=WEEKLY;BYDAY=TU", "first_day": "2026-11-24", "at": "19:00"}
    city.record(Series.objects.create(council=first(city, CouncilPage, place, whose), **rule), place, whose)
    day = date(2026, 1, 1) + timedelta(days=len(city.things))
    meeting = first(city, SessionPage, place, whose)
    city.record(Invitation.objects.create(session=meeting, channel="poster", used_on=day), place, whose)
    title = city.title("minutes")
    city.record(Minutes.objects.create(session=meeting, review_answer=title), place, whose, title)
    person = came(meeting, city.title("person"))
    city.record(person, place, whose, person.name)
    workshop = first(city, EventPage, place, whose)
    guest = Registration.objects.create(event=workshop, name=city.title("guest"), phone="555 0100")
    city.record(guest, place, whose)
