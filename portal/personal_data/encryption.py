"""Personal data at rest: encrypted with keys made from the portal's secrets, the newest first, so that secrets can change.

Fernet (AES-128-CBC with HMAC-SHA-256, https://github.com/fernet/spec) by the `cryptography` library. The first secret
encrypts; each former one of SECRET_KEY_FALLBACKS still opens. `manage.py rotate_encryption` writes all anew.
"""

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, validate_email
from django.db import models

#: stands where no key opens the text, so that a page still shows
UNREADABLE = "···"


def fernet() -> MultiFernet:
    """Return what encrypts with the newest secret and opens with all of them."""
    return fernet_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def fernet_of(secrets: tuple[str, ...]) -> MultiFernet:
    """Return what encrypts with the first of some secrets and opens with all of them."""
    return MultiFernet([Fernet(encryption_key(secret)) for secret in secrets])


def encryption_key(secret: str) -> bytes:
    """Return the Fernet key (32 bytes in URL-safe base64) that belongs to a secret, for personal data alone."""
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"personal-data").digest()
    return base64.urlsafe_b64encode(digest)


def encrypt(text: str) -> str:
    """Return a text encrypted with the newest secret; an empty one stays empty.

    A letter that is none in UTF-8 (a lone surrogate of a broken form) becomes a question mark.
    """
    return fernet().encrypt(text.encode(errors="replace")).decode() if text else ""


def decrypt(token: str) -> str:
    """Return the text of what `encrypt` made; UNREADABLE where no secret of today opens it."""
    if not token:
        return ""
    try:
        return fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        return UNREADABLE


class EncryptedField(models.Field):
    """A text that the database holds encrypted. It cannot be searched for, ordered by or compared in a query."""

    def get_internal_type(self):
        """Return the type of the column: a token is longer than its text."""
        return "TextField"

    def from_db_value(self, value, expression, connection):
        """Open what is stored."""
        return value if value is None else decrypt(value)

    def get_prep_value(self, value):
        """Encrypt what is stored."""
        return value if value is None else encrypt(str(value))

    def get_lookup(self, lookup_name):
        """Offer "is null" alone: each encryption of a text differs, so nothing else finds anything."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedTextField(EncryptedField, models.TextField):
    """A text of several lines that the database holds encrypted."""


class EncryptedCharField(EncryptedField):
    """A line of text that the database holds encrypted; `max_length` is that of the text before."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value):
        """Return a value as text."""
        return value if value is None or isinstance(value, str) else str(value)

    def formfield(self, **kwargs):
        """Return a form field of one line."""
        return super().formfield(**{"max_length": self.max_length, **kwargs})


class EncryptedEmailField(EncryptedCharField):
    """A mail address that the database holds encrypted."""

    default_validators = [validate_email]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 254, **kwargs})

    def formfield(self, **kwargs):
        """Return a field for a mail address."""
        return super().formfield(**{"form_class": forms.EmailField, **kwargs})


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
