"""What the city owes a council: open matters with their days, answers since the last session, promises; nothing hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.minutes.owed import OwedLine, owed_lines, register_owed
from portal.minutes.published import MinutesText
from portal.submission_queue.decisions import decline
from portal.submissions.models import Submission

from .held import coming_session, held_session, published
from .telling import told, words_at

pytestmark = pytest.mark.django_db


def owed_in(html):
    """Return the part of a page that says what is owed; "" where there is none."""
    return html.partition('id="owed"')[2].partition("</section>")[0]


def matter():
    """Return the only matter."""
    return Submission.objects.get(kind="proposal")


def test_an_open_matter_stands_there_with_its_days(client, council, writer):
    session = held_session(council, days=12)
    following = coming_session(council, title="La que sigue")
    published(session, writer, told(session))
    for address in (council.url, following.url):
        html = owed_in(words_at(client, address))
        assert "No pasa el camión." in html
        assert "Espera hace 12 días." in html
        assert f"/proposals/{matter().code}/" in html


def test_only_the_next_session_says_it(client, council, writer):
    session = held_session(council, days=12)
    second = coming_session(council, days=30, title="La de después")
    coming_session(council, days=10, title="La que sigue")
    published(session, writer, told(session))
    assert owed_in(words_at(client, second.url)) == ""
    assert owed_in(words_at(client, session.url)) == ""


def test_an_answer_since_the_last_session_is_read_out(client, council, writer):
    session = held_session(council, days=12)
    following = coming_session(council, title="La que sigue")
    published(session, writer, told(session))
    decline(matter(), writer, "No pasa porque la calle está cerrada.")
    html = owed_in(words_at(client, following.url))
    assert "La respuesta:" in html
    assert "la calle está cerrada" in html


def test_an_answer_from_before_the_last_session_was_read_out(client, council, writer):
    session = held_session(council, days=30)
    coming_session(council, title="La que sigue")
    published(session, writer, told(session))
    decline(matter(), writer, "No pasa porque la calle está cerrada.")
    Submission.objects.update(answered_at=timezone.now() - timedelta(days=10))
    held_session(council, days=3)
    assert owed_in(words_at(client, council.url)) == ""


def test_a_matter_that_is_not_public_is_not_said(client, council, writer):
    session = held_session(council, days=12)
    published(session, writer, told(session))
    Submission.objects.update(published_at=None)
    assert owed_in(words_at(client, council.url)) == ""


def test_five_are_shown_and_the_rest_is_folded(client, council, writer):
    session = held_session(council, days=12)
    many = {f"said.s0000{number}.text": f"Reclamo {number}" for number in range(7)}
    many |= {f"said.s0000{number}.kind": "complaint" for number in range(7)}
    published(session, writer, told(session, **many))
    html = owed_in(words_at(client, council.url))
    shown, _fold, rest = html.partition("<details")
    assert shown.count("<li>") == 5
    assert rest.count("<li>") == 3


def test_another_room_adds_its_lines(council, monkeypatch):
    monkeypatch.setattr("portal.minutes.owed._owed_sources", [])
    line = OwedLine(MinutesText("Poner dos columnas"), {"kind": "late", "word": "Atrasado"}, "/es/c/1/", "Desde mayo.")
    register_owed(lambda key, now: [line])
    assert owed_lines(council.translation_key, timezone.now()) == [line]
