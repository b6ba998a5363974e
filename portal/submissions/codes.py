"""The reference code of a matter, and the secret link that belongs to it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override

if TYPE_CHECKING:
    from .models import Submission

#: Crockford's base 32: no letter that is taken for a digit, https://www.crockford.com/base32.html
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8  # 40 bits: with the limit on wrong codes nobody finds one by trying
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_signer = Signer(salt="portal.submissions.codes")


def new_code() -> str:
    """Return a random code such as "7K2M-0QXR"."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{text[:4]}-{text[4:]}"


def read_code(typed: str) -> str:
    """Return the code that somebody typed, as it is stored: with any case, spaces or none, O for 0. Empty when none."""
    plain = "".join(sign for sign in typed.upper().translate(READ_AS) if sign in ALPHABET)
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == LENGTH else ""


def secret_of(code: str) -> str:
    """Return the secret part of a matter's own link. It is computed from the portal's secret, and stored nowhere."""
    return _signer.signature(code)


def is_secret_of(code: str, secret: str) -> bool:
    """Tell whether a secret belongs to a code, also one that was made under a former secret of the portal."""
    try:
        return _signer.unsign(f"{code}:{secret}") == code
    except BadSignature:
        return False


def own_link(submission: Submission) -> str:
    """Return the absolute address at which the sender reads, completes and withdraws a matter, in its language."""
    where = {"code": submission.code, "secret": secret_of(submission.code)}
    with override(submission.language):
        return settings.BASE_URL + reverse("submission_own", kwargs=where)


def status_link(submission: Submission) -> str:
    """Return the absolute address that tells with the code alone where a matter stands, in its language."""
    with override(submission.language):
        return settings.BASE_URL + reverse("submission_status", kwargs={"code": submission.code})
