"""The calendar file of one event: what is in it, what is not, and how it is sent."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import PageViewRestriction

from portal.events.models import Announcement
from portal.territory.models import Venue
from tests.councils.city import event, long_known, moment
from tests.events.calendars.reading import one, read
from tests.factories import district_page, home, let_a_minute_pass, publish
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
SECRET = "https://meet.example.org/secreto"
CITY = ZoneInfo("America/Argentina/Buenos_Aires")


@made_once
def folder():
    return district_page()


@pytest.fixture
def file(client, folder):
    """Return a function that publishes an event with these fields and returns the answer to its address."""

    def answer(**fields):
        return client.get(f"{event(folder, **fields).url}calendar.ics")

    return answer


def online(**fields):
    """Return the fields of an event on-line."""
    return {"modality": "virtual", "online_url": SECRET, **fields}


def test_times_are_in_the_citys_zone(file):
    shown = one(file(start="2026-11-24 19:00", end="2026-11-24 21:00"))
    assert shown["dtstart"].params["TZID"] == "America/Argentina/Buenos_Aires"
    assert shown.start == datetime(2026, 11, 24, 19, tzinfo=CITY)
    assert shown.end == datetime(2026, 11, 24, 21, tzinfo=CITY)


def test_whole_days_are_dates_and_the_end_is_the_day_after(file):
    shown = one(file(start="2026-11-24 00:00", end="2026-11-26 00:00", all_day=True))
    assert shown.start == date(2026, 11, 24)
    assert shown.end == date(2026, 11, 27)


def test_an_end_that_nobody_knows_is_said_to_be_unknown(file):
    shown = one(file(start="2026-11-24 19:00"))
    assert shown.end == datetime(2026, 11, 24, 21, tzinfo=CITY)
    assert "no se sabe a qué hora termina" in shown["description"]


def test_the_place_is_found_on_a_map(file, folder):
    venue = Venue.objects.create(
        district=folder.record, name="Club San Miguel", address="Güemes 2410", latitude=-32.95, longitude=-60.66
    )
    shown = one(file(venue=venue))
    assert shown["location"] == "Club San Miguel, Güemes 2410"
    assert (shown["geo"].latitude, shown["geo"].longitude) == (-32.95, -60.66)


def test_a_place_that_is_on_no_list_has_its_address(file):
    assert one(file(venue_name="Casa de Rosa", venue_address="Güemes 2"))["location"] == "Casa de Rosa, Güemes 2"


def test_the_address_of_the_page_is_in_url_and_in_the_text(file, settings):
    settings.BASE_URL = "https://participa.example.org"
    shown = one(file())
    assert shown["url"].startswith("https://participa.example.org/es/")
    assert shown["url"] in shown["description"]


def test_the_uid_is_the_same_in_all_languages(client, folder, settings):
    settings.BASE_URL = "https://participa.example.org"
    page = event(folder)
    spanish = one(client.get(f"{page.url}calendar.ics"))
    french = one(client.get(f"{page.url.replace('/es/', '/fr/', 1)}calendar.ics"))
    assert spanish["uid"] == french["uid"] == f"{page.translation_key}@participa.example.org"
    assert french["url"].startswith("https://participa.example.org/fr/")
    assert french["summary"].params["LANGUAGE"] == "es"


def test_a_cancelled_event_stays_cancelled_with_its_reason_and_a_raised_sequence(client, folder):
    page = event(folder)
    before = one(client.get(f"{page.url}calendar.ics"))
    page.state, page.cancel_reason = "cancelled", "Paro de transporte"
    publish(page)
    after = one(client.get(f"{page.url}calendar.ics"))
    assert after["status"] == "CANCELLED"
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert "Paro de transporte" in after["description"]
    assert after["summary"] == "Cancelada: Taller de compost"


def test_a_moved_event_keeps_its_uid_raises_its_sequence_and_says_when_it_was(client, folder):
    page = long_known(event(folder, start="2026-11-24 19:00"))
    before = one(client.get(f"{page.url}calendar.ics"))
    page.start = moment("2026-11-26 18:00")
    publish(page)
    after = one(client.get(f"{page.url}calendar.ics"))
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after.start == datetime(2026, 11, 26, 18, tzinfo=CITY)
    assert "24 de noviembre" in after["description"]
    assert "19:00" in after["description"]


@pytest.mark.parametrize(("state", "status"), [("planned", "TENTATIVE"), ("confirmed", "CONFIRMED")])
def test_how_sure_it_is(file, state, status):
    assert one(file(state=state, venue_name="Club"))["status"] == status


@pytest.mark.parametrize("visibility", ["window", "registered"])
def test_a_restricted_link_is_never_in_a_file(file, visibility):
    # the event is under way: the page itself would show a link that opens before
    answer = file(**online(start=datetime.now(CITY), join_visibility=visibility))
    assert b"secreto" not in answer.content.replace(b"\r\n ", b"")


def test_the_file_says_where_a_link_will_open(file):
    answer = file(**online(start="2026-11-24 19:00", join_visibility="window", join_minutes=20))
    assert "aparece 20 minutos antes en http" in one(answer)["description"]


def test_a_public_link_is_in_the_text(file):
    assert SECRET in one(file(**online(join_visibility="public")))["description"]


def test_the_code_of_the_telephone_is_public(file):
    shown = one(file(**online(phone_in="0800 222 3333", phone_code="4411#")))
    assert "Por teléfono: 0800 222 3333, código 4411#" in shown["description"]
    assert shown["location"] == "Por teléfono"


def test_logistics_never_leave_the_admin(file):
    assert b"llaves" not in file(logistics="Pedir las llaves").content


def test_lines_are_folded_and_odd_characters_escaped(file):
    title = "Ñandú, maní; «té» \\ 🥜 " * 9
    answer = file(title=title.strip(), lead="una línea\r\ny otra\x0b")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    assert one(answer)["summary"] == title.strip()
    assert "una línea\ny otra" in one(answer)["description"]


def test_the_answer_is_a_calendar_that_search_engines_leave_alone(file):
    answer = file()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex"
    assert len(list(read(answer).walk("VTIMEZONE"))) == 1
    assert "organizer" not in one(answer)


def test_whoever_has_the_file_gets_it_once(client, folder):
    page = event(folder)
    let_a_minute_pass()
    address = f"{page.url}calendar.ics"
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    page.start = moment("2026-11-26 18:00")
    publish(page)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_same_state_gives_the_same_bytes(client, folder):
    address = f"{event(folder).url}calendar.ics"
    assert client.get(address).content == client.get(address).content


def test_a_draft_has_no_file(client, folder):
    page = event(folder, live=False)
    assert client.get(f"{page.get_url()}calendar.ics").status_code == 404


def test_what_only_some_may_read_is_kept_by_no_proxy(client, folder, admin_client):
    page = event(folder)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{page.url}calendar.ics").status_code == 302
    assert "private" in admin_client.get(f"{page.url}calendar.ics")["Cache-Control"]


def test_a_title_of_an_event_without_announcement_still_has_a_file(client, folder):
    page = event(folder)
    Announcement.objects.all().delete()
    assert one(client.get(f"{page.url}calendar.ics"))["sequence"] == 0


def test_home_has_no_calendar(client):
    assert client.get(f"{home().url}calendar.ics").status_code == 404
