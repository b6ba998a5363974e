"""An event is found by its words, its place and its themes; never by what is for some only."""

from datetime import UTC, datetime

import pytest

from portal.core.indexing import verify
from portal.events.models import EventState
from portal.territory.models import Venue
from search.models import SearchDocument
from tests.councils import city
from tests.factories import district_page, locale, neighbourhood, publish, terms
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database has a search engine of its own")]
START = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)  # still the 25th in the city


@made_once
def event():
    folder = district_page()
    venue = Venue.objects.create(district=folder.record, name="Club Ameghino", address="Güemes 2400")
    page = city.event(
        folder, START, "Taller de compost", modality="hybrid", venue=venue, online_url="https://meet.example/zafiro",
        logistics="llaves topacio", neighbourhood=neighbourhood(folder, "La Cañada", "la-canada"), lead="En tu balcón",
    )  # fmt: skip
    page.themes, page.services = terms("theme", "environment"), terms("service", "childcare")
    page.other_neighbourhoods = [neighbourhood(folder, "Echesortu", "echesortu")]
    return publish(page)


def document(page):
    return SearchDocument.objects.get(key=str(page.pk))


def test_the_document_has_dates_of_the_city_and_facets(event):
    kept = document(event)
    assert (kept.kind, kept.date_start, kept.date_end) == ("event", "2026-11-25", "2026-11-26")
    assert set(kept.facets["neighbourhood"]) == {"la-canada", "echesortu"}
    wanted = {"kind": ["workshop"], "theme": ["environment"], "service": ["childcare"], "modality": ["hybrid"]}
    assert {name: kept.facets[name] for name in wanted} == wanted


@pytest.mark.parametrize("words", ["compost", "Ameghino", "Cuidado infantil", "Echesortu", "balcón", "guemes"])
def test_it_is_found_by(client, event, words):
    assert event.url in client.get("/es/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("words", ["zafiro", "topacio"])
def test_it_is_not_found_by_what_is_for_some_only(client, event, words):
    html = client.get("/es/search/", {"q": words}).content.decode()
    assert event.url not in html
    assert words not in str(vars(document(event)))


@pytest.mark.parametrize(
    ("code", "when"),
    [
        ("es", "miércoles 25 de noviembre, 22:30"),
        ("en", "Wednesday 25 November, 22:30"),
        ("fr", "mercredi 25 novembre"),
    ],
)
def test_a_hit_says_when_it_is_in_the_readers_language(client, event, code, when):
    assert when in client.get(f"/{code}/search/", {"q": "compost"}).content.decode()


def test_a_cancelled_hit_says_so_in_every_language(client, event):
    french = event.copy_for_translation(locale("fr"), copy_parents=True)
    french.title = "Atelier de compost"
    publish(french)
    event.state, event.cancel_reason = EventState.CANCELLED, "Llueve"
    publish(event)
    for code in ("es", "fr"):
        assert "state--cancelled" in client.get(f"/{code}/search/", {"q": "compost"}).content.decode()


def test_many_are_read_with_a_fixed_number_of_queries(event, django_assert_num_queries):
    from portal.events.documents import event_document, prefetch_events
    from portal.events.models import EventPage

    for number in range(4):
        city.event(event.get_parent().specific, START, f"Feria {number}")
    pages = list(EventPage.objects.select_related("locale", "district", "neighbourhood", "venue"))
    with django_assert_num_queries(7):  # relations; neighbourhoods; which are first versions, for all at once
        documents = [event_document(page) for page in prefetch_events(pages)]
    assert len(documents) == 5


def test_what_search_holds_is_what_is_public(event):
    assert verify() == (set(), set(), set())
