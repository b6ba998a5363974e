"""Calendar files from elsewhere: what is sound is read, and each fault has one line."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.import_report import Refusal
from portal.session_import.ics import looks_like_calendar, read_ics
from portal.session_import.record import MeetingRecord, Note, SeriesRead

BROKEN = Path(__file__).parent / "broken.ics"
CHICAGO, CITY = ZoneInfo("America/Chicago"), ZoneInfo("America/Argentina/Buenos_Aires")


def calendar(*lines, of="VEVENT"):
    """Return a calendar file (bytes) of one event with these lines."""
    body = "\r\n".join(lines)
    text = (
        f"BEGIN:VCALENDAR\r\nBEGIN:{of}\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n{body}\r\nEND:{of}\r\nEND:VCALENDAR\r\n"
    )
    return text.encode()


def records(data):
    """Return the MeetingRecords of a file."""
    return [found for found in read_ics(data) if isinstance(found, MeetingRecord)]


def messages(data):
    """Return {(line, message)} of everything that is said of a file."""
    said = []
    for found in read_ics(data):
        if isinstance(found, MeetingRecord):
            said += found.notes
        elif not isinstance(found, SeriesRead):
            said.append((found.line, found.message))
    return said


@pytest.fixture(scope="module")
def broken():
    with timezone.override("America/Argentina/Buenos_Aires"):
        return {record.title: record for record in records(BROKEN.read_bytes())}


def test_what_is_sound_is_read(broken):
    assert list(broken) == [
        "Día administrativo", "Reunión de vivienda, con una línea muy larga que sigue", "Sin zona y termina antes",
        "Zona que nadie conoce", "Sin UID", "Se repite", "Se repite, movida",
    ]  # fmt: skip
    assert len(records(BROKEN.read_bytes())) == 8


def test_each_fault_has_one_line():
    said = [(line, message.split(";")[0]) for line, message in messages(BROKEN.read_bytes())]
    assert sorted(said) == [
        (13, "dos TZID en un VTIMEZONE: falta END y BEGIN entre los dos"),
        (24, "DTSTAMP sin Z (debería estar en UTC)"),
        (25, "UID: tenía HTML"),
        (37, "DESCRIPTION: tenía HTML"),
        (43, "DTSTART: no dice la zona horaria"),
        (44, "DTEND: no dice la zona horaria"),
        (44, "termina antes de empezar"),
        (46, "URL: «javascript:alert(1)» no es una dirección web"),
        (51, "DTSTART: «20240599T190000» no es una fecha"),
        (54, "no dice cuándo empieza (DTSTART)"),
        (62, "DTSTART: no conozco la zona «Luna/Mar»"),
        (64, "no se entiende «esto no es una línea»"),
        (70, "falta END:VEVENT del bloque de la línea 59"),
        (70, "no tiene UID"),
        (73, "DTSTART por segunda vez en el mismo evento"),
        (76, "END:VEVENT sin su BEGIN"),
        (77, "tiene el mismo UID que el evento de la línea 30, que vale"),
        (104, "RRULE: se repite más de una vez por día"),
        (106, "falta END:VCALENDAR: el archivo puede estar cortado"),
    ]


def test_html_in_a_uid_is_not_part_of_the_key(broken):
    assert broken["Día administrativo"].key == "gro.oicev@1"


def test_whole_days_end_on_their_last_day(broken):
    found = broken["Día administrativo"]
    assert (found.all_day, found.start, found.end) == (True, datetime(2024, 5, 8, tzinfo=CITY), None)
    (found,) = records(calendar("DTSTART;VALUE=DATE:20260508", "DTEND;VALUE=DATE:20260511"))
    assert timezone.localdate(found.end) == date(2026, 5, 10)


def test_a_zone_is_known_by_its_name_though_its_definition_is_broken(broken):
    found = broken["Reunión de vivienda, con una línea muy larga que sigue"]
    assert found.start == datetime(2024, 5, 9, 8, 30, tzinfo=CHICAGO)
    assert found.end == datetime(2024, 5, 9, 9, 30, tzinfo=CHICAGO)


def test_text_is_made_safe_and_a_place_divided(broken):
    found = broken["Reunión de vivienda, con una línea muy larga que sigue"]
    assert "script" not in found.text
    assert "<b>techo</b>" in found.text
    assert (found.place, found.address) == ("Club San Miguel", "Güemes 2410")


def test_without_a_zone_it_is_the_citys_hour(broken):
    found = broken["Sin zona y termina antes"]
    assert found.start == datetime(2024, 5, 14, 19, tzinfo=CITY)
    assert found.end is None
    assert found.links == []


def test_a_rule_becomes_single_meetings_with_its_exceptions(broken):
    found = [record for record in records(BROKEN.read_bytes()) if record.title.startswith("Se repite")]
    assert [(record.key, record.start) for record in found] == [
        ("8@vecino.example.org/20240306T010000Z", datetime(2024, 3, 5, 19, tzinfo=CHICAGO)),
        ("8@vecino.example.org/20240320T000000Z", datetime(2024, 3, 20, 18, 30, tzinfo=CHICAGO)),
        # the clock changed in between: the same hour of the wall
        ("8@vecino.example.org/20240327T000000Z", datetime(2024, 3, 26, 19, tzinfo=CHICAGO)),
    ]


def test_a_cancelled_event_is_cancelled(broken):
    assert broken["Zona que nadie conoce"].cancelled
    assert not broken["Día administrativo"].cancelled


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (["DTSTART:20260508T220000Z"], datetime(2026, 5, 8, 22, tzinfo=UTC)),
        (["DTSTART;TZID=Romance Standard Time:20260508T190000"], datetime(2026, 5, 8, 17, tzinfo=UTC)),
        (["DTSTART;TZID=/citadel.org/2021/Europe/Madrid:20260508T190000"], datetime(2026, 5, 8, 17, tzinfo=UTC)),
    ],
)
def test_zones_by_other_names(lines, start):
    (found,) = records(calendar(*lines))
    assert found.start == start
    assert found.notes == []


def test_a_zone_that_only_the_file_knows_is_read_from_it():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ciudad/Inventada\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\nTZOFFSETFROM:+0530\r\n"
        "TZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    data = calendar("DTSTART;TZID=Ciudad/Inventada:20260508T190000").replace(
        b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT"
    )
    (found,) = records(data)
    assert found.start.astimezone(UTC) == datetime(2026, 5, 8, 13, 30, tzinfo=UTC)


def test_an_hour_that_the_clock_skips_is_said():
    (found,) = records(calendar("DTSTART;TZID=Europe/Madrid:20260329T023000"))
    assert found.start.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert "se salta las 02:30" in found.notes[0][1]


def test_a_duration_is_an_end():
    (found,) = records(calendar("DTSTART:20260508T220000Z", "DURATION:PT1H30M"))
    assert found.end == datetime(2026, 5, 8, 23, 30, tzinfo=UTC)


def test_a_rule_without_end_is_read_up_to_a_horizon():
    found = records(calendar("DTSTART:20260508T220000Z", "RRULE:FREQ=MONTHLY"))
    assert found[-1].start < max(timezone.now(), found[0].start) + timezone.timedelta(days=2 * 366)
    assert len(found) > 20


def test_an_old_series_without_end_has_the_past_year_and_what_comes():
    found = records(calendar("DTSTART:20150106T220000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU"))
    ago = timezone.now() - found[0].start
    assert timezone.timedelta(days=350) < ago <= timezone.timedelta(days=366)
    assert found[-1].start > timezone.now() + timezone.timedelta(days=700)
    assert "se repite desde hace más de un año" in found[0].notes[0][1]


def test_an_old_series_that_is_over_is_read_whole():
    found = records(calendar("DTSTART:20150106T220000Z", "RRULE:FREQ=WEEKLY;COUNT=30"))
    assert (len(found), found[0].notes) == (30, [])


def test_a_series_of_too_many_days_is_cut_and_says_so():
    days = ",".join(f"{1970 + n // 300}{n % 300 // 28 + 1:02}{n % 28 + 1:02}T220000Z" for n in range(1500))
    found = records(calendar("DTSTART:19700101T220000Z", f"RDATE:{days}"))
    assert len(found) == 1200
    assert "se leyeron 1200" in found[0].notes[0][1]


def test_days_of_a_list_are_meetings_too():
    found = records(calendar("DTSTART;VALUE=DATE:20260508", "RDATE;VALUE=DATE:20260608,20260708"))
    assert [timezone.localdate(record.start).month for record in found] == [5, 6, 7]
    assert all(record.all_day for record in found)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("FREQ=NEVER", "no es una regla"), ("garbage", "no es una regla"), ("FREQ=HOURLY", "más de una vez por día"),
        ("FREQ=DAILY;BYHOUR=1,2", "más de una vez por día"), ("FREQ=DAILY;INTERVAL=x", "no es una regla"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "no es una regla"), ("FREQ=YEARLY;BYDAY=60MO", "no es una regla"),
        ("FREQ=WEEKLY;INTERVAL=0;COUNT=5", "INTERVAL"), ("FREQ=DAILY;INTERVAL=0;BYDAY=MO", "INTERVAL"),
        ("FREQ=DAILY;COUNT=0", "COUNT"), ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "no da ningún día"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5", "no da ningún día"), ("FREQ=MONTHLY;BYDAY=6MO", "no da ningún día"),
        ("FREQ=DAILY;BYYEARDAY=367", "no da ningún día"), ("FREQ=WEEKLY;UNTIL=20200101T000000Z", "no da ningún día"),
    ],
)  # fmt: skip
def test_a_rule_that_is_none_or_never_comes_refuses_its_event_and_no_other(rule, message):
    other = b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260509T220000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    data = calendar("DTSTART:20260508T220000Z", f"RRULE:{rule}").replace(b"END:VCALENDAR", other)
    refused, _whole, good = read_ics(data)
    assert isinstance(refused, Refusal)
    assert message in refused.message
    assert good.key == "2"


def test_the_later_version_of_an_event_holds():
    one = calendar("DTSTART:20260508T220000Z", "SEQUENCE:1", "SUMMARY:Antes")
    two = b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260509T220000Z\r\nSEQUENCE:3\r\nSUMMARY:Ahora\r\nEND:VEVENT\r\nEND:VCALENDAR"
    (found,) = records(one.replace(b"END:VCALENDAR", two))
    assert found.title == "Ahora"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"hola", b"BEGIN:VCARD\r\nEND:VCARD", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", b"\x00\x01", b"PK\x03\x04",
        b"BEGIN:VCALENDAR\r\n\xff\xfe\x81\r\n",
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(Refusal):
        list(read_ics(data))


@pytest.mark.parametrize("cut", range(0, 2400, 37))
def test_a_file_that_is_cut_anywhere_never_breaks_the_reader(cut):
    data = BROKEN.read_bytes()[: 60 + cut]
    try:
        found = list(read_ics(data))
    except Refusal as refusal:
        found = [refusal]
    assert found
    assert all(isinstance(one, MeetingRecord | Refusal | Note | SeriesRead) for one in found)


def test_a_calendar_is_known_by_its_first_line():
    assert looks_like_calendar(b"\xef\xbb\xbfbegin:vcalendar\n")
    assert not looks_like_calendar(b"Date,Meeting\n")


PIECES = [line.encode() for line in BROKEN.read_text("utf-8").splitlines()]
ODD = [
    b"DTSTART:99999999T999999Z", b"DTSTART;VALUE=DATE:00010101", b"DTEND:21991231T235959Z", b"DURATION:P99999999999W",
    b"RRULE:FREQ=DAILY;UNTIL=x", b"RRULE:FREQ=WEEKLY;COUNT=-1", b"RRULE:FREQ=MONTHLY;BYDAY=9XX", b"EXDATE:x", b"RDATE:",
    b"RECURRENCE-ID:20240319", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20240312T190000Z", b"DTSTART;TZID=:20240101T100000",
    b"DURATION:-PT1H", b"SEQUENCE:many", b"BEGIN:", b"END:", b":", b";", b"UID:",
    b"LOCATION:https://x.example/a b",
    b"DTSTART;TZID=\"../../etc/passwd\":20240101T100000", b"SUMMARY:\x01\x02", b"TZID:Luna/Mar",
    b"DURATION:P999999W", b"RDATE;VALUE=PERIOD:20240101T100000Z/PT1H",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *ODD]), max_size=40), st.lists(st.sampled_from(ODD), max_size=4))
def test_lines_in_any_order_never_break_the_reader(lines, odd):
    data = b"\r\n".join(
        [b"BEGIN:VCALENDAR", *lines, b"BEGIN:VEVENT", b"UID:77", *odd, b"DTSTART:20260508T220000Z", b"END:VEVENT"]
    )
    try:
        found = list(read_ics(data))
    except Refusal as refusal:
        found = [refusal]
    assert found
    for one in found:
        assert isinstance(one, MeetingRecord | Refusal | Note | SeriesRead)
        if isinstance(one, MeetingRecord):
            assert one.start.tzinfo
            assert not one.end or one.end >= one.start
            assert len(one.key) <= 255
