"""A changed rule asks about every session already made, and touches none that nobody decided on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.models import Series, SessionPage
from portal.events.models import EventState
from portal.series.generate import prepare_sessions
from tests.councils.city import council, long_known
from tests.districts.teams import browser
from tests.factories import district_page, publish
from tests.office.dashboard.office import member
from tests.series.rules_made import series
from tests.series.test_rule_form import answered
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the series is locked while its sessions change")]


@pytest.fixture(autouse=True)
def no_holidays(settings):
    settings.HOLIDAYS = ""


@made_once
def west():
    return district_page()


@made_once
def editor(west):
    return browser(member(Role.EDITOR, west))


@pytest.fixture
def tuesdays(west):
    """A series of four prepared Tuesdays, the first of them announced."""
    made = series(council(west), first_day=timezone.localdate(), horizon_weeks=4)
    prepare_sessions(timezone.now())
    publish(SessionPage.objects.earliest("start"))
    return made


def sessions():
    return list(SessionPage.objects.order_by("recurrence_id"))


def state():
    """Return everything that a reader or an editor sees of the sessions."""
    return [(page.pk, page.start, page.state, page.live, page.latest_revision_id) for page in sessions()]


def asked(editor, made, **answers):
    """Return the form that asks what happens, and what was sent of the rule."""
    sent = answered(**{"active": "on", **answers})
    response = editor.post(reverse("council_series_edit", args=[made.pk]), sent)
    assert response.status_code == 200, response.status_code
    return response.context["form"], sent


def decide(editor, made, form, sent, **choices):
    """Send what was decided: the proposal for each session, except for those in `choices` {name: choice}."""
    proposed = {name: field.initial for name, field in form.fields.items() if name.startswith("session-")}
    sent = {**sent, "version": form.stored, "reason": "Cambia el día.", **proposed, **choices}
    return editor.post(reverse("council_series_edit", args=[made.pk]), sent)


def test_asking_touches_nothing(tuesdays, editor):
    before = state()
    form, _sent = asked(editor, tuesdays, weekdays=["2"])
    assert len(form.proposals) == len(before)
    assert state() == before
    tuesdays.refresh_from_db()
    assert (tuesdays.rule, tuesdays.version) == ("FREQ=WEEKLY;BYDAY=TU", 1)


def test_proposals_keep_what_is_announced_and_move_drafts(tuesdays, editor):
    form, sent = asked(editor, tuesdays, weekdays=["2"])
    first, *others = sessions()
    assert [form.fields[f"session-{page.pk}"].initial for page in (first, *others)] == ["keep", *["move"] * len(others)]
    assert decide(editor, tuesdays, form, sent).status_code == 302
    tuesdays.refresh_from_db()
    assert (tuesdays.rule, tuesdays.version) == ("FREQ=WEEKLY;BYDAY=WE", 2)
    after = sessions()
    assert after[0].start == first.start
    assert all(timezone.localtime(page.start).weekday() == 2 for page in after[1:])
    assert len(after) - len(others) in (1, 2)  # the new rule may bring one more before the horizon


def test_what_stays_takes_the_place_of_the_new_date(tuesdays, editor):
    form, sent = asked(editor, tuesdays, weekdays=["2"])
    decide(editor, tuesdays, form, sent)
    before = state()
    prepare_sessions(timezone.now())
    assert state() == before
    assert len({page.recurrence_id for page in sessions()}) == len(before)


def test_an_announced_session_moves_visibly_when_the_editor_says_so(tuesdays, editor):
    first = long_known(sessions()[0])
    form, sent = asked(editor, tuesdays, weekdays=["2"])
    decide(editor, tuesdays, form, sent, **{f"session-{first.pk}": "move"})
    page = SessionPage.objects.get(pk=first.pk)
    assert (page.former_start, page.state, page.live) == (first.start, EventState.RESCHEDULED, True)
    assert page.cancel_reason == "Cambia el día."
    assert page.recurrence_id == page.start


def test_sessions_are_cancelled_with_a_reason_or_deleted_when_never_announced(tuesdays, editor):
    first, second, *_others = sessions()
    form, sent = asked(editor, tuesdays, active="")
    choices = {f"session-{first.pk}": "cancel", f"session-{second.pk}": "delete"}
    refused = decide(editor, tuesdays, form, {**sent, "active": ""}, reason="", **choices)
    assert refused.status_code == 422
    sent.pop("active")
    assert decide(editor, tuesdays, form, sent, **choices).status_code == 302
    assert SessionPage.objects.get(pk=first.pk).state == EventState.CANCELLED
    assert not SessionPage.objects.filter(pk=second.pk).exists()
    tuesdays.refresh_from_db()
    assert not tuesdays.active
    assert tuesdays.exceptions == []


def test_what_is_announced_cannot_be_deleted_by_a_change(tuesdays, editor):
    first = sessions()[0]
    form, sent = asked(editor, tuesdays, weekdays=["2"])
    assert decide(editor, tuesdays, form, sent, **{f"session-{first.pk}": "delete"}).status_code == 422
    assert SessionPage.objects.filter(pk=first.pk).exists()


def test_another_hour_asks_too(tuesdays, editor):
    form, sent = asked(editor, tuesdays, at="18:00")
    assert all(proposal.start for proposal in form.proposals)
    decide(editor, tuesdays, form, sent, **{f"session-{page.pk}": "move" for page in sessions()})
    assert {timezone.localtime(page.start).hour for page in sessions()} == {18}
    assert {page.end - page.start for page in sessions()} == {timedelta(hours=2)}


def test_another_place_asks_nothing_and_changes_no_session(tuesdays, editor):
    before = state()
    sent = answered(active="on", venue_name="Otro club", first_day=tuesdays.first_day.isoformat(), skips_holidays="on")
    response = editor.post(reverse("council_series_edit", args=[tuesdays.pk]), sent)
    assert response.status_code == 302
    assert state() == before
    tuesdays.refresh_from_db()
    assert (tuesdays.venue_name, tuesdays.version) == ("Otro club", 1)


def test_a_decision_about_an_earlier_state_is_refused(tuesdays, editor):
    form, sent = asked(editor, tuesdays, weekdays=["2"])
    Series.objects.filter(pk=tuesdays.pk).update(version=7)
    before = state()
    assert decide(editor, tuesdays, form, sent).status_code == 422
    assert state() == before


def test_a_moved_session_is_left_alone_while_the_rule_wants_its_date(tuesdays, editor):
    first = sessions()[0]
    move = reverse("event_move", args=[first.pk])
    new = timezone.localtime(first.start) + timedelta(days=1)
    assert editor.post(move, {"start": f"{new:%Y-%m-%d %H:%M}", "end": "", "reason": "Tormenta"}).status_code == 302
    moved = SessionPage.objects.get(pk=first.pk)
    assert (moved.start, moved.end - moved.start) == (new, timedelta(hours=2))
    form, _sent = asked(editor, tuesdays, minutes="90")
    assert first.pk not in {proposal.session.pk for proposal in form.proposals}


def test_cancelling_and_reviving_are_one_form_each(tuesdays, editor):
    first = sessions()[0]
    cancel, revive = (reverse(name, args=[first.pk]) for name in ("event_cancel", "event_revive"))
    assert editor.post(cancel, {"reason": ""}).status_code == 422
    assert editor.post(f"{cancel}?next=https://evil.example/", {"reason": "Tormenta"}).url.startswith("/admin/")
    assert SessionPage.objects.get(pk=first.pk).state == EventState.CANCELLED
    assert editor.post(f"{revive}?next=/admin/series-week/", {}).url == "/admin/series-week/"
    assert SessionPage.objects.get(pk=first.pk).state == EventState.CONFIRMED
