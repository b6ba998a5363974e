"""A council's agendas and its backlog, as the tests of what was not reached read them."""

from datetime import timedelta

from django.utils import timezone

from portal.councils.items import public_items
from portal.councils.models import SessionPage
from portal.minutes.backlog import place_backlog, review_backlog
from portal.minutes.models import Placement
from portal.series.reschedule import move

from .held import published, written

PLAZA = "La plaza"


def stored(page):
    return SessionPage.objects.get(pk=page.pk)


def drafted(page):
    return [item.title for item in stored(page).get_latest_revision_as_object().items.all()]


def public(page):
    return [item.title for item in public_items(stored(page))]


def outcome_of(session, number, outcome):
    """Return the draft in which one point of a session (by its place) has another outcome than treated."""
    return written(session) | {f"item.{list(session.items.all())[number].code}.outcome": outcome}


def moved(session, user, number=0):
    """Publish minutes that move one point on."""
    return published(session, user, outcome_of(session, number, "moved"))


def clock():
    place_backlog(timezone.now())
    review_backlog(timezone.now())


def history():
    return [(date.session_id, date.end) for date in Placement.objects.order_by("pk")]


def begin(session, user):
    """Let a coming session have been held an hour ago."""
    move(session, timezone.now() - timedelta(hours=1), None, "", user)


def correct(session, user, outcome="treated"):
    return published(session, user, outcome_of(session, 0, outcome), reason="Nos equivocamos.")
