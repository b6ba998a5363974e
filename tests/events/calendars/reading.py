"""Reading calendar files back, as a neighbour's calendar does."""

import recurring_ical_events
from icalendar import Calendar


def read(response):
    """Return the Calendar of an answer."""
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def events(response):
    """Return the VEVENTs of an answer."""
    return list(read(response).walk("VEVENT"))


def one(response):
    """Return the only VEVENT of an answer."""
    (event,) = events(response)
    return event


def expanded(response, begin, end):
    """Return what a calendar program shows between two days: [(uid, start)] of what happens."""
    shown = recurring_ical_events.of(read(response)).between(begin, end)
    return sorted((str(event["uid"]), event.start) for event in shown if event["status"] != "CANCELLED")
