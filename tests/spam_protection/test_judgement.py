"""What one sending is judged by: its honeypot, its stamp, who sends it, and a proof where one is needed."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from portal.core.models import User
from portal.spam_protection.protection import HONEYPOT, Verdict, judge, protect
from portal.spam_protection.stamp import STAMP, make_stamp

from .sendings import NOON, TEXT, filled, judged, sending, shown, solved, turn_gate_on

pytestmark = pytest.mark.django_db


def test_a_person_passes():
    judgement = judged(filled())
    assert (judgement.verdict, judgement.message, judgement.wait) == (Verdict.PASS, "", None)


def test_a_person_who_took_a_month_passes():
    assert judged(filled(shown=NOON - timedelta(days=30))).verdict is Verdict.PASS


def test_a_filled_honeypot_alone_waits_and_loses_nothing():
    judgement = judged(filled(**{HONEYPOT: "https://example.org"}))
    assert (judgement.verdict, judgement.reason) == (Verdict.HOLD, "honeypot, no proof")
    assert "Lo guardamos" in judgement.message


@pytest.mark.parametrize(
    "stamp", ["", "nonsense", make_stamp("topic", NOON), make_stamp("proposal", NOON) + "x", "x" * 5000]
)
def test_without_a_stamp_of_this_form_it_waits(stamp):
    assert judged(filled(**{STAMP: stamp})).reason == "no stamp, no proof"
    assert judged(filled(**{STAMP: stamp})).verdict is Verdict.HOLD


def test_a_filled_honeypot_without_a_stamp_is_refused_kindly():
    judgement = judged({**TEXT, HONEYPOT: "x"})
    assert judgement.verdict is Verdict.REFUSE
    assert "sigue aquí" in judgement.message


@pytest.mark.parametrize(
    ("fields", "seconds", "verdict"),
    [
        (3, 1.5, Verdict.HOLD),
        (3, 2.5, Verdict.PASS),
        (30, 4.5, Verdict.HOLD),
        (30, 5.5, Verdict.PASS),
        (1, 0.2, Verdict.PASS),
    ],
)
def test_a_large_form_takes_longer_and_a_button_takes_no_time(fields, seconds, verdict):
    stamp = make_stamp("proposal", NOON - timedelta(seconds=seconds))
    typed = {f"field{number}": "text" for number in range(fields)}
    assert judged({**typed, "csrfmiddlewaretoken": "x" * 64, HONEYPOT: "", STAMP: stamp}).verdict is verdict


def test_a_stamp_of_a_server_whose_clock_is_ahead_is_good():
    assert judged(filled(shown=NOON + timedelta(seconds=30))).verdict is Verdict.PASS


def test_one_shown_page_is_good_for_ten_sendings():
    post = filled()
    verdicts = [judged(post, address=f"192.0.2.{number}").verdict for number in range(11)]
    assert verdicts == [Verdict.PASS] * 10 + [Verdict.HOLD]


def test_a_former_secret_still_reads_its_stamps(settings):
    post = filled()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert judged(post).verdict is Verdict.PASS


def test_staff_pass_whatever_they_send_and_are_not_counted():
    user = User.objects.create_user("ana")
    assert {judged({}, user=user).verdict for _ in range(200)} == {Verdict.PASS}
    assert judged(filled()).verdict is Verdict.PASS


def test_the_page_shows_the_challenge_only_while_the_gate_is_on():
    assert shown()["challenge"] is None
    turn_gate_on()
    assert shown()["challenge"]["token"]
    assert shown("topic")["challenge"] is None
    assert shown(user=User.objects.create_user("ana"))["challenge"] is None


def test_whoever_was_held_gets_the_challenge_with_the_form_again():
    request = sending(filled(**{HONEYPOT: "x"}))
    assert judge(request, "proposal", NOON).verdict is Verdict.HOLD
    assert protect(request, "proposal", NOON)["spam_protection"]["challenge"]


def test_the_fields_are_hidden_from_people_and_need_no_script():
    text = render_to_string("spam_protection/fields.html", {"spam_protection": shown()})
    assert 'aria-hidden="true"' in text
    assert 'tabindex="-1"' in text
    assert "Deja este campo vacío" in text
    assert "<script" not in text
    turn_gate_on()
    gated = render_to_string("spam_protection/fields.html", {"spam_protection": shown()})
    assert "<noscript>" in gated
    assert 'data-numbers="50"' in gated
    assert "style=" not in gated


def test_while_the_gate_is_on_a_person_waits_or_brings_a_proof():
    turn_gate_on()
    assert judged(filled()).verdict is Verdict.HOLD
    assert "más tarde" in judged(filled()).message
    assert judged(filled(**solved(shown()["challenge"]))).verdict is Verdict.PASS
    assert judged(filled("topic"), "topic").verdict is Verdict.PASS


def test_a_proof_frees_who_was_too_fast_but_no_clear_robot():
    fast = filled(shown=NOON - timedelta(seconds=1))
    assert judged(fast).verdict is Verdict.HOLD
    turn_gate_on()
    assert judged(fast | solved(shown()["challenge"])).verdict is Verdict.PASS
    robot = {**TEXT, HONEYPOT: "x"}
    assert judged(robot | solved(shown()["challenge"])).verdict is Verdict.HOLD
