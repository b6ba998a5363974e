"""Two thousand ordinary sendings, of which none is refused; robots, which are held; values of which none breaks anything."""

import random
from datetime import timedelta

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.spam_protection import proof
from portal.spam_protection.protection import HONEYPOT, Verdict, judge
from portal.spam_protection.stamp import STAMP, make_stamp

from .sendings import NOON, TEXT, filled, judged, sending

pytestmark = pytest.mark.django_db
#: of the address, of the seconds until it is sent; a person begins and sends
HABITS = {
    "home": (lambda any_: f"190.{any_.randrange(256)}.{any_.randrange(256)}.{any_.randrange(256)}", (40, 900)),
    "library": (lambda any_: "203.0.113.5", (60, 1500)),
    "telephone": (lambda any_: f"2001:db8:{any_.randrange(4000):x}:{any_.randrange(9)}::7", (30, 600)),
    "autofill": (lambda any_: f"181.{any_.randrange(256)}.{any_.randrange(256)}.9", (3, 8)),
    "slow": (lambda any_: f"200.{any_.randrange(256)}.{any_.randrange(256)}.9", (3 * 86_400, 20 * 86_400)),
}


def ordinary_sendings(count):
    """Yield (moment, address, fields) of a city's sendings in two weeks, in their order: most by day, some at once."""
    any_ = random.Random(2026)  # noqa: S311 - the same each time
    moments = []
    while len(moments) < count:
        day = NOON + timedelta(days=any_.randrange(14), seconds=any_.gauss(0, 3 * 3600))
        habit = any_.choices(list(HABITS), (50, 10, 25, 10, 5))[0]
        moments.append((day, habit, HABITS[habit][0](any_)))
    library_class = NOON + timedelta(days=3)
    moments[:80] = [(library_class + timedelta(seconds=11 * number), "library", "203.0.113.5") for number in range(80)]
    for moment, habit, address in sorted(moments):
        seconds = any_.uniform(*HABITS[habit][1])
        fields = filled(shown=moment - timedelta(seconds=seconds), text=f"Texto {any_.random()}")
        if any_.random() < 0.01:
            fields[HONEYPOT] = "https://example.org/filled-by-a-password-manager"
        if any_.random() < 0.01:
            fields.pop(STAMP)  # an extension of the browser that takes hidden fields away
        yield moment, address, fields


def test_of_two_thousand_ordinary_sendings_none_is_refused_or_slowed_down():
    found = [judged(fields, at=moment, address=address) for moment, address, fields in ordinary_sendings(2000)]
    verdicts = [judgement.verdict for judgement in found]
    assert len(verdicts) == 2000
    assert set(verdicts) == {Verdict.PASS, Verdict.HOLD}
    assert verdicts.count(Verdict.HOLD) < 60  # whose browser filled or took away a field
    assert not any("attack" in judgement.reason for judgement in found)


def test_robots_that_fill_every_field_are_refused():
    robots = [judged({**TEXT, HONEYPOT: "https://example.com"}, address=f"198.51.100.{n}") for n in range(40)]
    assert {judgement.verdict for judgement in robots} == {Verdict.REFUSE}


def test_robots_that_never_saw_the_page_are_held():
    robots = [judged(TEXT, address=f"198.51.{number}.1") for number in range(100)]
    assert {judgement.verdict for judgement in robots} == {Verdict.HOLD}


def test_robots_that_saw_one_page_and_send_it_everywhere_are_held():
    post = filled()
    robots = [judged(post, address=f"198.51.{number}.1") for number in range(50)]
    assert [judgement.verdict for judgement in robots[10:]] == [Verdict.HOLD] * 40


VALUES = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(categories=["Cs", "Cc", "Nd"]), max_size=20),
    st.builds(lambda text: text * 3000, st.text(min_size=1, max_size=3)),
    st.sampled_from([make_stamp("proposal", NOON), proof.make_challenge("proposal", NOON)["token"], "9" * 5000, "-0"]),
)
NAMES = st.sampled_from([HONEYPOT, STAMP, proof.TOKEN, proof.NUMBER, "text"]) | st.text(max_size=10)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), st.text(st.characters(categories=["L", "P", "Nd"]), max_size=60))
def test_no_value_breaks_anything(pairs, told):
    post = QueryDict(mutable=True)
    for name, value in pairs:
        post.appendlist(name, value)
    request = sending(address="192.0.2.1")
    request.META["HTTP_X_FORWARDED_FOR"] = request.META["REMOTE_ADDR"] = told
    request.POST = post
    assert judge(request, "proposal", NOON).verdict in Verdict
