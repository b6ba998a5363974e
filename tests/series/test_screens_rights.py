"""Who may do what on the screens of series, and which buttons lead there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.models import Series, SessionPage
from portal.events.models import EventState
from portal.series.generate import prepare_sessions
from tests.councils.city import council
from tests.districts.teams import browser
from tests.factories import district_page, neighbourhood, publish
from tests.office.dashboard.office import member
from tests.series.rules_made import series
from tests.series.test_screens import WEEK, answers, shown
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


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


def addresses(made, page):
    """Return the screens of a series and of its session."""
    return [
        reverse("council_series", args=[made.council_id]),
        reverse("council_series_add", args=[made.council_id]),
        reverse("council_series_edit", args=[made.pk]),
        *(reverse(name, args=[page.pk]) for name in ("event_move", "event_cancel", "event_revive")),
    ]


@pytest.fixture
def announced(west):
    """A series with one session that is public."""
    made = series(council(west), first_day=timezone.localdate())
    prepare_sessions(timezone.now())
    return made, publish(SessionPage.objects.earliest("start"))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.AUTHOR, Role.TRANSLATOR, Role.STATISTICS])
def test_another_district_is_refused(announced, role):
    made, page = announced
    stranger = browser(member(role, district_page("Sur", "sur")))
    for url in addresses(made, page):
        assert stranger.get(url).status_code == 403, url
        assert stranger.post(url, {"reason": "x"}).status_code == 403, url
    assert SessionPage.objects.get(pk=page.pk).state == EventState.CONFIRMED
    assert made.council.title not in stranger.get(reverse(WEEK)).content.decode()


def test_visitors_are_asked_to_log_in(announced):
    made, page = announced
    for url in [*addresses(made, page), reverse(WEEK)]:
        assert Client().get(url).status_code == 302


def test_an_author_prepares_and_does_not_publish(announced, west):
    made, page = announced
    author = browser(member(Role.AUTHOR, west))
    url = reverse("council_series", args=[made.council_id])
    Series.objects.filter(pk=made.pk).update(horizon_weeks=10)
    form = shown(author, url)
    assert [mode for mode, _label in form.fields["mode"].choices] == ["draft"]
    new = [row.occurrence.key for row in form.source if row.may_pick]
    assert len(new) == 2
    sent = {f"pick-{key}": "on" for key in new}
    assert author.post(url, {"mode": "now", **sent}).status_code == 422
    assert author.post(url, {"mode": "draft", **sent}).status_code == 302
    assert SessionPage.objects.count() == 10
    assert SessionPage.objects.filter(live=True).count() == 1
    for refused in addresses(made, page)[1:]:
        assert author.get(refused).status_code == 403


def test_an_official_of_some_neighbourhoods_has_the_councils_of_hers(west):
    hers, other = neighbourhood(west), neighbourhood(west, "Ludueña")
    for place in (hers, other):
        series(council(west, f"Consejo de {place.name}", neighbourhood=place), first_day=timezone.localdate())
    official = browser(member(Role.EDITOR, west, [hers]))
    form = shown(official, reverse(WEEK))
    assert {row.occurrence.series.council.title for row in form.source} == {f"Consejo de {hers.name}"}
    assert official.post(reverse(WEEK), answers(form)).status_code == 302
    assert [page.neighbourhood for page in SessionPage.objects.filter(live=True)] == [hers]


def test_local_holidays_are_the_curators(west, editor):
    url = reverse("local_holidays:add")
    assert editor.get(url).status_code == 403
    assert editor.get(reverse("local_holidays:index")).status_code == 200


def test_buttons_of_a_session_stand_in_its_listing_and_its_editor(announced, editor):
    made, page = announced
    move, cancel, revive = (reverse(name, args=[page.pk]) for name in ("event_move", "event_cancel", "event_revive"))
    listing = reverse("wagtailadmin_explore", args=[made.council_id])
    for url in (listing, reverse("wagtailadmin_pages:edit", args=[page.pk])):
        body = editor.get(url).content.decode()
        assert move in body, url
        assert cancel in body, url
        assert revive not in body, url
    assert reverse("council_series", args=[made.council_id]) in editor.get(listing).content.decode()
    editor.post(cancel, {"reason": "Tormenta"})
    assert revive in editor.get(listing).content.decode()


def test_nothing_moves_to_a_year_that_nobody_means(announced, editor):
    _made, page = announced
    for moment in ("9999-12-31 23:50", "0001-01-01 10:00"):
        response = editor.post(reverse("event_move", args=[page.pk]), {"start": moment, "reason": "Tormenta"})
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"start"}


def test_nobody_sees_a_button_that_is_refused(announced, west):
    made, page = announced
    author = browser(member(Role.AUTHOR, west))
    listing = author.get(reverse("wagtailadmin_explore", args=[made.council_id])).content.decode()
    assert reverse("event_move", args=[page.pk]) not in listing
    assert reverse("council_series", args=[made.council_id]) in listing


def test_what_waits_names_the_sessions_of_these_weeks(announced, west, editor):
    body = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Sesiones de estas dos semanas sin publicar" in body
    assert reverse(WEEK) in body
