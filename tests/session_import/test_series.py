"""Series that change at their source: an occurrence is known by its place in the series, whatever its hour."""

from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.councils.models import SessionPage
from tests.councils.city import council, long_known
from tests.factories import district_page
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("one key for two moments, compared by the database")]
DAY = timezone.timedelta(days=1)
#: a Tuesday to come, at ten in the evening of UTC: 19:00 in the city
FIRST = (timezone.now() + 30 * DAY).replace(hour=22, minute=0, second=0, microsecond=0)


@made_once
def canada():
    return council(district_page(), "Consejo de La Cañada", slug="canada")


def event(*lines, start=FIRST, sequence=0, uid="r1@x", method=""):
    """Return a calendar file (str) of one event of two hours with these lines."""
    end = start + timezone.timedelta(hours=2)
    head = [f"METHOD:{method}"] if method else []
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", *head, "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z",
        f"SEQUENCE:{sequence}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}", "SUMMARY:Comisión",
        "LOCATION:Centro", *lines, "END:VEVENT", "END:VCALENDAR", "",
    ])  # fmt: skip


WEEKLY = event("RRULE:FREQ=WEEKLY;COUNT=4")


def place(week):
    """Return RECURRENCE-ID of the occurrence of a week (from 0)."""
    return f"RECURRENCE-ID:{FIRST + 7 * week * DAY:%Y%m%dT%H%M%SZ}"


@pytest.fixture
def run(canada, tmp_path):
    """Return a function that imports calendars (str) in turn, published, and returns the last report's lines."""

    def imported(*texts):
        for text in texts:
            for page in SessionPage.objects.all():
                long_known(page)
            path, out = tmp_path / "calendario.ics", StringIO()
            path.write_text(text, encoding="utf-8")
            call_command("import_sessions", str(path), "--council", "canada", "--publish", stdout=out)
        return [line.replace(str(path), "archivo") for line in out.getvalue().splitlines()]

    return imported


def stored():
    """Return [(day and hour from the first, state)] of the sessions that are stored, by date."""
    return [((page.start - FIRST) / DAY, page.state) for page in SessionPage.objects.order_by("start")]


def weeks(*states, hour=0):
    """Return what `stored` says of a session each week."""
    return [(7 * number + hour / 24, state) for number, state in enumerate(states)]


def test_a_series_that_changes_its_hour_moves_its_sessions(run):
    run(WEEKLY, event("RRULE:FREQ=WEEKLY;COUNT=4", start=FIRST + timezone.timedelta(hours=1), sequence=3))
    assert stored() == weeks(*["rescheduled"] * 4, hour=1)


def test_a_series_that_changes_its_weekday_moves_its_sessions(run):
    run(WEEKLY, event("RRULE:FREQ=WEEKLY;COUNT=4", start=FIRST + 2 * DAY, sequence=1))
    assert [day for day, _state in stored()] == [2, 9, 16, 23]


@pytest.mark.parametrize("zone", ["Z", ";TZID=America/Argentina/Buenos_Aires", ";TZID=Europe/Madrid"])
def test_an_exception_alone_moves_its_session_whatever_zone_it_names(run, zone):
    wanted = FIRST + 7 * DAY
    if zone == "Z":
        line = f"RECURRENCE-ID:{wanted:%Y%m%dT%H%M%SZ}"
    else:
        line = f"RECURRENCE-ID{zone}:{wanted.astimezone(ZoneInfo(zone.partition('=')[2])):%Y%m%dT%H%M%S}"
    run(WEEKLY, event(line, start=FIRST + 8 * DAY, sequence=1))
    assert stored() == [(0, "confirmed"), (8, "rescheduled"), (14, "confirmed"), (21, "confirmed")]


def test_an_exception_alone_cancels_its_session(run):
    run(WEEKLY, event(place(2), "STATUS:CANCELLED", start=FIRST + 14 * DAY, sequence=2))
    assert stored() == weeks("confirmed", "confirmed", "cancelled", "confirmed")


def test_a_day_that_leaves_the_series_is_cancelled(run):
    without = event("RRULE:FREQ=WEEKLY;COUNT=4", f"EXDATE:{FIRST + 7 * DAY:%Y%m%dT%H%M%SZ}", sequence=1)
    report = run(WEEKLY, without)
    assert stored() == weeks("confirmed", "cancelled", "confirmed", "confirmed")
    assert "archivo:3: actualizada: Comisión (Ya no figura en el calendario de origen.)" in report
    assert run(without)[-1] == "3 reuniones: 3 sin cambios"


