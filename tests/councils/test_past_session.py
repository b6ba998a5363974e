"""A date that is over is asked twice in the forms of events and sessions; one that stood there before asks nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.councils.models import SessionPage
from portal.events.models import EventPage
from tests.events.test_event_form import form as event_data

from . import city
from .test_session_form import add, point, session_data

pytestmark = pytest.mark.django_db

CHECKBOX = 'type="checkbox" name="sure"'


def written(days):
    """Return how an editor writes a date in so many days."""
    return f"{timezone.localtime() + timedelta(days=days):%d/%m/%Y %H:%M}"


def edit(client, page, data):
    """Post the form of a page; return (status, HTML)."""
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("button", [{}, {"action-publish": "1"}])
def test_a_new_session_in_the_past_is_asked_twice(admin_client, council, button):
    start = written(-3)
    data = session_data([point("La plaza")], start=start, sure="", lead="Lo que escribí", **button)
    html = add(admin_client, council, "sessionpage", data).content.decode()
    assert "ya pasó. Corrige la fecha, o marca abajo que es así." in html
    assert CHECKBOX in html
    for typed in (f'value="{start}"', "Lo que escribí", 'value="La plaza"'):
        assert typed in html
    assert not SessionPage.objects.exists()
    assert add(admin_client, council, "sessionpage", data | {"sure": "on"}).status_code == 302


def test_a_coming_date_is_not_asked(admin_client, council):
    url = reverse("wagtailadmin_pages:add", args=["councils", "sessionpage", council.pk])
    assert 'name="sure"' not in admin_client.get(f"{url}?whole=1").content.decode()
    data = session_data(start=written(3), sure="")
    assert add(admin_client, council, "sessionpage", data).status_code == 302


def test_what_is_long_over_is_edited_without_a_question(admin_client, council):
    session = city.session(council, timezone.now() - timedelta(days=40), items=[city.item("La plaza")])
    stood = f"{timezone.localtime(session.start):%d/%m/%Y %H:%M}"  # a form asks no seconds
    rows = inline_formset([{**point("La plaza, otra vez"), "id": str(session.items.get().pk)}], initial=1)
    data = session_data(slug=session.slug, start=stood, sure="", **{"action-publish": "1"})
    data |= nested_form_data({"items": rows})
    assert edit(admin_client, session, data)[0] == 302
    assert SessionPage.objects.get().items.get().title == "La plaza, otra vez"
    status, html = edit(admin_client, session, data | {"start": written(-41)})
    assert (status, CHECKBOX in html) == (200, True)


def test_an_event_that_moves_into_the_past_is_asked_twice(admin_client, west):
    event = city.event(west, timezone.now() + timedelta(days=5))
    data = event_data(slug=event.slug, start=written(-2), end=written(-1), sure="")
    status, html = edit(admin_client, event, data)
    assert (status, CHECKBOX in html) == (200, True)
    assert "Termina antes de empezar" not in html  # the end is compared with what was typed
    assert edit(admin_client, event, data | {"sure": "on"})[0] == 302


def test_what_lasts_all_day_is_over_when_its_day_is(admin_client, west):
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", west.pk])
    today = f"{timezone.localtime():%d/%m/%Y} 00:00"
    assert admin_client.post(url, event_data(start=today, end="", sure="", all_day="on")).status_code == 302
    assert EventPage.objects.count() == 1
    yesterday = event_data(start=written(-1), end="", sure="", all_day="on", slug="ayer")
    assert CHECKBOX in admin_client.post(url, yesterday).content.decode()
