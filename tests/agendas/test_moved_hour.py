"""A session that begins an hour later on the same day: every place says that the hour changed, and none the day."""

import html
from datetime import UTC, timedelta
from itertools import count

import pytest
from django.utils import timezone

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.plain_text import as_message
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.agendas.weekly.rendition import edition_reading
from portal.councils.models import SessionPage
from portal.series.reschedule import move
from tests.councils.city import council, long_known, moment, session
from tests.factories import district_page
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-16 10:00")
OLD, NEW, NEXT = moment("2026-11-19 18:00"), moment("2026-11-19 19:00"), moment("2026-11-20 18:00")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """It is Monday of the week of the session; each look at the clock is a little later."""
    looks = count()
    monkeypatch.setattr(timezone, "now", lambda: NOW.astimezone(UTC) + timedelta(milliseconds=next(looks)))


@made_once
def plaza(db):
    return long_known(session(council(district_page()), OLD, "La plaza", venue_name="Club San Miguel"))


def text(client, address):
    """Return what an address says, without folds of a calendar file."""
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode().replace("\r\n ", ""))


def sign():
    """Return the issue of the week, published now."""
    return publish_weekly_issue(WeeklyIssue.objects.create(week="2026-W47"), send=False)


LISTS = ("/es/agenda/", "/es/agenda/?view=list", "/es/agenda/?view=month")
FEEDS = ("/es/agenda/feed.atom", "/es/agenda/calendar.ics")


def test_every_place_says_that_the_hour_changed(client, plaza):
    move(plaza, NEW, None, "Fumigación", None)
    page = SessionPage.objects.get(pk=plaza.pk)
    places = [page.url, page.council.url, *LISTS, *FEEDS, f"{page.url}calendar.ics", f"{page.url}invitation/poster-a4/"]
    for address in places:
        said = text(client, address)
        assert "Cambió de hora" in said, address
        assert "Cambió de día" not in said, address
        assert "Nueva fecha" not in said, address
    for address in (page.url, *FEEDS, f"{page.url}calendar.ics"):
        assert "Antes era a las 18:00" in text(client, address), address
    assert "antes era a las 18:00" in text(client, f"{page.url}invitation/poster-a4/")
    assert "presta atención a la hora nueva" in text(client, f"{page.url}invitation/texts/")
    assert "<title>Cambió de hora: Consejo" in text(client, FEEDS[0])
    assert "Fumigación" in text(client, FEEDS[0])
    assert "EventRescheduled" in text(client, page.url)


def test_a_weekly_agenda_that_was_signed_before_says_it(client, plaza):
    issue = sign()
    move(plaza, NEW, moment("2026-11-19 21:00"), "", None)
    said = text(client, "/es/agenda/2026-W47/")
    assert "Cambió de hora: antes 18:00, ahora 19:00." in said
    assert "Nueva hora" in said
    assert "Cambió de día" not in said
    reading = edition_reading(issue.editions.get(audience="public", language="es"), issue)
    (day,) = (day for day in reading.days if day.rows)
    was, now = day.rows
    assert (was["off"], was["shown_state"]["word"]) == (True, "Cambió de hora")
    assert (now["hour_words"], now["hours_words"]) == ("19:00", "de 19:00 a 21:00")
    message = as_message(reading, "http://localhost/")
    assert "CAMBIÓ DE HORA" in message
    assert "DÍA" not in message


def test_a_weekly_agenda_that_is_signed_afterwards_says_it(client, plaza):
    move(plaza, NEW, None, "", None)
    sign()
    said = text(client, "/es/agenda/2026-W47/")
    assert "Cambió de hora" in said
    assert "Cambió de día" not in said
    assert "Antes: jueves 19 de noviembre, 18:00" in said


def test_what_moved_to_another_day_says_the_day(client, plaza):
    move(plaza, NEXT, None, "", None)
    for address in (plaza.url, *LISTS, *FEEDS, f"{plaza.url}calendar.ics"):
        said = text(client, address)
        assert "Cambió de día" in said or "Nueva fecha" in said, address
        assert "Cambió de hora" not in said, address
