"""When a form was shown, signed: who posts without looking has no such stamp, and who fills in at once is no person."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.http import QueryDict

from portal.core.models import Attempt

from .signature import sign_facts, unsign_facts

STAMP = "form_stamp"  # the field's name
SALT = "portal.spam_protection.stamp"
TYPED_BY_NOBODY = {"csrfmiddlewaretoken"}
#: seconds: people with a screen reader or with autofill are fast, nobody is faster than this
LEAST, MOST, EACH_FIELD = 2.0, 5.0, 0.4
#: one shown page is sent a few times: after errors, after "back"
USES, USES_WITHIN = 10, timedelta(days=1)


def make_stamp(form: str, now: datetime) -> str:
    """Return the stamp of a form that is shown `now` (aware datetime)."""
    return sign_facts(SALT, form, {"shown": round(now.timestamp(), 1), "nonce": token_urlsafe(9)})


def least_seconds(post: QueryDict, untyped: set[str]) -> float:
    """Return the least number of seconds in which a person fills in what was sent; a lone button takes none."""
    names = set(post) - untyped - TYPED_BY_NOBODY
    filled = sum(1 for name in names if (post.get(name) or "").strip())
    return 0.0 if filled <= 1 else min(MOST, max(LEAST, EACH_FIELD * filled))


def stamp_fault(form: str, post: QueryDict, untyped: set[str], now: datetime) -> str:
    """Return what is strange about the stamp of a sending: "no stamp", "fast", "worn", or nothing ("").

    `untyped` are the names of fields that no person fills in. A stamp that is old is fine: people are slow. One from the
    future comes from another server of ours, whose clock differs.
    """
    facts = unsign_facts(SALT, form, post.get(STAMP) or "")
    if facts is None:
        return "no stamp"
    if Attempt.count("form-stamp", facts["nonce"], USES, USES_WITHIN, now):
        return "worn"
    return "fast" if 0 <= now.timestamp() - facts["shown"] < least_seconds(post, untyped) else ""
