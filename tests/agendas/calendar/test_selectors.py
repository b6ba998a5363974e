"""What the agenda finds: by day, by filter, in the reader's language, in few questions to the database."""

import pytest
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from portal.agendas.calendar.event_index import fetch_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.selectors import filter_counts, find
from portal.core.public import asked_once
from portal.councils.choices import CouncilKind
from portal.councils.models import SessionPage
from portal.territory.models import Venue
from tests.councils.city import council, event, moment, session
from tests.factories import district_page, neighbourhood, publish, terms, translate
from tests.sharing import made_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("days, zones and the fallback of languages are SQL"),
]
WEEK = (moment("2026-11-23 00:00"), moment("2026-11-30 00:00"))


def titles(address="", language="es", days=WEEK, **options):
    return [page.title for page in find(CalendarQuery.of(QueryDict(address)), *days, language, **options)]


@made_once
def west(db):
    return district_page()


@made_once
def body(west):
    return council(west)


def test_what_is_on_between_two_moments_is_found_in_order(west, body):
    session(body, "2026-11-29 23:30", "Domingo de noche")
    session(body, "2026-11-30 00:00", "Lunes que viene")
    session(body, "2026-11-22 21:00", "Domingo pasado", end="2026-11-23 00:00")
    event(west, "2026-11-23 00:00", "Lunes a medianoche")
    event(west, "2026-11-20 10:00", "Feria larga", end="2026-11-24 12:00")
    assert titles() == ["Feria larga", "Lunes a medianoche", "Domingo de noche"]


def test_what_was_moved_away_is_found_on_its_old_day_where_that_is_wished(body):
    session(body, "2026-12-03 19:00", "Mudada", former_start=moment("2026-11-25 19:00"))
    assert titles() == []
    assert titles(with_moved=True) == ["Mudada"]


def test_only_what_everybody_may_read_is_found(west, body):
    session(body, "2026-11-24 19:00", "Borrador", live=False)
    hidden = session(body, "2026-11-24 19:00", "Escondida")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert titles() == []


def test_each_is_found_once_in_the_readers_language_or_else_in_its_first(west, body):
    both = session(body, "2026-11-24 19:00", "La plaza")
    translate(west, "fr")
    translate(body, "fr", title="Conseil de quartier")
    translate(both, "fr", title="La place")
    session(body, "2026-11-25 19:00", "El agua")
    assert titles(language="fr") == ["La place", "El agua"]
    assert titles(language="en") == ["La plaza", "El agua"]
    found = find(CalendarQuery(), *WEEK, "fr")
    assert [page.council_page.title for page in found] == ["Conseil de quartier", "Conseil de quartier"]


def test_every_filter_finds_what_it_says(west, body):
    place = neighbourhood(west, code="echesortu")
    venue = Venue.objects.create(name="Club", address="Mitre 1", district=west.record)
    south = district_page("Sur", "sur")
    other = council(south, kind=CouncilKind.THEMATIC, neighbourhood=neighbourhood(south, "Tablada", "tablada"))
    other.other_districts = [west.record]
    other.themes = terms("theme", "environment")
    publish(other)
    session(body, "2026-11-24 09:00", "Mañana", neighbourhood=place, venue=venue, phone_in="0800")
    evening = session(body, "2026-11-24 19:00", "Tarde", modality="virtual", held_in="gn")
    evening.services = terms("service", "childcare", "step-free")
    publish(evening)
    session(other, "2026-11-28 15:00", "Sábado")
    workshop = event(south, "2026-11-26 10:00", "Taller")
    workshop.services = terms("service", "childcare")
    publish(workshop)
    expected = {
        "time=morning": ["Mañana", "Taller"],
        "time=afternoon": ["Sábado"],
        "time=evening": ["Tarde"],
        "time=weekend": ["Sábado"],
        "time=weekend&time=evening": ["Tarde", "Sábado"],
        "modality=virtual": ["Tarde"],
        "service=childcare": ["Tarde", "Taller"],
        "service=childcare&service=step-free": ["Tarde"],
        "service=phone": ["Mañana"],
        "district=oeste": ["Mañana", "Tarde", "Sábado"],
        "district=sur": ["Taller", "Sábado"],
        "neighbourhood=echesortu": ["Mañana"],
        "neighbourhood=tablada": ["Sábado"],
        f"council={body.pk}": ["Mañana", "Tarde"],
        f"council={other.pk}-como-se-llame": ["Sábado"],
        "kind=session": ["Mañana", "Tarde", "Sábado"],
        "kind=thematic": ["Sábado"],
        "kind=workshop": ["Taller"],
        "theme=environment": ["Sábado"],
        "language=gn": ["Tarde"],
        "language=es": ["Mañana", "Taller", "Sábado"],
        "q=sabado": ["Sábado"],
        "q=canada+club": ["Mañana"],
        "district=norte": [],
        "from=2026-11-25&to=2026-11-26": ["Taller"],
        "district=oeste&time=evening&modality=virtual": ["Tarde"],
        "district=oeste&time=morning&modality=virtual": [],
    }
    assert {address: titles(address) for address in expected} == expected


def test_counts_ignore_their_own_filter_and_what_moved_away(west, body):
    session(body, "2026-11-24 09:00", "Una", modality="virtual")
    session(body, "2026-11-24 19:00", "Otra")
    event(district_page("Sur", "sur"), "2026-11-25 19:00")
    session(body, "2026-12-03 19:00", "Mudada", former_start=moment("2026-11-25 19:00"))
    found = filter_counts(fetch_rows(*WEEK, "es"), CalendarQuery.of(QueryDict("district=oeste&time=evening")))
    assert found["district"] == {"oeste": 1, "sur": 1}
    assert found["time"] == {"morning": 1, "evening": 1}
    assert found["modality"] == {"in-person": 1}


def test_a_reason_that_nobody_translated_is_the_first_languages(west, body):
    page = session(body, "2026-11-24 19:00", "La plaza")
    translate(west, "fr")
    translate(body, "fr")
    translate(page, "fr", title="La place")
    page = SessionPage.objects.get(pk=page.pk)
    page.state, page.cancel_reason = "cancelled", "Corte de luz"
    publish(page)
    (found,) = find(CalendarQuery(), *WEEK, "fr")
    assert (found.title, found.is_cancelled, found.known_reason) == ("La place", True, ("Corte de luz", "es"))


def test_the_number_of_questions_to_the_database_is_fixed(west, body, django_assert_num_queries):
    def ask():
        with (
            asked_once(),
            django_assert_num_queries(6),
        ):  # restrictions, closed folders, dates, relations, pages, councils
            pages = find(CalendarQuery.of(QueryDict("time=evening")), *WEEK, "es")
            for page in pages:
                assert page.council_page.locale.language_code == page.locale.language_code == "es"
                assert page.district.code == "oeste"
                assert [term.code for term in page.services.all()] == ["childcare"]
            return len(pages)

    def more(count):
        for _ in range(count):
            page = session(body, "2026-11-24 19:00", "Una")
            page.services = terms("service", "childcare")
            publish(page)

    more(1)
    find(CalendarQuery(), *WEEK, "es")  # what a process keeps: terms, types, the site
    assert ask() == 1
    more(4)
    assert ask() == 5
