"""Provisional is contagious: whatever is drawn from provisional minutes says so, and no more once they are approved."""

import pytest
from django.urls import reverse
from django.utils import translation

from portal.minutes.publication import approve, publish_agreements
from portal.submissions.models import Submission
from tests.participation.quarter_city import LARGE, counted, publish_later

from .held import coming_session, held_session, published, wrote
from .telling import told, words_at

pytestmark = pytest.mark.django_db
WORDS = {"es": "provisional", "en": "provisional", "fr": "provisoire", "pt": "provisóri"}


def surfaces(west, council, session, following):
    """Return {name: address} of everything that shows something of the minutes of a session."""
    item = session.items.all()[0]
    moved = session.items.all()[1]
    matter = Submission.objects.get(kind="proposal")
    return {
        "session": session.url,
        "whole minutes": f"{session.url}minutes/",
        "versions": f"{session.url}minutes/versions/",
        "list of agreements, and the text to send": f"{session.url}minutes/agreements/",
        "aloud": f"{session.url}minutes/aloud/",
        "point": f"{session.url}items/{item.code}/",
        "point that moved on": f"{session.url}items/{moved.code}/",
        "council: past, pending, owed": council.url,
        "the next session: owed": following.url,
        "search": "/es/search/?q=feria&type=minutes",
        "suggestions": f"{reverse('suggest')}?q=acta&kind=minutes",
        "proposal": f"/es/proposals/{matter.code}/",
        "district": west.url,
        "quarter": f"{west.url}participation/",
        "one quarter": f"{west.url}participation/2026-Q3/",
    }


def said_in(client, address):
    """Return what a surface says, without the words of the search that stand in its own form."""
    return words_at(client, address).partition('id="content"')[2] or words_at(client, address)


def test_every_surface_says_provisional_until_the_minutes_are_approved(client, west, council, writer):
    quarter = counted(council, writer, LARGE).session
    session, later = held_session(council, days=20), held_session(council, days=3)
    following = coming_session(council, title="La que sigue")
    published(session, writer, told(session))
    publish_later()
    shown = surfaces(west, council, session, following)
    silent = [name for name, address in shown.items() if "provisional" not in said_in(client, address).lower()]
    assert silent == []
    for minutes in (session, quarter):
        approve(minutes, writer, later)
    shown.pop("versions")  # which keep that the first one was provisional
    speaking = [name for name, address in shown.items() if "provisional" in said_in(client, address).lower()]
    assert speaking == []


def test_the_list_of_the_same_evening_is_provisional(client, held, writer):
    wrote(held, writer, told(held))
    publish_agreements(held, writer)
    for address in (held.url, f"{held.url}minutes/agreements/"):
        assert "provisional" in said_in(client, address).lower()


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_it_is_said_in_each_language(client, held, writer, language):
    published(held, writer, told(held))
    for part in ("", "minutes/", "minutes/agreements/", "minutes/aloud/"):
        with translation.override(language):
            html = said_in(client, held.url.replace("/es/", f"/{language}/") + part)
        assert WORDS[language] in html.lower(), part


def test_paper_and_share_card_say_it(client, held, writer):
    published(held, writer, told(held))
    html = words_at(client, f"{held.url}minutes/")
    assert '<meta property="og:title" content="Acta provisional' in html
    assert "stamp__word" in html  # on paper too: nothing of it is for screens only
    assert "only-screen" not in html.partition('class="stamp')[2].partition("stamp__word")[0]
