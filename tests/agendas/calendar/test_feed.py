"""The Atom feed of the agenda: sound, stable, current, and of any question."""

from datetime import timedelta

import feedparser
import pytest
from django.http import QueryDict
from django.utils import timezone

from portal.agendas.calendar import feed
from portal.councils.models import SessionPage
from tests.councils.city import council, event, session
from tests.factories import district_page, publish, terms, translate
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
    first = client.get("/es/agenda/feed.atom")
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get("/es/agenda/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = client.get("/es/agenda/feed.atom", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    assert first.content == client.get("/es/agenda/feed.atom").content


def test_it_costs_few_questions(client, body, django_assert_max_num_queries):
    for number in range(5):
        session(body, soon(number))
    address = f"/es/agenda/feed.atom?district=oeste&council={body.pk}&neighbourhood=nadie"
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)
