"""A proof of work: the browser looks for a number, the server knows at once whether it is the right one.

The server takes a number below NUMBERS and gives away a salt and SHA-256 of "salt:number"; the browser tries number after
number. That costs a cheap telephone a few seconds, once, and a robot a few seconds for each of a thousand sendings. The
challenge is signed, so nothing is kept until it comes back solved; then its salt is kept, and it counts once.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from django.http import QueryDict

from .models import UsedProof
from .signature import sign_facts, unsign_facts

TOKEN, NUMBER = "proof_token", "proof_number"
SALT = "portal.spam_protection.proof"
NUMBERS = 500_000
VALID = timedelta(days=1)  # some write slowly
DIGITS = re.compile(r"[0-9]{1,9}")


def digest_of(salt: str, number: int) -> str:
    """Return SHA-256 of "salt:number" as hexadecimal digits."""
    return hashlib.sha256(f"{salt}:{number}".encode()).hexdigest()


def make_challenge(form: str, now: datetime) -> dict[str, str | int]:
    """Return a new challenge for a form: {token, salt, digest, numbers}; `now` is an aware datetime."""
    salt = secrets.token_hex(10)
    digest = digest_of(salt, secrets.randbelow(NUMBERS))
    until = int((now + VALID).timestamp())
    token = sign_facts(SALT, form, {"salt": salt, "digest": digest, "until": until})
    return {"token": token, "salt": salt, "digest": digest, "numbers": NUMBERS}


def proof_fault(form: str, post: QueryDict, now: datetime) -> str:
    """Use the proof of a sending. Returns why it does not count: "no proof", "expired", "wrong", "used"; "" when it does."""
    number = (post.get(NUMBER) or "").strip()
    facts = unsign_facts(SALT, form, post.get(TOKEN) or "")
    if facts is None or not DIGITS.fullmatch(number):
        return "no proof"
    if facts["until"] < now.timestamp():
        return "expired"
    if not hmac.compare_digest(digest_of(facts["salt"], int(number)), facts["digest"]):
        return "wrong"
    expires = now + VALID
    is_new = UsedProof.objects.get_or_create(salt=facts["salt"], defaults={"expires_at": expires})[1]
    return "" if is_new else "used"
