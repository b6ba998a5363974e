"""The Atom feed of the agenda: sound, stable, current, and of any question."""

from datetime import timedelta
from email.utils import parsedate

import feedparser
import pytest
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.agendas.calendar import feed
from portal.core.publication import batch_indexing
from portal.councils.models import SessionPage
from portal.territory.models import Venue
from tests.councils.city import council, event, moment, session
from tests.factories import district_page, let_a_minute_pass, publish, terms, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def west(db):
    return district_page()


@made_once
def body(west):
    return council(west, "Consejo <Barrial> & Cía.")


def soon(days=3):
    return timezone.now().replace(hour=22, minute=0, second=0, microsecond=0) + timedelta(days=days)


def read(client, address="", language="es"):
    response = client.get(f"/{language}/agenda/feed.atom", QueryDict(address))
    assert response.status_code == 200
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def titles(client, address="", language="es"):
    return [entry.title for entry in read(client, address, language).entries]


def test_it_says_when_where_and_what(client, body):
    session(body, soon(), "La plaza del Molino: ¿<b>qué</b> hacemos?", venue_name="Club\x0bSan Miguel")
    parsed = read(client)
    (entry,) = parsed.entries
    assert entry.title == "Consejo <Barrial> & Cía."
    assert "a las 19:00. Oeste, En persona, ClubSan Miguel. La plaza del Molino" in entry.summary.replace("&lt;", "<")
    assert entry.link.startswith("http://localhost:8000/es/")
    assert parsed.feed.links[-1].rel == "self"


def test_one_online_says_so_once(client, body):
    session(body, soon(), "Una", modality="virtual", online_platform="jitsi")
    (entry,) = read(client).entries
    assert "a las 19:00. Oeste, en línea, por Jitsi. Una" in entry.summary


def test_an_entry_has_one_name_for_ever_in_every_language(client, west, body):
    page = session(body, soon(), "La plaza")
    before = read(client).entries[0].id
    translate(west, "fr")
    translate(body, "fr", title="Conseil")
    translate(page, "fr", title="La place")
    page = SessionPage.objects.get(pk=page.pk)
    page.start += timedelta(days=1)
    publish(page)
    entries = [read(client, language=language).entries[0] for language in ("es", "fr", "pt")]
    assert {entry.id for entry in entries} == {before} == {f"urn:uuid:{page.translation_key}"}
    assert [entry.title_detail.language for entry in entries] == ["es", "fr", "es"]


def test_what_changed_comes_first_and_is_newer(client, body):
    first = session(body, soon(2), "Una", slug="una")
    session(council(body.get_parent().specific, "Otro consejo"), soon(1), "Otra")
    before = {entry.title: entry.updated for entry in read(client).entries}
    first = SessionPage.objects.get(pk=first.pk)
    first.state, first.cancel_reason = "cancelled", "Corte de luz"
    publish(first)
    entries = read(client).entries
    assert [entry.title for entry in entries] == ["Cancelada: Consejo <Barrial> & Cía.", "Otro consejo"]
    assert "Corte de luz" in entries[0].summary
    assert entries[0].updated >= before["Consejo <Barrial> & Cía."]
    assert entries[1].updated == before["Otro consejo"]


def test_it_is_the_feed_of_the_question(client, west, body):
    session(body, soon(), "Una", modality="virtual")
    workshop = event(district_page("Sur", "sur"), soon(), "Taller")
    workshop.services = terms("service", "childcare")
    publish(workshop)
    assert titles(client, "district=sur&service=childcare") == ["Taller"]
    assert titles(client, "modality=virtual") == ["Consejo <Barrial> & Cía."]
    parsed = read(client, "district=sur&service=childcare")
    assert parsed.feed.title == "Agenda: Cuidado infantil · Sur"
    assert parsed.feed.links[0].href.endswith("/es/agenda/?service=childcare&district=sur")


