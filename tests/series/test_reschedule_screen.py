"""The screen that moves a session: dates as they are typed, a past one asked twice, a message that says what happened."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.models import SessionPage
from tests.councils.city import council, session
from tests.districts.teams import browser
from tests.factories import district_page
from tests.office.dashboard.office import member
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def west(db):
    return district_page()


@made_once
def editor(west):
    return browser(member(Role.EDITOR, west))


@made_once
def meeting(west):
    """A public session in ten days, at seven."""
    start = (timezone.localtime() + timedelta(days=10)).replace(hour=19, minute=0, second=0, microsecond=0)
    return session(council(west), start, venue_name="Club")


def sent(client, page, **answers):
    """Return the answer to the form of another date."""
    return client.post(reverse("event_move", args=[page.pk]), {"reason": "El club está ocupado.", **answers})


def said(response):
    """Return the texts of the messages that an answer leaves for the next screen."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def begins(page):
    return timezone.localtime(SessionPage.objects.get(pk=page.pk).start)


def test_a_date_typed_as_people_write_it_is_that_date(editor, meeting):
    wanted = timezone.localtime() + timedelta(days=12)
    assert sent(editor, meeting, start=f"{wanted:%d/%m/%Y} 20:30").status_code == 302
    assert f"{begins(meeting):%Y-%m-%d %H:%M}" == f"{wanted:%Y-%m-%d} 20:30"


@pytest.mark.parametrize("typed", ["el viernes a las ocho", "31/02/2027 20:00", "04/12/2027"])
def test_what_cannot_be_read_stays_in_its_field_and_changes_nothing(editor, meeting, typed):
    before = begins(meeting)
    response = sent(editor, meeting, start=typed)
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()
    assert "31/12/2026 20:00" in str(response.context["form"].errors["start"])
    assert begins(meeting) == before


def test_a_past_date_asks_twice(editor, meeting):
    past = f"{timezone.localtime() - timedelta(days=3):%d/%m/%Y} 20:00"
    shown = editor.get(reverse("event_move", args=[meeting.pk])).content.decode()
    assert 'type="checkbox" name="sure"' not in shown
    response = sent(editor, meeting, start=past)
    assert response.status_code == 422
    assert 'type="checkbox" name="sure"' in response.content.decode()
    assert begins(meeting) > timezone.now()
    assert sent(editor, meeting, start=past, sure="on").status_code == 302
    assert begins(meeting) < timezone.now()


def test_the_message_says_both_dates_and_leads_back(editor, meeting):
    before = begins(meeting)
    wanted = before + timedelta(days=2, hours=1)
    words = said(sent(editor, meeting, start=f"{wanted:%d/%m/%Y %H:%M}"))
    assert f"{before.day} de " in words
    assert "19:00" in words
    assert f"{wanted.day} de " in words
    assert "20:00" in words
    assert "Ya se ve así" in words
    assert "Volver a la fecha de antes" in words
    back = words.split('href="')[1].split('"')[0].replace("&amp;", "&")
    form = editor.get(back).context["form"]
    assert form["start"].value() == before.replace(tzinfo=None)
    assert form["reason"].value()


def test_a_cancelled_one_is_brought_back_from_its_message(editor, meeting):
    words = said(editor.post(reverse("event_cancel", args=[meeting.pk]), {"reason": "Hay tormenta."}))
    assert f"{begins(meeting).day} de " in words
    assert reverse("event_revive", args=[meeting.pk]) in words


def test_who_leaves_with_something_typed_is_warned(editor, meeting):
    shown = editor.get(reverse("event_move", args=[meeting.pk])).content.decode()
    assert "beforeunload@window-&gt;w-unsaved#confirm" in shown.replace("->", "-&gt;")


@pytest.mark.parametrize("asked", ["2026-13-45T10:00:00+00:00", "0001-01-01T00:00:00+00:00", "mañana", "2026-12-31"])
def test_an_address_with_a_date_that_is_none_shows_the_form(editor, meeting, asked):
    shown = editor.get(reverse("event_move", args=[meeting.pk]), {"start": asked})
    assert shown.status_code == 200
    assert (
        meeting.start.astimezone(timezone.get_current_timezone()).strftime("%Y-%m-%d %H:%M") in shown.content.decode()
    )
