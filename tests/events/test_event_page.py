"""The page of an event: what it says, in which language, and who learns the link to join."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.events.models import EventPractice, EventState, JoinVisibility, Modality
from portal.territory.models import Unit, Venue
from tests.councils import city
from tests.factories import district_page, locale, practice, publish, terms
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 25, 22, 0, tzinfo=UTC)  # 19:00 in the city
LINK = "https://meet.example/secreto"
BEFORE = "2026-11-23 12:00"


@made_once
def folder(db):
    return district_page()


@pytest.fixture
def freezer(monkeypatch):
    """Return a function that sets what time it is (city's time as text)."""

    def set_to(text):
        monkeypatch.setattr(timezone, "now", lambda: city.moment(text).astimezone(UTC))

    return set_to


def hybrid(folder, **fields):
    """Return a published hybrid workshop with everything that a page can show."""
    venue = Venue.objects.create(
        district=folder.record, name="Club San Miguel", address="Güemes 2400", directions="Líneas 115 y 122",
        step_free=True, latitude=-32.9, longitude=-60.6,
    )  # fmt: skip
    unit = Unit.objects.create(code="cercania", name="Equipo de cercanía")
    fields = {
        "modality": Modality.HYBRID, "venue": venue, "online_url": LINK, "online_platform": "zoom", "phone_in": "0800 555",
        "phone_code": "031", "unit": unit, "contact_phone": "555 0148", "lead": "Aprende a hacer compost.",
        "venue_hint": "salón grande", "conditions": "Trae ropa cómoda", "logistics": "40 sillas y llaves",
        "end": START + timedelta(hours=2), "state": EventState.CONFIRMED, **fields,
    }  # fmt: skip
    return city.event(folder, START, "Taller de compost", **fields)


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response, response.content.decode()


def json_ld_of(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


def test_the_page_says_when_where_and_how_both_ways(client, folder, freezer):
    freezer(BEFORE)
    page = hybrid(folder)
    _response, html = read(client, page)
    for words in (
        "Miércoles 25 de noviembre, de 19:00 a 21:00", "en 2 días", "Club San Miguel", "Güemes 2400", "salón grande",
        "entrada sin escalones", "Desde tu casa", "miércoles 25 de noviembre a las <strong>18:45</strong>", "0800 555",
        "031", "Equipo de cercanía", "Trae ropa cómoda", "Confirmada", "Español",
    ):  # fmt: skip
        assert words in html, words
    assert "40 sillas" not in html
    assert 'class="duo"' in html


def test_where_it_is_begins_like_a_sentence(client, folder, freezer):
    freezer(BEFORE)
    _response, html = read(client, hybrid(folder, modality=Modality.VIRTUAL, venue=None, venue_hint=""))
    assert "</span>. En línea, por Zoom." in html
    assert html.count("En línea, por Zoom") == 3  # the description for search engines, the lead, the facts


@pytest.mark.parametrize(
    ("visibility", "now", "shown"),
    [
        (JoinVisibility.PUBLIC, BEFORE, True),
        (JoinVisibility.WINDOW, BEFORE, False),
        (JoinVisibility.WINDOW, "2026-11-25 18:46", True),
        (JoinVisibility.WINDOW, "2026-11-25 21:01", False),
        (JoinVisibility.REGISTERED, "2026-11-25 19:10", False),
    ],
)
def test_the_link_is_on_the_page_only_when_it_may_be(client, folder, freezer, visibility, now, shown):
    freezer(now)
    response, html = read(client, hybrid(folder, join_visibility=visibility))
    assert (LINK in html) is shown
    assert (response.get("Cache-Control") == "private, no-store") is shown
    assert LINK not in json.dumps(json_ld_of(html))


def test_the_page_is_not_kept_beyond_the_opening(client, folder, freezer):
    page = hybrid(folder)
    freezer("2026-11-25 18:44")
    assert read(client, page)[0]["Cache-Control"] == "private, max-age=60"
    freezer("2026-11-25 18:44:40")
    assert read(client, page)[0]["Cache-Control"] == "private, max-age=20"


def test_a_page_without_a_link_says_nothing_about_keeping(client, folder):
    page = city.event(folder, START, "Feria", venue_name="Plaza")
    assert not read(client, page)[0].has_header("Cache-Control")


def test_a_cancelled_event_says_why_and_leads_nowhere(client, folder, freezer):
    freezer(BEFORE)
    page = hybrid(folder, state=EventState.CANCELLED, cancel_reason="Por la tormenta", join_visibility="public")
    _response, html = read(client, page)
    assert "Se canceló." in html
    assert "Por la tormenta" in html
    assert LINK not in html
    assert "Cómo participar" not in html
    assert json_ld_of(html)["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_moved_event_says_the_day_it_was_announced_for(client, folder, freezer):
    freezer(BEFORE)
    page = city.long_known(hybrid(folder))
    page.start, page.end = START + timedelta(days=1), START + timedelta(days=1, hours=2)
    page = publish(page)
    _response, html = read(client, page)
    assert "Antes era el miércoles 25 de noviembre a las 19:00." in html
    assert "Cambió de día" in html
    data = json_ld_of(html)
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2026-11-25T19:00:00-03:00"
    assert data["startDate"] == "2026-11-26T19:00:00-03:00"


def test_the_reason_is_said_in_its_own_language_until_somebody_translates_it(client, folder, freezer):
    freezer(BEFORE)
    page = hybrid(folder)
    french = page.copy_for_translation(locale("fr"), copy_parents=True)
    french.title, french.cancel_reason = "Atelier de compost", ""
    french = publish(french)
    page.state, page.cancel_reason = EventState.CANCELLED, "Por la tormenta"
    publish(page)
    _response, html = read(client, french)
    assert '<span lang="es">Por la tormenta</span>' in html
    assert "Annulée" in html


def test_structured_data_of_a_hybrid_event(client, folder, freezer):
    freezer(BEFORE)
    page = hybrid(folder, seats=30, lead="</script><b>&")
    data = json_ld_of(read(client, page)[1])
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["location"][1]["url"].endswith(page.url)
    assert (data["endDate"], data["maximumAttendeeCapacity"]) == ("2026-11-25T21:00:00-03:00", 30)
    assert data["description"] == "</script><b>&"


def test_structured_data_of_whole_days_are_days(folder):
    from portal.events.json_ld import event_data

    page = city.event(folder, "2026-11-27 00:00", "Encuentro", all_day=True, end="2026-11-29 00:00")
    assert (event_data(page)["startDate"], event_data(page)["endDate"]) == ("2026-11-27", "2026-11-29")


def test_practices_shown_there_are_public_ones_in_the_readers_language(client, folder, freezer):
    freezer(BEFORE)
    shown, draft = practice("Canteros con padrinos"), practice("Secreta", live=False)
    page = hybrid(folder)
    page.practice_links = [EventPractice(practice=draft, sort_order=0), EventPractice(practice=shown, sort_order=1)]
    page = publish(page)
    _response, html = read(client, page)
    assert "Canteros con padrinos" in html
    assert "Secreta" not in html


def test_what_is_in_another_language_only_is_labelled(client, folder, freezer):
    freezer(BEFORE)
    page = hybrid(folder)
    response = client.get(page.url.replace("/es/", "/fr/"))
    html = response.content.decode()
    assert '<h1 class="head__title" lang="es">Taller de compost</h1>' in html
    assert "mercredi 25 novembre" in html.lower()


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
def test_the_page_in_four_languages_asks_the_same_few_questions(
    client, folder, freezer, code, django_assert_max_num_queries
):
    freezer(BEFORE)
    page = hybrid(folder, seats=30)
    page.services, page.themes = terms("service", "childcare", "sign-language"), terms("theme", "environment")
    page.practice_links = [EventPractice(practice=practice(f"Huerta {number}")) for number in range(4)]
    page = publish(page)
    versions = {"es": page}
    for other in ("en", "fr", "pt"):
        versions[other] = publish(page.copy_for_translation(locale(other), copy_parents=True))
    client.get(versions[code].url)
    with django_assert_max_num_queries(36):
        _response, html = read(client, versions[code])
    heading = {"es": "Desde tu casa", "en": "From home", "fr": "Depuis chez vous", "pt": "Da sua casa"}[code]
    assert heading in html
    label = {"es": "Cuidado infantil", "en": "Childcare", "fr": "Garde d’enfants", "pt": "Cuidado de crianças"}[code]
    assert label in html
