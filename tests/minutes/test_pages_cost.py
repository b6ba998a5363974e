"""What minutes cost the pages that show them: few queries, as many for one row as for twenty."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.registry import _sections
from portal.councils import session_rows

from .held import coming_session, held_session, published
from .telling import told

pytestmark = pytest.mark.django_db


def queries(client, address):
    """Return how many queries a page asks, known terms and settings being at hand."""
    client.get(address)
    cache.clear()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def without_minutes(monkeypatch):
    """Let no page show anything of minutes."""
    for place, sections in list(_sections.items()):
        kept = [section for section in sections if not section.template.startswith("minutes/")]
        monkeypatch.setitem(_sections, place, kept)
    monkeypatch.setattr(session_rows, "_note_sources", [])


def many(session, count):
    """Return a draft with so many rows of each kind."""
    first = session.items.all()[0]
    rows = {}
    for number in range(count):
        rows |= {
            f"agreement.a{number:05}.text": f"Acuerdo {number}",
            f"agreement.a{number:05}.item": first.code,
            f"said.s{number:05}.text": f"Reclamo {number}",
            f"said.s{number:05}.kind": "complaint",
        }
    return told(session, **rows)


def test_the_page_of_a_session_asks_at_most_six_more(client, council, held, writer, monkeypatch):
    coming_session(council, title="La que sigue")
    published(held, writer, told(held))
    with_them = queries(client, held.url)
    without_minutes(monkeypatch)
    assert with_them - queries(client, held.url) <= 6


def test_the_page_of_the_next_session_asks_at_most_six_more(client, council, held, writer, monkeypatch):
    following = coming_session(council, title="La que sigue")
    published(held, writer, told(held))
    with_them = queries(client, following.url)
    without_minutes(monkeypatch)
    assert with_them - queries(client, following.url) <= 6


def test_the_page_of_a_council_asks_at_most_four_more(client, council, held, writer, monkeypatch):
    coming_session(council, title="La que sigue")
    published(held, writer, told(held))
    with_them = queries(client, council.url)
    without_minutes(monkeypatch)
    assert with_them - queries(client, council.url) <= 4


def test_one_row_costs_as_much_as_twenty(client, council, writer):
    few, full = held_session(council, days=3), held_session(council, days=2)
    published(few, writer, many(few, 1))
    published(full, writer, many(full, 20))
    for part in ("", "minutes/", "minutes/agreements/", "minutes/aloud/"):
        assert queries(client, few.url + part) == queries(client, full.url + part), part


def test_a_council_of_twenty_sessions_costs_as_much_as_one_of_one(client, west, council, writer):
    from tests.councils import city

    small = city.council(west, title="Consejo Barrial del Puerto")
    for place, count in ((small, 1), (council, 12)):
        coming_session(place, title="La que sigue")
        for number in range(count):
            session = held_session(place, days=number + 2)
            published(session, writer, told(session))
    assert queries(client, small.url) == queries(client, council.url)
