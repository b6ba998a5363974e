"""Calendars that are subscribed to: a council's, and those of any question asked of the agenda page."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from portal.agendas.calendar.icalendar import MOST_EVENTS, calendar_bounds
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.selectors import find
from portal.agendas.models import CalendarPage
from portal.events.models import Announcement
from tests.councils.city import council, event, moment, session
from tests.events.calendars.reading import events, expanded, one, read
from tests.factories import district_page, let_a_minute_pass, publish
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def west():
    return district_page()


@made_once
def canada(west):
    return council(west, "Consejo de La Cañada")


def soon(days=3, hour=19):
    """Return an hour of the city some days from now."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def agenda(client, query="", language="es"):
    """Return the answer of the agenda's calendar."""
    page = CalendarPage.objects.get(locale__language_code=language)
    return client.get(f"{page.url}calendar.ics{query}")


def summaries(answer):
    """Return what the events of an answer are called."""
    return [str(shown["summary"]) for shown in events(answer)]


def test_a_session_is_called_by_its_council_and_says_what_it_discusses(client, canada):
    page = session(canada, soon(), "La plaza del Molino")
    shown = one(client.get(f"{page.url}calendar.ics"))
    assert shown["summary"] == "Consejo de La Cañada"
    assert shown["description"].startswith(f"La plaza del Molino\n{page.reference}\n")


def test_the_file_of_a_session_is_named_by_its_reference(client, canada):
    page = session(canada, soon())
    answer = client.get(f"{page.url}calendar.ics")
    assert answer["Content-Disposition"] == f'inline; filename="{page.reference.lower()}.ics"'


def test_one_session_is_the_same_event_in_its_own_file_and_in_the_feeds(client, canada):
    page = session(canada, soon())
    single = one(client.get(f"{page.url}calendar.ics"))
    assert one(client.get(f"{canada.url}calendar.ics")).to_ical() == single.to_ical()
    assert one(agenda(client)).to_ical() == single.to_ical()


def test_a_council_has_its_own_sessions_only(client, west, canada):
    session(canada, soon(), "Suya")
    session(council(west, "Otro consejo"), soon(), "Ajena")
    assert summaries(client.get(f"{canada.url}calendar.ics")) == ["Consejo de La Cañada"]


def test_a_calendar_has_a_name_and_says_how_often_to_ask(client, canada):
    calendar = read(client.get(f"{canada.url}calendar.ics"))
    assert calendar["x-wr-calname"] == "Consejo de La Cañada"
    assert calendar["refresh-interval"].dt == timedelta(hours=1)


def test_filters_narrow_the_calendar(client, west):
    south = district_page("Sur", "sur")
    event(west, soon(3), "Compost")
    event(south, soon(4), "Huerta", modality="virtual", online_url="https://meet.example.org/x")
    assert summaries(agenda(client)) == ["Compost", "Huerta"]
    assert summaries(agenda(client, "?district=sur")) == ["Huerta"]
    assert summaries(agenda(client, "?modality=in-person")) == ["Compost"]


def test_the_window_is_half_a_year_back_and_a_year_ahead(client, west):
    for days in (-230, -170, 350, 390):
        event(west, soon(days), str(days))
    assert summaries(agenda(client)) == ["-170", "350"]


def test_an_address_that_names_its_days_has_those(client, west):
    event(west, "2019-05-08 19:00", "Antiguo")
    event(west, soon(), "Próximo")
    assert summaries(agenda(client, "?week=2019-W19")) == ["Antiguo"]
    assert summaries(agenda(client, "?from=2019-05-01&to=2019-05-31")) == ["Antiguo"]


def test_the_window_moves_on_mondays_only():
    sunday, monday = moment("2026-11-22 23:59"), moment("2026-11-23 00:00")
    assert calendar_bounds(CalendarQuery(), moment("2026-11-16 00:00")) == calendar_bounds(CalendarQuery(), sunday)
    assert calendar_bounds(CalendarQuery(), monday)[0] - calendar_bounds(CalendarQuery(), sunday)[0] == timedelta(
        days=7
    )


def test_hostile_parameters_are_no_error(client, west):
    query = "?week=9999-W99&from=%00&to=0001-01-01&district=%27%3B--&council=99999999999&page=-1&theme=%F0%9F%A5%9C"
    assert agenda(client, query).status_code == 200
    assert agenda(client, "?to=1900-01-01&year=abc&time=x").status_code == 200


def test_what_is_in_another_language_only_is_there_with_its_language(client, canada):
    session(canada, soon(), "La plaza")
    shown = one(agenda(client, language="fr"))
    assert shown["summary"].params["LANGUAGE"] == "es"
    assert "/fr/" in shown["url"]


def test_a_withdrawn_session_stays_cancelled_without_its_words(client, canada):
    page = session(canada, soon(), "Nombre y apellido de una persona")
    before = one(agenda(client))
    page.unpublish()
    after = one(agenda(client))
    assert after["uid"] == before["uid"]
    assert after["status"] == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert after.start == before.start
    assert b"Nombre y apellido" not in agenda(client).content
    assert one(client.get(f"{canada.url}calendar.ics"))["uid"] == before["uid"]


def test_a_deleted_event_stays_cancelled(client, west):
    page = event(west, soon(), all_day=True)
    before = one(agenda(client))
    page.delete()
    after = one(agenda(client, "?district=oeste"))
    assert (after["uid"], after["status"], after.start, after.end) == (
        before["uid"], "CANCELLED", before.start, before.end,
    )  # fmt: skip
    assert events(agenda(client, "?district=sur")) == []


def test_a_gone_event_is_left_out_where_nobody_can_tell_whether_it_answers(client, west):
    event(west, soon()).unpublish()
    assert events(agenda(client, "?theme=environment")) == []


