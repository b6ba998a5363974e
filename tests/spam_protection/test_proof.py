"""A proof of work counts once, for its form, for a day."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from portal.spam_protection.models import UsedProof
from portal.spam_protection.proof import NUMBER, TOKEN, VALID, make_challenge, proof_fault
from portal.spam_protection.retention import purge_spam_protection
from portal.spam_protection.stamp import make_stamp

from .sendings import NOON, solved

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a used proof is a unique row")]


def fault(fields, form="proposal", at=NOON):
    """Return why the proof in the fields (dict) does not count."""
    post = QueryDict(mutable=True)
    post.update(fields)
    return proof_fault(form, post, at)


def test_a_solved_challenge_counts_once():
    fields = solved(make_challenge("proposal", NOON))
    assert [fault(fields), fault(fields)] == ["", "used"]


def test_it_counts_for_its_own_form_only():
    assert fault(solved(make_challenge("topic", NOON))) == "no proof"


def test_it_counts_for_a_day():
    fields = solved(make_challenge("proposal", NOON))
    assert fault(fields, at=NOON + VALID + timedelta(seconds=1)) == "expired"
    assert fault(fields, at=NOON + VALID - timedelta(seconds=1)) == ""


def test_a_wrong_number_counts_for_nothing_and_uses_nothing_up():
    fields = solved(make_challenge("proposal", NOON))
    assert fault({**fields, NUMBER: str(int(fields[NUMBER]) + 1)}) == "wrong"
    assert fault(fields) == ""


@pytest.mark.parametrize("number", ["", "-1", "x", "1e3", "9" * 5000, "٣", "\x00", "\ud800", "1\n2"])
def test_what_is_no_number_is_no_proof(number):
    assert fault({**solved(make_challenge("proposal", NOON)), NUMBER: number}) == "no proof"


@pytest.mark.parametrize("token", ["", "x:y", "\ud800", "é" * 50, "x" * 10_000, ".a:b", make_stamp("proposal", NOON)])
def test_a_forged_challenge_is_no_proof(token):
    assert fault({TOKEN: token, NUMBER: "1"}) == "no proof"


def test_an_easier_challenge_cannot_be_made_of_a_signed_one():
    fields = solved(make_challenge("proposal", NOON))
    facts, signature = fields[TOKEN].rsplit(":", 1)
    assert fault({**fields, TOKEN: f"{facts[:-1]}A:{signature}"}) == "no proof"


def test_used_proofs_are_kept_until_no_challenge_of_theirs_is_good():
    fault(solved(make_challenge("proposal", NOON)))
    purge_spam_protection(NOON + VALID)
    assert UsedProof.objects.count() == 1
    purge_spam_protection(NOON + VALID + timedelta(seconds=1))
    assert UsedProof.objects.count() == 0
