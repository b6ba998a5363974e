"""The screens of series: eight sessions with one form, each made once, by whoever may, and no question more for many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.core.weeks import Week
from portal.councils.models import LocalHoliday, Series, SessionPage
from portal.events.models import EventState
from portal.series.generate import prepare_sessions
from portal.series.occurrences import series_occurrences
from tests.councils.city import council
from tests.districts.teams import browser
from tests.factories import district_page
from tests.office.dashboard.office import member
from tests.series.rules_made import series
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("sessions are made under a lock")]

WEEK = "council_series_week"


@pytest.fixture(autouse=True)
def no_holidays(settings):
    """The dates of these tests are those of the day on which they run."""
    settings.HOLIDAYS = ""


@made_once
def west():
    return district_page()


@made_once
def editor(west):
    return browser(member(Role.EDITOR, west))


def eight(folder):
    """Return the series of eight councils that meet each week."""
    names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "MO")
    return [
        series(council(folder, f"Consejo {number}"), f"FREQ=WEEKLY;BYDAY={day}", first_day=timezone.localdate())
        for number, day in enumerate(names)
    ]


def shown(client, url):
    """Return form 2 as a screen shows it."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.context["form"]


def answers(form, mode="now", **more):
    """Return what a browser sends of form 2 without touching anything else."""
    checked = [name for name, field in form.fields.items() if name.startswith("pick-") and field.initial]
    checked += [name for name, field in form.fields.items() if name.startswith("skip-") and field.initial]
    return {"mode": mode, **dict.fromkeys(checked, "on"), **more}


def test_eight_sessions_of_next_week_are_one_form(west, editor):
    eight(west)
    url = reverse(WEEK)
    form = shown(editor, url)
    assert len(answers(form)) == 1 + 8
    assert editor.post(url, answers(form)).status_code == 302
    sessions = SessionPage.objects.filter(live=True)
    assert sessions.count() == 8
    week = Week.now().plus(1)
    assert all(week.begin <= page.start < week.end for page in sessions)
    assert {timezone.localtime(page.start).hour for page in sessions} == {19}
    assert len({page.reference for page in sessions}) == 8
    assert {page.state for page in sessions} == {EventState.CONFIRMED}


def test_on_a_phone_a_date_is_a_block_and_its_boxes_say_what_they_do(west, editor):
    eight(west)
    html = editor.get(reverse(WEEK)).content.decode()
    assert "admin/occurrences" in html
    assert 'class="listing occurrences"' in html
    assert html.count('<td data-label="Publicar">') == 8


def test_an_hour_in_a_year_that_nobody_means_is_said_beside_it(west, editor):
    eight(west)
    url = reverse(WEEK)
    sent = answers(shown(editor, url), mode="later", go_live_at="9999-12-31 23:50")
    response = editor.post(url, sent)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"go_live_at"}


def test_the_same_form_sent_twice_makes_nothing_new(west, editor):
    eight(west)
    url = reverse(WEEK)
    sent = answers(shown(editor, url))
    for _time in range(2):
        editor.post(url, sent)
    assert SessionPage.objects.count() == 8
    assert all(page.revisions.count() == 2 for page in SessionPage.objects.all())


def test_titles_and_leads_of_a_row_are_those_of_its_session(west, editor):
    made = series(council(west), first_day=timezone.localdate(), rule="FREQ=WEEKLY;BYDAY=WE")
    url = reverse(WEEK)
    form = shown(editor, url)
    key = form.source[0].occurrence.key
    editor.post(url, answers(form, **{f"title-{key}": "La plaza", f"lead-{key}": "Bancos y sombra."}))
    page = SessionPage.objects.get(series=made)
    assert (page.title, page.lead, page.live) == ("La plaza", "Bancos y sombra.", True)


def test_sessions_can_go_public_later_by_themselves(west, editor):
    series(council(west), first_day=timezone.localdate())
    url = reverse(WEEK)
    later = timezone.localtime() + timedelta(hours=2)
    sent = answers(shown(editor, url), "later", go_live_at=f"{later:%Y-%m-%d %H:%M}")
    assert editor.post(url, sent).status_code == 302
    page = SessionPage.objects.get()
    assert not page.live
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 1
    form = shown(editor, url)
    assert form.source[0].occurrence.is_scheduled
    assert answers(form) == {"mode": "now"}  # who looks again does not publish it by accident