def test_a_withdrawn_event_that_comes_back_is_there_again(client, west):
    page = event(west, soon())
    before = one(agenda(client))
    page.unpublish()
    publish(type(page).objects.get(pk=page.pk))
    after = one(agenda(client))
    assert (after["uid"], after["status"]) == (before["uid"], "TENTATIVE")
    assert after["sequence"] > before["sequence"]


def test_what_only_some_may_read_is_in_no_feed(client, west, canada):
    session(canada, soon())
    PageViewRestriction.objects.create(page=west, restriction_type=PageViewRestriction.LOGIN)
    assert "Consejo" not in agenda(client).content.decode()
    assert client.get(f"{canada.url}calendar.ics").status_code == 302


def test_the_name_of_a_council_that_is_not_public_is_not_told(client, west, canada):
    session(canada, soon(), "La plaza")
    canada.live = False
    canada.save()
    assert "Cañada" not in agenda(client).content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("visibility", ["window", "registered"])
def test_a_restricted_link_is_in_no_feed(client, canada, visibility):
    fields = {"modality": "hybrid", "online_url": "https://meet.example.org/secreto", "join_visibility": visibility}
    session(canada, timezone.now(), venue_name="Club", **fields)
    assert b"secreto" not in agenda(client).content.replace(b"\r\n ", b"")


def test_a_subscriber_hears_of_a_change_and_of_nothing_else(client, west):
    page = event(west, soon())
    let_a_minute_pass()
    first = agenda(client)
    headers = {"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]}
    assert client.get(first.wsgi_request.path, headers=headers).status_code == 304
    page.start = soon(5)
    publish(page)
    assert client.get(first.wsgi_request.path, headers=headers).status_code == 200


def test_an_event_that_no_longer_answers_the_filter_makes_the_calendar_new(client, west):
    page = event(west, soon(), modality="virtual", online_url="https://meet.example.org/x")
    event(west, "2020-01-01 10:00")
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    page.modality = "in-person"
    publish(page)
    let_a_minute_pass()
    answer = agenda(client, "?modality=virtual")
    assert events(answer) == []
    assert datetime.strptime(answer["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").date() == datetime.utcnow().date()
    path = f"{answer.wsgi_request.path}?modality=virtual"
    assert client.get(path, headers={"if-modified-since": past}).status_code == 200


def test_a_calendar_of_too_much_keeps_what_is_next(client, west, monkeypatch):
    monkeypatch.setattr("portal.agendas.calendar.icalendar.MOST_EVENTS", 3)
    for days in (-9, -5, 4, 8):
        event(west, soon(days), str(days))
    answer = agenda(client)
    assert summaries(answer) == ["-5", "4", "8"]
    assert "3 encuentros más próximos" in read(answer)["x-wr-caldesc"]
    assert MOST_EVENTS >= 300


@pytest.mark.parametrize("many", [2, 12])
def test_the_number_of_queries_does_not_depend_on_the_number_of_events(
    client, canada, django_assert_max_num_queries, many
):
    for number in range(many):
        session(canada, soon(number), f"Sesión {number}")
    agenda(client)
    with django_assert_max_num_queries(15):
        answer = agenda(client)
    assert len(events(answer)) == many
    query = f"?district=oeste&modality=in-person&time=evening&council={canada.pk}&q=sesion"
    with django_assert_max_num_queries(15):
        answer = agenda(client, query)
    assert len(events(answer)) == many
    with django_assert_max_num_queries(19):  # its page lies four folders deep
        client.get(f"{canada.url}calendar.ics")


def test_a_calendar_program_shows_what_the_agenda_shows(client, west, canada):
    session(canada, soon(2), "Una")
    session(canada, soon(2), "A la misma hora")
    session(canada, soon(9), "Se canceló", state="cancelled", cancel_reason="Lluvia")
    event(west, soon(4, 0), "Feria", all_day=True, end=soon(6, 0))
    event(west, soon(5, 23), "Vigilia", end=soon(6, 2))
    moved = session(canada, soon(3), "Se mueve")
    moved.start = soon(12)
    publish(moved)
    session(canada, soon(1), "Borrador", live=False)
    begin, end = calendar_bounds(CalendarQuery(), timezone.now())
    found = [page for page in find(CalendarQuery(), begin, end, "es") if not page.is_cancelled]
    said = [
        (f"{page.translation_key}@localhost", timezone.localdate(page.start) if page.all_day else page.start)
        for page in found
    ]
    assert len(said) == 5
    assert sorted(expanded(agenda(client), begin, end), key=str) == sorted(
        ((uid, start if type(start) is date else timezone.localtime(start)) for uid, start in said), key=str
    )


def test_an_empty_calendar_is_one(client):
    assert events(agenda(client)) == []
    assert isinstance(read(agenda(client)), Calendar)


def test_a_calendar_with_filters_is_called_by_them(client, west, canada):
    event(west, soon(), modality="virtual", online_url="https://meet.example.org/x")
    session(canada, soon())
    assert read(agenda(client, "?district=oeste&modality=virtual"))["x-wr-calname"].startswith("Agenda: ")
    assert "Oeste" in read(agenda(client, "?district=oeste"))["x-wr-calname"]
    assert read(agenda(client, f"?council={canada.pk}"))["x-wr-calname"] == "Agenda: Consejo de La Cañada"
    assert read(agenda(client, "?council=999999"))["x-wr-calname"] == "Agenda: 999999"


def test_what_is_public_again_before_anybody_noted_it_is_there_once(client, west):
    page = event(west, soon())
    Announcement.objects.update(gone_at=timezone.now())
    assert one(agenda(client))["uid"].startswith(str(page.translation_key))
