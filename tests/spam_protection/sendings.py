"""Sendings as people and robots make them: a request with a form's fields, from an address, at a time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from portal.spam_protection import proof
from portal.spam_protection.models import GatePeriod
from portal.spam_protection.protection import HONEYPOT, judge, protect
from portal.spam_protection.stamp import STAMP, make_stamp

NOON = datetime(2026, 11, 25, 15, tzinfo=UTC)
TEXT = {"title": "Una plaza", "text": "Hace falta luz en la plaza.", "place": "Oeste"}


def sending(post=None, address="192.0.2.1", user=None, **headers):
    """Return a request that posts fields (dict) from an address."""
    request = RequestFactory(REMOTE_ADDR=address).post("/", TEXT if post is None else post, headers=headers)
    request.user = user or AnonymousUser()
    return request


def filled(form="proposal", shown=NOON - timedelta(minutes=3), **fields):
    """Return the fields of a person who saw the form at `shown`."""
    return {**TEXT, HONEYPOT: "", STAMP: make_stamp(form, shown), **fields}


def solved(challenge):
    """Return the fields of a challenge (dict) that a browser solved."""
    numbers = range(challenge["numbers"])
    found = next(number for number in numbers if proof.digest_of(challenge["salt"], number) == challenge["digest"])
    return {proof.TOKEN: challenge["token"], proof.NUMBER: str(found)}


def judged(post=None, form="proposal", at=NOON, **how):
    """Return the Judgement on a sending."""
    return judge(sending(post, **how), form, at)


def shown(form="proposal", at=NOON, user=None):
    """Return what a page shows of the protection (dict)."""
    request = SimpleNamespace(user=user or AnonymousUser())
    return protect(request, form, at)["spam_protection"]


def turn_gate_on(form="proposal", at=NOON):
    """Let the gate of a form be on for half an hour, as many robots would."""
    GatePeriod.objects.create(form=form, began_at=at, until=at + timedelta(minutes=30))


def attack(form="proposal", at=NOON, addresses=50, sendings=70):
    """Return the Judgements on the same text, sent within ten minutes before `at` from many addresses."""
    moments = [at - timedelta(minutes=10) * (1 - number / sendings) for number in range(sendings)]
    return [
        judged(filled(form, moment - timedelta(seconds=20)), form, moment, address=f"198.51.{number % addresses}.9")
        for number, moment in enumerate(moments)
    ]
