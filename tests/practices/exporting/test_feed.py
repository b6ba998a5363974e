"""The Atom feed of a question: valid, with ids that stay, dates that mean something, and a cheap second visit."""

from email.utils import parsedate

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db


def feed(client, query="", code="es"):
    """Return the parsed feed of a question."""
    response = client.get(f"/{code}/practices/feed{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
def test_a_feed_is_valid_in_every_language(client, full, code):
    parsed = feed(client, code=code)
    (entry,) = parsed.entries
    assert entry.id == f"http://localhost:8000/p/{full.reference}"
    assert entry.author == full.institution
    assert entry.link.startswith(f"http://localhost:8000/{code}/")
    assert entry.title == (full.title if code != "fr" else "Les sous de la rue")
    assert entry.rights == "CC BY 4.0"
    assert parsed.feed.language == code
    assert f"/{code}/practices/feed" in parsed.feed.id
    assert parsed.feed.updated == entry.updated


def test_a_feed_answers_the_question_with_the_newest_first(client):
    factories.practice("Consejo viejo", types=["council"], place_country="AR")
    factories.practice("Huerta", types=["initiative"])
    factories.practice("Consejo nuevo", types=["council"], place_country="MX")
    parsed = feed(client, "?type=council&sort=title")
    assert [entry.title for entry in parsed.entries] == ["Consejo nuevo", "Consejo viejo"]
    assert [link.href for link in parsed.feed.links if link.rel == "alternate"] == [
        "http://localhost:8000/es/experiencias/?type=council&sort=title"
    ]
    assert [entry.title for entry in feed(client, "?q=huertas").entries] == ["Huerta"]


def test_control_characters_do_not_break_it(client):
    factories.practice("Uno\x0bdos", lead="tres\x01 <b>&", institution="\x02Vecinal")
    (entry,) = feed(client, "?q=dos%01%0b&type=%02").entries or feed(client).entries
    assert entry.title == "Unodos"
    assert entry.summary == "tres &lt;b&gt;&amp;"


def test_an_empty_feed_is_valid_and_stays_the_same(client):
    first, second = (client.get("/es/practices/feed?q=xyzzyx") for _time in range(2))
    assert feed(client, "?q=xyzzyx").entries == []
    assert first["ETag"] == second["ETag"]


def test_whoever_has_it_gets_304(client, full):
    factories.let_a_minute_pass()
    response = client.get("/es/practices/feed")
    etag, modified = response["ETag"], response["Last-Modified"]
    assert client.get("/es/practices/feed", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/es/practices/feed", headers={"If-Modified-Since": modified}).status_code == 304
    factories.practice("Nueva")
    assert client.get("/es/practices/feed", headers={"If-None-Match": etag}).status_code == 200


def test_a_withdrawn_practice_makes_the_feed_newer(client, full):
    practice = factories.practice("Nueva")
    factories.let_a_minute_pass(minutes=5)
    first, date = client.get("/es/practices/feed"), feed(client).feed.updated
    practice.unpublish()
    headers = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/es/practices/feed", headers=headers).status_code == 200
    assert feed(client).feed.updated > date
    factories.let_a_minute_pass()
    later = client.get("/es/practices/feed", headers=headers)
    assert later.status_code == 200
    assert parsedate(later["Last-Modified"]) > parsedate(first["Last-Modified"])


def test_the_number_of_queries_does_not_grow(client, full):
    feed(client)
    with CaptureQueriesContext(connection) as one:
        feed(client)
    for number in range(6):
        factories.practice(f"Consejo {number}", types=["council"])
    with CaptureQueriesContext(connection) as many:
        assert len(feed(client).entries) == 7
    assert len(one) == len(many) <= 15
