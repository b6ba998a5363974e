"""How much comes from where: an address has a budget, a form has none; a proxy's word counts only where it is trusted."""

from datetime import timedelta

import pytest

from portal.core.models import Attempt
from portal.spam_protection.protection import Verdict
from portal.spam_protection.rates import (
    LIMIT_OF_ONE,
    LIMIT_OF_WIDE,
    OF_ONE,
    sender_network,
    wait_for_budget,
    wide_network,
)

from .sendings import NOON, filled, judged, sending

pytestmark = pytest.mark.django_db


def used_up(network, form="proposal", at=NOON, limit=LIMIT_OF_ONE):
    """Return how many of `limit` sendings within a minute find the budget of a network used up."""
    return [bool(wait_for_budget(form, network, at + timedelta(seconds=60 * n / limit))) for n in range(limit)].count(
        True
    )


def test_forty_people_of_a_library_begin_and_send_within_a_quarter_of_an_hour():
    moments = [NOON + timedelta(seconds=11 * number) for number in range(80)]
    verdicts = {judged(filled(shown=at - timedelta(minutes=2)), at=at, address="203.0.113.5").verdict for at in moments}
    assert verdicts == {Verdict.PASS}


def test_one_address_reads_how_many_minutes_to_wait_and_then_goes_on():
    assert used_up("203.0.113.5") == 0
    judgement = judged(filled(), at=NOON + timedelta(minutes=30), address="203.0.113.5")
    assert (judgement.verdict, judgement.wait) == (Verdict.SLOW_DOWN, timedelta(minutes=30))
    assert "en 30 minutos" in judgement.message
    assert judged(filled(), at=NOON + timedelta(minutes=62), address="203.0.113.5").verdict is Verdict.PASS


def test_one_address_shuts_out_nobody_around_it():
    used_up("203.0.113.5")
    used_up("203.0.113.5", at=NOON + timedelta(minutes=1))
    assert judged(filled(), at=NOON + timedelta(minutes=2), address="203.0.113.6").verdict is Verdict.PASS
    assert judged(filled("topic"), "topic", NOON + timedelta(minutes=2), address="203.0.113.5").verdict is Verdict.PASS


def test_three_addresses_use_up_what_lies_around_them_and_nothing_else():
    assert LIMIT_OF_WIDE == 3 * LIMIT_OF_ONE
    assert [used_up(f"203.0.113.{number}") for number in range(3)] == [0, 0, 0]
    at = NOON + timedelta(minutes=2)
    assert judged(filled(), at=at, address="203.0.113.77").verdict is Verdict.SLOW_DOWN
    assert judged(filled(), at=at, address="203.0.114.77").verdict is Verdict.PASS
    assert not Attempt.of(OF_ONE, "proposal 203.0.113.77").exists(), "what others used up is not this one's"


def test_a_household_of_ipv6_has_one_budget():
    used_up("2001:db8:1:2::/64")
    at = NOON + timedelta(minutes=2)
    assert judged(filled(), at=at, address="2001:db8:1:2::beef").verdict is Verdict.SLOW_DOWN
    assert judged(filled(), at=at, address="2001:db8:1:3::beef").verdict is Verdict.PASS


def test_what_lies_around():
    assert wide_network("203.0.113.5") == "203.0.113.0/24"
    assert wide_network("2001:db8:1:2::/64") == "2001:db8:1::/48"


def test_a_forged_header_gives_no_new_budget():
    used_up("192.0.2.1")
    at = NOON + timedelta(minutes=2)
    headers = {"X-Forwarded-For": "10.9.8.7", "X-Real-Ip": "10.9.8.7", "Forwarded": "for=10.9.8.7"}
    assert judged(filled(), at=at, **headers).verdict is Verdict.SLOW_DOWN


def test_behind_a_proxy_the_address_counts_that_the_proxy_wrote(settings):
    settings.TRUST_PROXY = 1
    used_up("203.0.113.5")
    at = NOON + timedelta(minutes=2)
    forged = {"X-Forwarded-For": "10.1.1.1, 203.0.113.5"}
    assert judged(filled(), at=at, address="127.0.0.1", **forged).verdict is Verdict.SLOW_DOWN
    other = {"X-Forwarded-For": "203.0.113.5, 203.0.113.6"}
    assert judged(filled(), at=at, address="127.0.0.1", **other).verdict is Verdict.PASS


@pytest.mark.parametrize("header", ["", "nonsense", "1.2.3.4:80", "x" * 5000, "fe80::1%eth0", "::ffff:1.2.3.4", ",,,"])
def test_a_broken_header_breaks_nothing(settings, header):
    settings.TRUST_PROXY = 1
    assert judged(filled(), **{"X-Forwarded-For": header}).verdict is Verdict.PASS


def test_behind_a_proxy_that_nobody_declared_the_city_is_not_one_visitor():
    assert sender_network(sending(address="127.0.0.1", **{"X-Forwarded-For": "203.0.113.5"})) is None
    assert sender_network(sending(address="127.0.0.1")) == "127.0.0.1"
    assert sender_network(sending(address="203.0.113.5", **{"X-Forwarded-For": "127.0.0.1"})) == "203.0.113.5"


def test_no_address_is_stored():
    judged(filled(), address="203.0.113.5")
    assert "203.0.113" not in str(list(Attempt.objects.values()))
    assert Attempt.objects.count() == 4  # the address, what is around it, the form, the stamp
