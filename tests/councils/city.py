"""Councils, sessions and events of a small city, for the tests of everything that has a date."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.models import Announcement, EventChange, EventPage
from portal.events.publication_log import settle
from tests.factories import numbers, publish


def moment(when):
    """Return an aware datetime: of a text such as "2026-11-24 19:00" or a naive datetime in the city's zone, or as it is."""
    when = datetime.fromisoformat(when) if isinstance(when, str) else when
    return timezone.make_aware(when) if timezone.is_naive(when) else when


def added(parent, model, live=True, **fields):
    """Return a new page below `parent`, in its language; published unless `live` is False."""
    fields.setdefault("slug", f"{model._meta.model_name}-{next(numbers)}")
    page = parent.add_child(instance=model(locale=parent.locale, live=False, **fields))
    if live:
        return publish(page)
    page.save_revision()
    return page


def council(folder, title="Consejo Barrial de La Cañada", **fields):
    """Return a new published council below the page of a district."""
    return added(folder, CouncilPage, title=title, **fields)


def session(council, start="2026-11-24 19:00", title="La plaza del Molino", **fields):
    """Return a new published session of a council; `items` are AgendaItems (see `item`)."""
    if fields.get("end"):
        fields["end"] = moment(fields["end"])
    return added(council, SessionPage, start=moment(start), title=title, **fields)


def event(folder, start="2026-11-24 19:00", title="Taller de compost", **fields):
    """Return a new published event below the page of a district."""
    if fields.get("end"):
        fields["end"] = moment(fields["end"])
    return added(folder, EventPage, start=moment(start), title=title, **fields)


def item(title="La plaza", internal=False, locale=None, **fields):
    """Return a point of an agenda for `session(…, items=[…])`; `internal` ones are for the team only."""
    from tests.factories import locale as locale_of

    fields["visibility"] = ItemVisibility.INTERNAL if internal else ItemVisibility.PUBLIC
    return AgendaItem(title=title, locale=locale or locale_of("es"), **fields)


def long_known(page):
    """Return an event that the public has known as it is for a month: what changes now is no correction of a mistake."""
    settle([page.translation_key])  # where many are made at once, they are announced at the end
    month = timedelta(days=30)
    told = Announcement.objects.filter(key=page.translation_key)
    told.update(first_at=F("first_at") - month, changed_at=F("changed_at") - month)
    EventChange.objects.filter(announcement__in=told).update(at=F("at") - month)
    return page
