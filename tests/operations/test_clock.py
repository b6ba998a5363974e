"""The clock: what runs when, what a fault does, and that two clocks take turns."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from portal.core import clock
from portal.core.models import ClockRun

pytestmark = pytest.mark.both_databases("clocks take turns by a lock")

# 12:00 in Buenos Aires; the city's midnight is 03:00 in UTC.
NOON = datetime(2025, 11, 22, 15, 0, 20, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def calls(monkeypatch):
    """Return the list of what the jobs of a clock without other jobs have done; they fail while "broken" is in it."""
    done = []

    def each_minute(now):
        done.append(("minute", now))

    def each_day(now):
        if "broken" in done:
            raise ValueError("for the test")
        done.append(("day", now))

    for registry in ("_minutely", "_daily", "_paused"):
        monkeypatch.setattr(clock, registry, {})
    clock.register_minutely(each_minute)
    clock.register_daily(each_day)
    return done


@pytest.mark.django_db
def test_a_minute_and_a_day_are_done_once(calls):
    assert len(clock.tick(NOON)) == 2
    assert clock.tick(NOON + timedelta(seconds=30)) == []
    clock.tick(NOON + MINUTE)
    assert calls == [("minute", NOON), ("day", NOON), ("minute", NOON + MINUTE)]


@pytest.mark.django_db
def test_the_day_is_the_citys(calls, settings):
    settings.TIME_ZONE = "America/Argentina/Buenos_Aires"
    late = datetime(2025, 11, 22, 2, 59, tzinfo=UTC)
    clock.tick(late)
    clock.tick(late + MINUTE)
    assert [what for what, _ in calls] == ["minute", "day", "minute", "day"]


@pytest.mark.django_db
def test_a_failed_job_is_logged_stops_no_other_and_is_tried_again_after_an_hour(calls, caplog):
    calls.append("broken")
    clock._daily["last"] = lambda now: calls.append(("last", now))
    done = clock.tick(NOON)
    assert "last" in done
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    calls.remove("broken")
    clock.tick(NOON + MINUTE)
    assert ("day", NOON + MINUTE) not in calls
    later = NOON + timedelta(hours=1, minutes=1)
    clock.tick(later)
    assert ("day", later) in calls


@pytest.mark.django_db
def test_a_day_that_failed_yesterday_and_before_is_still_due(calls):
    clock.tick(NOON - DAY)
    name = next(iter(clock._daily))
    calls.append("broken")
    clock.tick(NOON)
    assert ClockRun.objects.get(name=name).ran_at == NOON - DAY


@pytest.mark.django_db
def test_each_scheduled_change_stands_for_itself(monkeypatch):
    home = Page.objects.get(depth=2, locale__language_code="es")
    coming, ending, broken = (
        home.add_child(instance=Page(title=name, slug=name, live=name != "coming"))
        for name in ("coming", "ending", "broken")
    )
    coming.go_live_at = NOON - MINUTE
    coming.save_revision(approved_go_live_at=NOON - MINUTE)
    for page in (ending, broken):
        page.expire_at = NOON - MINUTE
        page.save()
    unpublish = Page.unpublish

    def fail_for_one(page, **kwargs):
        if page.pk == broken.pk:
            raise ValueError("for the test")
        unpublish(page, **kwargs)

    monkeypatch.setattr(Page, "unpublish", fail_for_one)
    with pytest.raises(RuntimeError, match="1 scheduled"):
        clock.publish_due(NOON)
    live = dict(Page.objects.filter(pk__in=[coming.pk, ending.pk, broken.pk]).values_list("slug", "live"))
    assert live == {"coming": True, "ending": False, "broken": True}
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.django_db
def test_what_is_not_due_stays(django_assert_max_num_queries):
    home = Page.objects.get(depth=2, locale__language_code="es")
    later = home.add_child(instance=Page(title="later", slug="later", live=False))
    later.save_revision(approved_go_live_at=NOON + MINUTE)
    with django_assert_max_num_queries(5):
        clock.publish_due(NOON)
    later.refresh_from_db()
    assert not later.live


@pytest.mark.django_db
def test_old_rows_go():
    for days, key in ((-1, "over"), (1, "open")):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + days * DAY)
    finished = {"status": "SUCCESSFUL", "args_kwargs": {"args": [], "kwargs": {}}, "backend_name": "default"}
    for days in (1, 100):
        DBTaskResult.objects.create(**finished, task_path=f"{days}", finished_at=timezone.now() - days * DAY)
    clock.clear_old_rows(timezone.now())
    assert [session.session_key for session in Session.objects.all()] == ["open"]
    assert [result.task_path for result in DBTaskResult.objects.all()] == ["1"]


@pytest.mark.postgres
def test_two_clocks_at_once_take_turns(django_db_setup, django_db_blocker):
    """On PostgreSQL the second waits for the first's row and then sees that it is too late.

    Outside the usual transaction, and not `transaction=True` either: that would empty the tables for the tests after it.
    """
    taken = []

    def second():
        taken.append(clock.take_turn("job", NOON, NOON))
        connection.close()

    with django_db_blocker.unblock():
        assert connection.vendor == "postgresql"
        row = ClockRun.objects.create(name="job", ran_at=NOON - DAY)
        try:
            with transaction.atomic():
                taken.append(clock.take_turn("job", NOON, NOON))
                other = threading.Thread(target=second)
                other.start()
                other.join(0.5)
                assert other.is_alive()
            other.join(10)
        finally:
            row.delete()
    assert taken == [True, False]
