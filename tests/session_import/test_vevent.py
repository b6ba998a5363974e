"""Events of calendar files as programs write them: whole days, zones, links to join, what is private or off."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from portal.session_import.ics import read_ics
from portal.session_import.record import Note, SeriesRead

from .test_ics import CITY, calendar, records

START = "DTSTART;TZID=America/Argentina/Buenos_Aires:20261220T180000"


def one(*lines):
    """Return the only MeetingRecord of an event with these lines."""
    (found,) = records(calendar(START, *lines))
    return found


@pytest.mark.parametrize("word", ["PRIVATE", "CONFIDENTIAL", "private", "X-SECRET"])
def test_what_is_not_public_is_read_without_its_words(word):
    found = one(f"CLASS:{word}", "SUMMARY:Turno médico", "LOCATION:Hospital", "DESCRIPTION:<b>análisis</b>")
    assert (found.private, found.title, found.place, found.text, found.notes) == (True, "", "", "", [])
    assert not one("CLASS:PUBLIC").private


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Canceled: Mesa de agua", "Mesa de agua"), ("Cancelada: Mesa", "Mesa"), ("[CANCELADO] Mesa", "Mesa"),
        ("Annulé : Mesa", "Mesa"), ("SUSPENDIDA - Mesa", "Mesa"), ("Mesa (cancelada)", "Mesa"),
    ],
)  # fmt: skip
def test_a_title_that_says_that_it_is_off(title, plain):
    found = one(f"SUMMARY:{title}")
    assert (found.title, found.cancelled, len(found.notes)) == (plain, True, 1)
    assert one("STATUS:CANCELLED", f"SUMMARY:{title}").notes == []


def test_a_title_about_cancelling_is_no_cancellation():
    assert not one("SUMMARY:Cancelación de deudas: cómo pedirla").cancelled


def test_tentative_is_not_sure():
    assert one("STATUS:TENTATIVE").tentative
    assert not one("STATUS:CONFIRMED").tentative


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["LOCATION:Microsoft Teams Meeting", "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example.org/l/meetup-join/19"],
         ("virtual", "", "https://teams.example.org/l/meetup-join/19")),
        (["LOCATION:Reunión de Microsoft Teams"], ("virtual", "", "")),
        (["LOCATION:Zoom"], ("virtual", "", "")),
        (["LOCATION:Salon Azul", "X-GOOGLE-CONFERENCE:https://meet.example.org/abc"],
         ("hybrid", "Salon Azul", "https://meet.example.org/abc")),
        (["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example.org/abc"], ("virtual", "", "https://video.example.org/abc")),
        (["LOCATION:Salon Azul\\; https://meet.example.org/room"], ("hybrid", "Salon Azul", "https://meet.example.org/room")),
        (["LOCATION:https://meet.example.org/room (Salón Azul)"], ("hybrid", "Salón Azul", "https://meet.example.org/room")),
        (["LOCATION:https://meet.example.org/room"], ("virtual", "", "https://meet.example.org/room")),
        (["LOCATION:Club San Miguel / En línea, por Zoom", "URL:https://otra.example.org/sesion/"],
         ("hybrid", "Club San Miguel", "https://otra.example.org/sesion/")),
        (["LOCATION:Club Zoom Social, Güemes 2"], ("", "Club Zoom Social", "")),
        (["LOCATION:Salón 1 / Salón 2"], ("", "Salón 1 / Salón 2", "")),
        (["LOCATION:Club", "DESCRIPTION:Orden del día\\nEntrar: https://us02web.zoom.us/j/123?pwd=x"],
         ("hybrid", "Club", "https://us02web.zoom.us/j/123?pwd=x")),
    ],
)  # fmt: skip
def test_where_people_join_from_home(lines, expected):
    found = one(*lines)
    assert (found.modality, found.place, found.online_url) == expected


def test_a_link_to_join_is_not_in_the_text():
    text = r"Orden del día:\n1. Actas\nEntrar: <https://meet.example.org/abc>\n\nTraer agua."
    found = one(f"DESCRIPTION:{text}", "X-GOOGLE-CONFERENCE:https://meet.example.org/abc")
    assert "meet.example.org" not in found.text
    assert found.text.startswith("<p>Orden del día:<br/>1. Actas<br/>")
    assert found.text.endswith("<p>Traer agua.</p>")
    assert "un rato antes" in found.notes[0][1]


def test_an_invitation_that_a_program_added_is_not_in_the_text():
    fence = "_" * 40
    link = "https://teams.example.org/l/meetup-join/19"
    text = rf"Traer agua.\n\n{fence}\nMicrosoft Teams meeting\n{link}\nPasscode: x1\n{fence}\n"
    found = one(f"DESCRIPTION:{text}")
    assert found.text == "<p>Traer agua.</p>"
    assert found.online_url == link


def test_lines_and_addresses_of_a_text_stay():
    found = one(r"DESCRIPTION:1. Actas\n2. Presupuesto <https://example.org/presupuesto.pdf>\n\nTraer agua.")
    link = '<a href="https://example.org/presupuesto.pdf">https://example.org/presupuesto.pdf</a>'
    assert found.text == f"<p>1. Actas<br/>2. Presupuesto {link}</p><p>Traer agua.</p>"
    found = one(r"DESCRIPTION:Primera\nSegunda <b>fuerte</b> &amp; más")
    assert found.text == "<p>Primera<br/>Segunda <b>fuerte</b> &amp; más</p>"


def test_attached_addresses_are_links_and_files_inside_are_named():
    found = one(
        "ATTACH;FMTTYPE=application/pdf;FILENAME=orden.pdf:https://example.org/orden.pdf",
        "ATTACH:https://example.org/acta.pdf",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:aG9sYQ==",
    )
    assert found.links == [
        ("orden.pdf", "https://example.org/orden.pdf"),
        ("attachment", "https://example.org/acta.pdf"),
    ]
    assert "súbelo como documento" in found.notes[0][1]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["DTSTART;TZID=America/Argentina/Buenos_Aires:20261224T000000",
          "DTEND;TZID=America/Argentina/Buenos_Aires:20261225T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], None),
        (["DTSTART:20261224T030000Z", "DTEND:20261227T030000Z"], date(2026, 12, 26)),
        (["DTSTART;TZID=Europe/Madrid:20261224T000000", "DTEND;TZID=Europe/Madrid:20261226T000000"], date(2026, 12, 25)),
    ],
)  # fmt: skip
def test_midnight_to_midnight_is_all_day(lines, last):
    (found,) = records(calendar(*lines))
    assert (found.all_day, found.start) == (True, datetime(2026, 12, 24, tzinfo=CITY))
    assert (found.end and timezone.localdate(found.end)) == last


EST = (
    "BEGIN:VTIMEZONE\r\nTZID:EST\r\nBEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n"
    "TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\n"
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("before", "name", "hour"),
    [
        (EST, "EST", 22), ("", "EST", 23), ("", "GMT-0500", 23), ("", '"(UTC-05:00) Bogota, Lima, Quito"', 23),
        ("", "UTC+2", 16),
        ("", "America/New_York", 22),
    ],
)  # fmt: skip
def test_zones_are_what_the_file_says_they_are(before, name, hour):
    data = calendar(f"DTSTART;TZID={name}:20270615T180000").replace(
        b"BEGIN:VEVENT", before.encode() + b"BEGIN:VEVENT", 1
    )
    (found,) = records(data)
    assert found.start.astimezone(UTC) == datetime(2027, 6, 15, hour, tzinfo=UTC)


def test_hours_without_a_zone_are_those_of_the_calendars():
    data = calendar("DTSTART:20261223T180000").replace(
        b"BEGIN:VEVENT", b"X-WR-TIMEZONE:Europe/Madrid\r\nBEGIN:VEVENT", 1
    )
    (found,) = records(data)
    assert (found.start.astimezone(UTC), found.notes) == (datetime(2026, 12, 23, 17, tzinfo=UTC), [])


def test_a_line_may_be_folded_inside_a_character():
    data = calendar(START, "SUMMARY:Comisión de niñez").replace("ó".encode(), b"\xc3\r\n \xb3")
    assert records(data)[0].title == "Comisión de niñez"


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_an_answer_to_an_invitation_is_no_meeting(method):
    data = calendar(START).replace(b"BEGIN:VEVENT", f"METHOD:{method}\r\nBEGIN:VEVENT".encode(), 1)
    (found,) = read_ics(data)
    assert isinstance(found, Note)
    assert method in found.message


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["RRULE:FREQ=WEEKLY;UNTIL=20270110T180000"], 4), (["RRULE:FREQ=WEEKLY;UNTIL=20270110"], 4),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270110T210000Z"], 4), (["RRULE:FREQ=WEEKLY;UNTIL=20270110T205959Z"], 3),
        (["RRULE:"], 1), (["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20270401T210000Z"], 3),
    ],
)  # fmt: skip
def test_the_end_of_a_rule(lines, days):
    assert len(records(calendar(START, *lines))) == days


def test_periods_have_their_own_length():
    dates = (
        "RDATE;VALUE=PERIOD;TZID=America/Argentina/Buenos_Aires:20261223T100000/PT4H,20261225T100000/20261225T130000"
    )
    found = records(calendar(START, "DURATION:PT1H", dates))
    assert [(record.end - record.start).seconds // 3600 for record in found] == [1, 4, 3]


def test_this_and_future_moves_what_follows():
    series = calendar(START, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4")
    moved = (
        b"BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261227T210000Z\r\nDTSTART:20261228T230000Z\r\n"
        b"DURATION:PT2H\r\nSEQUENCE:1\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    found = records(series.replace(b"END:VCALENDAR", moved))
    assert [record.start.astimezone(UTC).strftime("%d %H") for record in found] == ["20 21", "28 23", "04 23", "11 23"]
    assert [record.key for record in found] == [
        "1/20261220T210000Z", "1/20261227T210000Z", "1/20270103T210000Z", "1/20270110T210000Z"]  # fmt: skip
    assert (found[3].end - found[3].start).seconds == 7200


def test_what_a_file_says_of_a_whole_series_comes_first():
    first, *_rest = read_ics(calendar(START, "RRULE:FREQ=WEEKLY;COUNT=2"))
    assert isinstance(first, SeriesRead)
    assert first.marks == ("20261220T210000Z", "20261227T210000Z")
