"""One-way marks of personal data: the same person is known again, and nobody reads who it was."""

import hashlib
import hmac
from collections.abc import Iterator

from django.conf import settings


def keyed_hash(purpose: str, text: str) -> str:
    """Return the mark (64 hexadecimal digits) of a text for one purpose, such as "sender"; case and spaces count not.

    HMAC-SHA-256 (RFC 2104) under the newest secret, so two purposes cannot be joined.
    """
    return next(hashes(purpose, text))


def hashes(purpose: str, text: str) -> Iterator[str]:
    """Return the marks of a text under each secret, the newest first: an old row is found after a change of secrets."""
    plain = f"{purpose}\n{' '.join(text.casefold().split())}".encode(errors="replace")
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hmac.new(f"personal-data {secret}".encode(), plain, hashlib.sha256).hexdigest()
