"""Facts that travel through the reader's browser and come back: signed, and good for one form only."""

from typing import Any

from django.core.signing import BadSignature, Signer

LONGEST = 1000  # characters; ours have less than 400


def sign_facts(salt: str, form: str, facts: dict[str, Any]) -> str:
    """Return facts (a dict that JSON can write) of a form as a signed text."""
    return Signer(salt=salt).sign_object({**facts, "form": form})


def unsign_facts(salt: str, form: str, text: str) -> dict[str, Any] | None:
    """Return the facts of a signed text; None when it is no text of ours, or one of another form."""
    if not text or len(text) > LONGEST:
        return None
    try:
        facts = Signer(salt=salt).unsign_object(text)
    except (BadSignature, ValueError):  # ValueError: half of a pair of surrogates, which nothing can sign
        return None
    return facts if facts.get("form") == form else None