def test_a_series_that_ends_sooner_cancels_what_it_had(run):
    run(WEEKLY, event("RRULE:FREQ=WEEKLY;COUNT=2", sequence=1))
    assert stored() == weeks("confirmed", "confirmed", "cancelled", "cancelled")


def test_what_was_held_is_never_cancelled(run, monkeypatch):
    run(WEEKLY)
    monkeypatch.setattr(timezone, "now", lambda: FIRST + 10 * DAY)
    run(event("RRULE:FREQ=WEEKLY;COUNT=1", start=FIRST + 21 * DAY, sequence=1))
    assert stored() == weeks("confirmed", "confirmed", "cancelled", "confirmed")


def test_a_single_meeting_may_become_a_series_and_back(run):
    run(event())
    run(event("RRULE:FREQ=WEEKLY;COUNT=2", sequence=1))
    assert stored() == weeks("confirmed", "confirmed")
    run(event(sequence=2))
    assert stored() == weeks("confirmed", "cancelled")


def test_a_cancellation_cancels_what_is_known_and_makes_nothing(run):
    report = run(event(method="CANCEL", sequence=1))
    assert stored() == []
    assert "cancela una reunión que aquí no está" in report[0]
    run(WEEKLY, event(place(1), method="CANCEL", sequence=1))
    assert stored() == weeks("confirmed", "cancelled", "confirmed", "confirmed")
    run(event(method="CANCEL", sequence=2))
    assert stored() == weeks(*["cancelled"] * 4)


def test_a_meeting_may_be_added_to_its_series(run):
    run(WEEKLY, event(method="ADD", start=FIRST + 3 * DAY, sequence=1))
    assert [day for day, _state in stored()] == [0, 3, 7, 14, 21]


def test_an_older_version_changes_nothing(run):
    later = FIRST + timezone.timedelta(hours=1)
    report = run(event(start=later, sequence=2), event(sequence=1))
    assert stored() == [(1 / 24, "confirmed")]
    assert "no se tocó: Comisión (el archivo trae una versión anterior" in report[0]
    old = event(start=later, sequence=2).replace("DTSTAMP:20261101", "DTSTAMP:20251101").replace("Centro", "Otro")
    assert "versión anterior" in run(old)[0]


def test_an_older_series_does_not_bring_days_back(run):
    later = event("RRULE:FREQ=WEEKLY;COUNT=4", start=FIRST + timezone.timedelta(hours=1), sequence=3)
    run(WEEKLY, later, WEEKLY)
    assert stored() == weeks(*["rescheduled"] * 4, hour=1)


def test_what_is_private_is_not_stored_and_what_became_private_is_withdrawn(run):
    report = run(event("CLASS:PRIVATE"))
    assert stored() == []
    assert report[0] == "archivo:3: no se tocó: es privada en su origen: no se importa"
    run(event(), event("CLASS:CONFIDENTIAL", sequence=1))
    assert not SessionPage.objects.get().live


def test_tentative_is_planned_and_becomes_confirmed(run):
    run(event("STATUS:TENTATIVE"))
    assert stored() == [(0, "planned")]
    run(event("STATUS:CONFIRMED", sequence=1))
    assert stored() == [(0, "confirmed")]


def test_a_session_that_left_and_that_somebody_changed_is_named(run, admin_user):
    run(WEEKLY)
    page = SessionPage.objects.order_by("start").last()
    page.save_revision(user=admin_user).publish(user=admin_user)
    report = run(event("RRULE:FREQ=WEEKLY;COUNT=3", sequence=1))
    assert "no se tocó: Comisión (Ya no figura en el calendario de origen. Aquí alguien la cambió" in report[0]
    assert stored() == weeks(*["confirmed"] * 4)


def test_a_second_import_of_all_that_changes_nothing(run):
    later = event("RRULE:FREQ=WEEKLY;COUNT=4", place(1).replace("RECURRENCE-ID", "EXDATE"), sequence=2)
    run(WEEKLY, later)
    before = list(SessionPage.objects.values_list("pk", "latest_revision_id"))
    assert run(later)[-1] == "3 reuniones: 3 sin cambios"
    assert list(SessionPage.objects.values_list("pk", "latest_revision_id")) == before


def test_two_meetings_of_a_series_on_one_day_stay_two(run):
    twice = event(f"RDATE:{FIRST - DAY / 4:%Y%m%dT%H%M%SZ}", f"RDATE:{FIRST + 7 * DAY:%Y%m%dT%H%M%SZ}")
    run(twice)
    first = sorted(SessionPage.objects.values_list("source_key", "start"))
    assert len(first) == 3
    assert run(twice)[-1].endswith("3 sin cambios")
    assert sorted(SessionPage.objects.values_list("source_key", "start")) == first
