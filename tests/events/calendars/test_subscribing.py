"""How a calendar gets into the reader's own, in her language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.events.calendars.subscribing import subscription


def shown(arguments):
    """Return the component as HTML."""
    return Template("{% load calendars %}{% to_my_calendar " + arguments + " %}").render(Context())


def test_webcal_is_the_same_address(settings):
    settings.BASE_URL = "https://participa.example.org"
    assert subscription("/es/agenda/calendar.ics?district=sur") == {
        "address": "https://participa.example.org/es/agenda/calendar.ics?district=sur",
        "webcal": "webcal://participa.example.org/es/agenda/calendar.ics?district=sur",
    }


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_each_calendar_has_one_sentence(language):
    with translation.override(language):
        html = shown("'/es/agenda/calendar.ics'")
    assert [name for name in ("Google Calendar:", "Apple:", "Outlook:") if name in html] == [
        "Google Calendar:", "Apple:", "Outlook:",
    ]  # fmt: skip
    assert 'href="webcal://localhost:8000/es/agenda/calendar.ics"' in html


def test_one_event_is_saved_and_not_subscribed_to():
    html = shown("'/es/taller/calendar.ics' is_single=True")
    assert 'href="/es/taller/calendar.ics"' in html
    assert "webcal" not in html


def test_an_address_cannot_break_out():
    assert '"><script>' not in shown("'/es/agenda/calendar.ics?q=\"><script>'")
