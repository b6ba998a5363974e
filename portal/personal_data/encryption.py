"""Personal data at rest: encrypted with keys made from the portal's secrets, the newest first, so that secrets can change.

Fernet (AES-128-CBC with HMAC-SHA-256, https://github.com/fernet/spec) by the `cryptography` library. The first secret
encrypts; each former one of SECRET_KEY_FALLBACKS still opens. `manage.py rotate_encryption` writes all anew.
"""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

#: stands where no key opens the text, so that a page still shows
UNREADABLE = "···"


def fernet() -> MultiFernet:
    """Return what encrypts with the newest secret and opens with all of them."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(encryption_key(secret)) for secret in secrets])


def encryption_key(secret: str) -> bytes:
    """Return the Fernet key (32 bytes in URL-safe base64) that belongs to a secret, for personal data alone."""
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"personal-data").digest()
    return base64.urlsafe_b64encode(digest)


def encrypt(text: str) -> str:
    """Return a text encrypted with the newest secret; an empty one stays empty."""
    return fernet().encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """Return the text of what `encrypt` made; UNREADABLE where no secret of today opens it."""
    if not token:
        return ""
    try:
        return fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        return UNREADABLE


class EncryptedTextField(models.TextField):
    """A text that the database holds encrypted. It cannot be searched for, ordered by or compared in a query."""

    def from_db_value(self, value, expression, connection):
        """Open what is stored."""
        return value if value is None else decrypt(value)

    def get_prep_value(self, value):
        """Encrypt what is stored."""
        return value if value is None else encrypt(str(value))

    def get_lookup(self, lookup_name):
        """Offer "is null" alone: each encryption of a text differs, so nothing else finds anything."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedJSONField(EncryptedTextField):
    """A value of JSON (dict, list, …) that the database holds encrypted; an unreadable one is an empty dict."""

    def from_db_value(self, value, expression, connection):
        """Open and parse what is stored."""
        text = super().from_db_value(value, expression, connection)
        return {} if text in ("", UNREADABLE) else None if text is None else json.loads(text)

    def get_prep_value(self, value: Any) -> str | None:
        """Write as JSON and encrypt what is stored."""
        return value if value is None else super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def value_to_string(self, obj):
        """Return the value as text, for fixtures."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)
