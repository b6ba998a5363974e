"""The gate goes on when more comes than usual, and off by itself; people can set it by hand."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.core.registry import all_figures
from portal.spam_protection.gate import CALM, end_periods, is_under_attack, usual_hour
from portal.spam_protection.models import FormHour, GatePeriod
from portal.spam_protection.protection import Verdict, protect
from portal.spam_protection.retention import purge_spam_protection

from .sendings import NOON, attack, filled, judged, sending

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("counts by hour, one open period a form")]


def come(count, at=NOON, minutes=9, form="proposal"):
    """Let as many sendings come, each from another network, within minutes before `at`."""
    for number in range(count):
        moment = at - timedelta(minutes=minutes) * (count - number) / count
        address = f"198.{51 + number // 250}.{number % 250}.9"
        judged(filled(form, moment - timedelta(minutes=2)), form, moment, address=address)


def busy_days(busiest, days=14, form="proposal"):
    """Let the form have known days whose busiest hour brought as many sendings."""
    for day in range(1, days + 1):
        FormHour.objects.create(form=form, hour=NOON - timedelta(days=day), ordinary=busiest)
        FormHour.objects.create(form=form, hour=NOON - timedelta(days=day, hours=9), ordinary=2)


def test_a_quiet_portal_does_not_flip_at_a_few():
    come(60)
    assert not is_under_attack("proposal", NOON)
    come(1, minutes=0)
    assert is_under_attack("proposal", NOON)
    assert not is_under_attack("topic", NOON)


def test_an_hour_of_slow_robots_flips_it_too():
    come(121, minutes=59)
    assert is_under_attack("proposal", NOON)


def test_a_portal_that_is_used_much_bears_more():
    busy_days(90)
    assert usual_hour("proposal", NOON) == 90
    come(90)
    assert not is_under_attack("proposal", NOON)
    come(1, minutes=0)
    assert is_under_attack("proposal", NOON)


def test_one_day_of_a_campaign_does_not_change_what_is_usual():
    busy_days(10)
    FormHour.objects.create(form="proposal", hour=NOON - timedelta(days=15), ordinary=5000)
    assert usual_hour("proposal", NOON) == 10


def test_one_address_alone_turns_no_gate_on():
    for number in range(150):
        moment = NOON + timedelta(seconds=20 * number)
        judged(filled(shown=moment - timedelta(minutes=2)), at=moment, address="203.0.113.5")
    assert not is_under_attack("proposal", NOON + timedelta(minutes=50))


def test_robots_from_fifty_addresses_are_held_and_teach_nothing():
    verdicts = [judgement.verdict for judgement in attack(sendings=500)]
    assert verdicts[:60] == [Verdict.PASS] * 60
    assert set(verdicts[60:]) == {Verdict.HOLD}
    hours = FormHour.objects.all()
    assert sum(hour.ordinary for hour in hours) == 60
    assert sum(hour.held for hour in hours) == 440


def test_the_gate_goes_off_by_itself_half_an_hour_after_the_last_of_them(caplog):
    with caplog.at_level(logging.WARNING):
        attack()
        last = GatePeriod.objects.get().until
        assert NOON + CALM - timedelta(minutes=2) <= last <= NOON + CALM
        end_periods(last - timedelta(seconds=1))
        assert is_under_attack("proposal", last - timedelta(seconds=1))
        end_periods(last)
        end_periods(last)
    assert not is_under_attack("proposal", last)
    assert judged(filled(shown=last - timedelta(minutes=2)), at=last).verdict is Verdict.PASS
    told = [record.getMessage() for record in caplog.records if "gate of the form" in record.getMessage()]
    assert [("is on." in line, "off again" in line) for line in told] == [(True, False), (False, True)]


def test_a_second_attack_begins_a_second_period():
    attack()
    end_periods(NOON + timedelta(hours=3))
    attack(at=NOON + timedelta(hours=3))
    assert GatePeriod.objects.filter(ended_at__isnull=True).count() == 1
    assert GatePeriod.objects.count() == 2


def test_a_page_asks_once_whether_the_gate_is_on(django_assert_num_queries):
    with django_assert_num_queries(1):
        protect(sending(), "proposal")
        protect(sending(), "proposal")


def test_a_sending_asks_the_database_a_known_number_of_times(django_assert_max_num_queries):
    judged(filled())
    with django_assert_max_num_queries(16):
        judged(filled())


def test_an_administrator_sets_the_gate_by_hand_and_leaves_it_to_the_rates_again():
    out = StringIO()
    call_command("spam_gate", "on", "--hours", "2", stdout=out)
    assert "every form: on by hand until" in out.getvalue()
    now = timezone.now()
    assert is_under_attack("proposal", now)
    assert not is_under_attack("proposal", now + timedelta(hours=3))
    call_command("spam_gate", "auto", stdout=out)
    assert not is_under_attack("proposal", timezone.now())


def test_kept_off_by_hand_no_rate_turns_it_on():
    now = timezone.now()
    call_command("spam_gate", "off", "--form", "proposal", stdout=StringIO())
    attack(at=now + timedelta(minutes=1))
    assert not is_under_attack("proposal", now + timedelta(minutes=1))
    call_command("spam_gate", "auto", "--form", "proposal", stdout=StringIO())
    assert is_under_attack("proposal", timezone.now() + timedelta(minutes=1))


def test_metrics_tell_the_gate_and_how_the_day_was_judged(client):
    attack(at=timezone.now())
    assert all_figures()['form_gate_on{form="proposal"}'] == 1
    text = client.get("/metrics").content.decode()
    assert 'participa_form_gate_on{form="proposal"} 1\n' in text
    assert 'participa_form_sendings_day{form="proposal",verdict="held"} 10\n' in text


def test_counts_are_forgotten_after_four_weeks():
    busy_days(10, days=40)
    purge_spam_protection(NOON)
    assert FormHour.objects.count() == 2 * 27 + 1  # of the day four weeks ago the later hour
    attack()
    end_periods(NOON + timedelta(days=1))
    purge_spam_protection(NOON + timedelta(weeks=5))
    assert GatePeriod.objects.count() == 0