def test_what_changed_lately_is_told_though_it_is_far_away(client, body, monkeypatch):
    monkeypatch.setattr(feed, "MOST_NEXT", 1)
    monkeypatch.setattr(feed, "MOST_CHANGED", 1)
    session(body, soon(1), "Una")
    session(body, soon(2), "Otra")
    session(body, soon(200), "Lejana")
    texts = " ".join(entry.summary for entry in read(client).entries)
    assert "Una" in texts
    assert "Lejana" in texts
    assert "Otra" not in texts


def test_only_the_public_is_told(client, body):
    session(body, soon(), "Borrador", live=False)
    session(body, soon(-30), "Pasada")
    session(
        body, soon(), "Una", modality="virtual", online_url="https://meet.example/x", logistics="llaves en portería"
    )
    content = client.get("/es/agenda/feed.atom").content.decode()
    assert content.count("<entry") == 1
    assert "meet.example" not in content
    assert "llaves" not in content


def test_who_has_it_already_is_told_so(client, body):
    session(body, soon())
    let_a_minute_pass()
    first = client.get("/es/agenda/feed.atom")
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get("/es/agenda/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = client.get("/es/agenda/feed.atom", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    assert first.content == client.get("/es/agenda/feed.atom").content


def test_a_withdrawn_entry_makes_the_feed_newer(client, body):
    session(body, soon(1), "Una")
    page = session(body, soon(2), "Otra")
    let_a_minute_pass(minutes=5)
    first, date = client.get("/es/agenda/feed.atom"), read(client).feed.updated
    page.unpublish()
    assert read(client).feed.updated > date
    headers = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get("/es/agenda/feed.atom", headers=headers).status_code == 200
    let_a_minute_pass()
    later = client.get("/es/agenda/feed.atom", headers=headers)
    assert later.status_code == 200
    assert parsedate(later["Last-Modified"]) > parsedate(first["Last-Modified"])


def test_within_the_second_of_a_change_only_the_bytes_tell(client, body):
    session(body, soon())
    PageLogEntry.objects.update(timestamp=timezone.now() + timedelta(milliseconds=900))
    fresh = client.get("/es/agenda/feed.atom")
    assert "Last-Modified" not in fresh
    assert client.get("/es/agenda/feed.atom", headers={"If-None-Match": fresh["ETag"]}).status_code == 304


def test_an_answer_to_head_is_that_to_get_without_its_text(client, body):
    session(body, soon())
    let_a_minute_pass()
    for address in ("/es/agenda/feed.atom", "/es/agenda/calendar.ics", "/es/practices/feed", "/robots.txt"):
        whole, head = client.get(address), client.head(address)
        assert dict(head.headers) == dict(whole.headers), address
        assert whole["ETag"]
        assert head.content == b""
        for name, value in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            if value in whole.headers:
                assert client.head(address, headers={name: whole[value]}).status_code == 304


def test_each_entry_has_the_moment_of_its_own_change(client, body):
    with batch_indexing():
        for number in range(1, 6):
            session(body, soon(number), f"Sesión {number}")
    assert len({entry.updated for entry in read(client).entries}) == 5
    venue = Venue.objects.create(name="Club", district=body.district)
    page = SessionPage.objects.get(title="Sesión 3")
    page.venue = venue
    page.save()  # told anew, though nobody published
    assert "Sesión 3" in read(client).entries[0].summary


def test_until_midnight_no_entry_goes_by_the_clock(client, body, monkeypatch):
    now = moment("2050-11-25 10:00")
    monkeypatch.setattr(timezone, "now", lambda: now)
    session(body, moment("2050-11-18 11:00"), "Vieja")
    now = moment("2050-11-25 18:00")
    answer = client.get("/es/agenda/feed.atom")
    now = moment("2050-11-25 23:00")
    headers = {"If-Modified-Since": answer["Last-Modified"]}
    assert client.get("/es/agenda/feed.atom").content == answer.content
    assert client.get("/es/agenda/feed.atom", headers=headers).status_code == 304
    now = moment("2050-11-26 00:10")
    assert client.get("/es/agenda/feed.atom", headers=headers).status_code == 200


def test_it_costs_few_questions(client, body, django_assert_max_num_queries):
    for number in range(5):
        session(body, soon(number))
    address = f"/es/agenda/feed.atom?district=oeste&council={body.pk}&neighbourhood=nadie"
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)