def test_a_moment_that_is_over_is_refused_and_nothing_is_made(west, editor):
    series(council(west), first_day=timezone.localdate())
    url = reverse(WEEK)
    form = shown(editor, url)
    for wrong in ("", "2020-01-01 10:00", "mañana"):
        assert editor.post(url, answers(form, "later", go_live_at=wrong)).status_code == 422
    assert SessionPage.objects.count() == 0


def test_a_day_without_a_meeting_is_remembered_and_brought_back(west, editor):
    made = series(council(west), first_day=timezone.localdate())
    url = reverse(WEEK)
    form = shown(editor, url)
    key = form.source[0].occurrence.key
    assert editor.post(url, {"mode": "now", f"skip-{key}": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.exceptions == [form.source[0].occurrence.day.isoformat()]
    prepare_sessions(timezone.now())
    assert SessionPage.objects.count() == made.horizon_weeks - 1
    assert editor.post(url, {"mode": "now"}).status_code == 302
    made.refresh_from_db()
    assert made.exceptions == []


def test_a_deleted_draft_is_not_made_again(west):
    made = series(council(west), first_day=timezone.localdate())
    prepare_sessions(timezone.now())
    count = SessionPage.objects.count()
    SessionPage.objects.earliest("start").delete()
    prepare_sessions(timezone.now())
    assert SessionPage.objects.count() == count - 1
    made.refresh_from_db()
    assert len(made.exceptions) == 1


def test_a_local_holiday_is_skipped_and_named(west, editor):
    made = series(council(west), first_day=timezone.localdate())
    url = reverse(WEEK)
    day = shown(editor, url).source[0].occurrence.day
    LocalHoliday.objects.create(day=day, name="Día del río")
    assert "Feriado: Día del río" in editor.get(url).content.decode()
    prepare_sessions(timezone.now())
    assert not SessionPage.objects.filter(start__date=day).exists()
    Series.objects.filter(pk=made.pk).update(skips_holidays=False)
    prepare_sessions(timezone.now())
    assert SessionPage.objects.filter(start__date=day).exists()


def test_the_clock_prepares_drafts_once_and_publishes_nothing(west):
    eight(west)
    for _time in range(2):
        prepare_sessions(timezone.now())
    assert SessionPage.objects.count() == 8 * 8
    assert not SessionPage.objects.filter(live=True).exists()


def test_a_series_that_cannot_be_read_stops_no_other(west):
    series(council(west, "Roto"), rule="FREQ=NEVER", first_day=timezone.localdate())
    series(council(west, "Sano"), first_day=timezone.localdate())
    with pytest.raises(RuntimeError, match="1 series"):
        prepare_sessions(timezone.now())
    assert {page.council.title for page in SessionPage.objects.all()} == {"Sano"}


def test_closed_districts_and_resting_councils_meet_no_more(west):
    resting = council(west, "Descansa", active=False)
    series(resting, first_day=timezone.localdate())
    closed = district_page("Sur", "sur")
    series(council(closed), first_day=timezone.localdate())
    closed.record.active = False
    closed.record.save()
    prepare_sessions(timezone.now())
    assert SessionPage.objects.count() == 0


# Many ----------------------------------------------------------------------------------------------------------------


def questions(work):
    """Return how many questions the database is asked by `work()`."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        work()
    return len(asked)


def test_130_series_ask_no_more_than_three(west, editor):
    made = [series(council(west, f"Consejo {number}"), first_day=timezone.localdate()) for number in range(3)]
    url = reverse(WEEK)
    shown(editor, url)
    few = questions(lambda: shown(editor, url))
    clock = questions(lambda: prepare_sessions(timezone.now() - timedelta(weeks=9)))
    template = made[0]
    Series.objects.bulk_create(
        Series(council=template.council, rule=template.rule, first_day=template.first_day, at=template.at)
        for _number in range(127)
    )
    many = questions(lambda: shown(editor, url))
    assert len(shown(editor, url).source) == 130
    assert many == few
    assert few < 40
    now = timezone.now() - timedelta(weeks=9)  # nothing is due: what the clock asks is the same however many they are
    assert questions(lambda: prepare_sessions(now)) == clock


def test_planning_asks_four_questions(west):
    made = [series(council(west, f"Consejo {number}"), first_day=timezone.localdate()) for number in range(3)]
    prepare_sessions(timezone.now())
    many = list(Series.objects.filter(pk__in=[one.pk for one in made]))
    begin, end = timezone.now(), timezone.now() + timedelta(weeks=8)
    assert questions(lambda: series_occurrences(many, begin, end)) <= 4
