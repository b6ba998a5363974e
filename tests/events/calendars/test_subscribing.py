"""How a calendar gets into the reader's own, in her language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.agendas.models import CalendarPage
from portal.events.calendars.subscribing import subscription
from tests.councils.city import council, event, session
from tests.factories import district_page


class Agenda:
    """A page that has a calendar."""

    url = "/es/agenda/"


def shown(page=None, query=""):
    """Return the component as HTML."""
    context = Context({"page": page or Agenda(), "query": query})
    return Template("{% load calendars %}{% to_my_calendar page query %}").render(context)


def test_webcal_is_the_same_address(settings):
    settings.BASE_URL = "https://participa.example.org"
    assert subscription("/es/agenda/calendar.ics?district=sur") == {
        "address": "https://participa.example.org/es/agenda/calendar.ics?district=sur",
        "webcal": "webcal://participa.example.org/es/agenda/calendar.ics?district=sur",
    }


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_each_calendar_has_one_sentence(language):
    with translation.override(language):
        html = shown()
    assert [name for name in ("Google Calendar:", "Apple:", "Outlook:") if name in html] == [
        "Google Calendar:", "Apple:", "Outlook:",
    ]  # fmt: skip
    assert f'href="webcal://localhost:8000/{language}/agenda/calendar.ics"' in html


@pytest.mark.django_db
def test_one_event_is_saved_and_not_subscribed_to():
    page = event(district_page())
    html = shown(page)
    assert f'href="{page.url}calendar.ics"' in html
    assert "webcal" not in html


@pytest.mark.django_db
def test_each_page_with_a_calendar_says_how_to_take_it(client):
    folder = district_page()
    body = council(folder)
    pages = [event(folder), body, session(body), CalendarPage.objects.get(locale__language_code="es")]
    for page in pages:
        assert f"{page.url}calendar.ics" in client.get(page.url).content.decode(), page


def test_an_address_cannot_break_out():
    assert '"><script>' not in shown(query='?q="><script>')
