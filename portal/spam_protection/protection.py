"""Robots out, people in: what a form carries along, and how what comes back is judged.

Nobody is shut out for good: who looks like a robot waits (HOLD), what clearly is one is shown again with what was typed
(REFUSE), and who sends too often reads how many minutes to wait (SLOW_DOWN). Staff who are logged in always pass.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.access.accounts.throttles import minutes_of

from .gate import is_gate_on, is_under_attack, learned_usual, note_rate, note_verdict
from .proof import NUMBER, TOKEN, make_challenge, proof_fault
from .rates import counts_for_form, sender_network, wait_for_budget
from .stamp import STAMP, make_stamp, stamp_fault

HONEYPOT = "homepage"  # the name of a field that robots like and no form of ours has
NAMES = {HONEYPOT, STAMP, TOKEN, NUMBER}


class Verdict(StrEnum):
    """What is to be done with a sending."""

    PASS = "pass"  # noqa: S105 - it goes its way
    HOLD = "hold"  # it is kept, and waits for a confirmation or an hour, and names nobody
    REFUSE = "refuse"  # it is not kept; the form is shown again with what was typed
    SLOW_DOWN = "slow-down"  # not now: the form is shown again, the draft stays


COLUMN = {Verdict.PASS: "passed", Verdict.HOLD: "held", Verdict.REFUSE: "refused", Verdict.SLOW_DOWN: "slowed"}


@dataclass(frozen=True)
class Judgement:
    """A verdict; its reason for the log, without personal data; how long to wait; a message for the person ("" for PASS)."""

    verdict: Verdict
    reason: str
    wait: timedelta | None = None
    message: str = ""


def protect(request: HttpRequest, form: str, now: datetime | None = None) -> dict[str, Any]:
    """Return what templates/spam_protection/fields.html shows inside a form, as a context: {"spam_protection": {…}}.

    `form` is the form's name, at most 60 characters, the same as for `judge`. The challenge is there while the gate is on,
    and when what was sent just now was held or refused. Such a page must not be cached.
    """
    at = now or timezone.now()
    was_held = getattr(request, "spam_verdict", None) in (Verdict.HOLD, Verdict.REFUSE)
    wants_proof = was_held or (not is_staff(request) and is_under_attack(form, now))
    fields = {
        "names": {"honeypot": HONEYPOT, "stamp": STAMP, "token": TOKEN, "number": NUMBER},
        "stamp": make_stamp(form, at),
        "challenge": make_challenge(form, at) if wants_proof else None,
    }
    return {"spam_protection": fields}


def judge(request: HttpRequest, form: str, now: datetime | None = None) -> Judgement:
    """Judge what a request posts to a form: once when a draft is begun, once when it is sent.

    Call it outside the transaction that stores the sending, or its counts go when that is taken back. `now` (aware
    datetime) is for tests. A broken body raises what Django answers with 400; no value raises anything.
    """
    if is_staff(request):
        return Judgement(Verdict.PASS, "staff")
    at = now or timezone.now()
    network, post = sender_network(request), request.POST
    usual = learned_usual(form, at, is_present=now is None)
    with transaction.atomic():
        wait = wait_for_budget(form, network, at) if network else None
        if wait:
            judgement, is_counted = slow_down(wait), False
        else:
            is_counted = counts_for_form(form, network, at)
            if is_counted:
                note_rate(form, at, usual)
            judgement = weigh(form, post, is_gate_on(form, at), at)
        is_ordinary = is_counted and judgement.reason == "ordinary"
        note_verdict(form, COLUMN[judgement.verdict], is_ordinary, at)
    request.spam_verdict = judgement.verdict
    return judgement


def is_staff(request: HttpRequest) -> bool:
    """Tell whether an account sends: only staff have one."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def weigh(form: str, post: QueryDict, is_attacked: bool, now: datetime) -> Judgement:
    """Return the judgement on the values of a sending, without its rates."""
    stamp = stamp_fault(form, post, NAMES, now)
    honeypot = "honeypot" if (post.get(HONEYPOT) or "").strip() else ""
    signs = [sign for sign in (honeypot, stamp, "attack" if is_attacked else "") if sign]
    if not signs:
        return Judgement(Verdict.PASS, "ordinary")
    is_robot = bool(honeypot and stamp)  # both at once is no person with a password manager
    proof = proof_fault(form, post, now)
    if not proof and not is_robot:
        return Judgement(Verdict.PASS, ", ".join([*signs, "proof"]))
    reason = ", ".join([*signs, proof or "proof"])
    if is_robot and proof:
        return Judgement(Verdict.REFUSE, reason, message=refusal_text())
    return Judgement(Verdict.HOLD, reason, message=hold_text(is_attacked))


def slow_down(wait: timedelta) -> Judgement:
    """Return the judgement on a sending from where too many came."""
    text = ngettext(
        "Desde tu conexión llegaron muchos envíos seguidos. Vuelve a enviar en %(count)d minuto: no se pierde nada "
        "de lo que escribiste.",
        "Desde tu conexión llegaron muchos envíos seguidos. Vuelve a enviar en %(count)d minutos: no se pierde nada "
        "de lo que escribiste.",
        minutes_of(wait),
    )
    return Judgement(Verdict.SLOW_DOWN, "rate", wait, text % {"count": minutes_of(wait)})


def hold_text(is_attacked: bool) -> str:
    """Return what a person reads whose sending waits."""
    if is_attacked:
        return gettext(
            "En este momento llegan muchos envíos automáticos. Guardamos el tuyo, pero llegará al equipo un poco más tarde."
        )
    return gettext(
        "Tu envío se parece a los de un programa automático; puede pasar, por ejemplo cuando el navegador llena los "
        "campos. Lo guardamos, pero llegará al equipo un poco más tarde."
    )


def refusal_text() -> str:
    """Return what a person reads whose sending was not kept."""
    return gettext(
        "Esto parece enviado por un programa automático y no lo guardamos. Si no es así, disculpa: lo que escribiste "
        "sigue aquí. Espera unos segundos y envíalo otra vez."
    )
