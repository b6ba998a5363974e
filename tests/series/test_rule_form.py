"""Form 1: the rule in words, and how they meet, from the council's last session."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.models import Series, SessionPage
from tests.councils.city import council, moment, session
from tests.districts.teams import browser
from tests.factories import district_page, terms
from tests.office.dashboard.office import member
from tests.series.rules_made import series
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def west():
    return district_page()


@made_once
def editor(west):
    return browser(member(Role.EDITOR, west))


def answered(**more):
    """Return what a browser sends of form 1 for every Tuesday at seven, with other answers."""
    return {
        "kind": "weekly",
        "interval": "1",
        "weekdays": ["1"],
        "weekday": "0",
        "month_day": "-1",
        "year_day": "1",
        "month": "1",
        "at": "19:00",
        "minutes": "120",
        "first_day": timezone.localdate().isoformat(),
        "last_day": "",
        "horizon_weeks": "4",
        "modality": "in-person",
        "venue_name": "Club San Miguel",
        "join_visibility": "window",
        "join_minutes": "15",
        **more,
    }


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({}, "FREQ=WEEKLY;BYDAY=TU"),
        ({"interval": "2", "weekdays": ["3", "1"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
        ({"kind": "monthly-weekday", "nths": ["-1", "1"], "weekday": "3"}, "FREQ=MONTHLY;BYDAY=1TH,-1TH"),
        ({"kind": "monthly-date", "month_day": "31"}, "FREQ=MONTHLY;BYMONTHDAY=31"),
        ({"kind": "yearly", "year_day": "29", "month": "2", "interval": ""}, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
    ],
)
def test_the_answers_become_a_rule(west, editor, answers, rule):
    url = reverse("council_series_add", args=[council(west).pk])
    assert editor.post(url, answered(**answers)).status_code == 302
    made = Series.objects.get()
    assert (made.rule, made.at, made.minutes) == (rule, time(19), 120)
    edit = editor.get(reverse("council_series_edit", args=[made.pk]))
    sent = {name: value for name, value in edit.context["form"].initial.items() if name in answers}
    assert {name: str(value) for name, value in sent.items() if name == "kind"} == (
        {"kind": answers["kind"]} if "kind" in answers else {}
    )


def test_the_first_sessions_are_prepared_at_once(west, editor):
    of = council(west)
    response = editor.post(reverse("council_series_add", args=[of.pk]), answered())
    assert response.url == reverse("council_series", args=[of.pk])
    assert SessionPage.objects.filter(live=False).count() == 4


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"interval": "13"}, "interval"),
        ({"interval": "x"}, "interval"),
        ({"kind": "monthly-weekday", "nths": []}, "nths"),
        ({"kind": "yearly", "year_day": "31", "month": "4"}, "year_day"),
        ({"kind": "daily"}, "kind"),
        ({"last_day": "2000-01-01"}, "last_day"),
        ({"minutes": "0"}, "minutes"),
        ({"horizon_weeks": "0"}, "horizon_weeks"),
        ({"horizon_weeks": "99"}, "horizon_weeks"),
        ({"phone_code": "77"}, "phone_in"),
        ({"month_day": "99", "kind": "monthly-date"}, "month_day"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(west, editor, answers, field):
    response = editor.post(reverse("council_series_add", args=[council(west).pk]), answered(**answers))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Series.objects.exists()


@pytest.mark.parametrize("field", ["first_day", "last_day"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_year_that_nobody_means_is_said_beside_its_date(west, editor, field, day):
    response = editor.post(reverse("council_series_add", args=[council(west).pk]), answered(**{field: day}))
    assert response.status_code == 422
    assert "el año" in str(response.context["form"].errors[field])


def test_a_rule_that_never_happens_is_refused(west, editor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    other = str((tomorrow.weekday() + 3) % 7)
    sent = answered(first_day=tomorrow.isoformat(), last_day=tomorrow.isoformat(), weekdays=[other])
    response = editor.post(reverse("council_series_add", args=[council(west).pk]), sent)
    assert "no habría ninguna sesión" in response.content.decode()


def test_how_they_meet_comes_from_the_last_session(west, editor):
    of = council(west)
    childcare = terms("service", "childcare")
    session(of, "2026-01-06 18:30", venue_name="Viejo")
    session(of, "2026-02-03 20:15", end=moment("2026-02-03 21:45"), venue_name="Vecinal", services=childcare)
    form = editor.get(reverse("council_series_add", args=[of.pk])).context["form"]
    assert form.initial["venue_name"] == "Vecinal"
    assert (form.initial["at"], form.initial["minutes"]) == (time(20, 15), 90)
    assert form.initial["services"] == childcare
    assert form.initial["weekdays"] == (1,)


def test_a_session_takes_over_what_its_series_says(west):
    from portal.councils.rrule import moment_on
    from portal.series.generate import make_sessions

    childcare = terms("service", "childcare")
    made = series(council(west, audience="Vecinas"), logistics="40 sillas", minutes=90)
    made.services.set(childcare)
    made.save()
    start = moment_on(date(2026, 11, 24), time(19))
    page = make_sessions(made, [start])[start]
    assert list(page.services.all()) == childcare
    assert (page.logistics, page.audience, page.venue_name) == ("40 sillas", "Vecinas", "Club San Miguel")
    assert page.end - page.start == timedelta(minutes=90)
    assert (page.slug, page.recurrence_id) == ("2026-11-24", start)
    assert list(page.get_latest_revision_as_object().services.all()) == childcare
