"""What a machine sees in a matter: the same list for the sender before sending and for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext

from portal.personal_data.encryption import EncryptedTextField

from .kinds import MachineCheck
from .personal_marks import personal_marks

if TYPE_CHECKING:
    from .drafts import DraftReading
    from .kinds import Cleaned, SubmissionKind
    from .models import SubmissionContent

PRIVATE = ("email", "phone", "address", "name", "consent")  # fields of the contact: never shown to anybody
LONGEST_QUOTE = 60  # characters of what is quoted


def machine_checks(kind: SubmissionKind, cleaned: Cleaned, steps: dict[str, str] | None = None) -> list[MachineCheck]:
    """Return what is to be looked at in the cleaned data of a kind, personal data first.

    `steps` tells in which step ({field: slug}) each was typed, so that the sender can go there.
    """
    found = []
    for name, value in cleaned.items():
        if name in PRIVATE or not isinstance(value, str) or is_encrypted(kind, name):
            continue
        for mark in personal_marks(value):
            text = gettext("«%(text)s» parece %(what)s. ¿Quieres que sea público?")
            words = {"text": Truncator(mark.text).chars(LONGEST_QUOTE), "what": mark.label}
            found.append(MachineCheck(text % words, (steps or {}).get(name, "")))
    return [*found, *kind.checks(cleaned)]


def is_encrypted(kind: SubmissionKind, name: str) -> bool:
    """Tell whether a kind keeps a field encrypted: such a field is for the office alone, and is personal by intent."""
    return any(field.name == name and isinstance(field, EncryptedTextField) for field in kind.model._meta.fields)


def steps_of_fields(reading: DraftReading) -> dict[str, str]:
    """Return {field: slug of its step} of a draft."""
    return {name: form.slug for form in reading.forms for name in form.fields}


def content_values(content: SubmissionContent) -> dict[str, Any]:
    """Return the texts and the lists of terms of what a stored matter says, as `machine_checks` takes them."""
    fields = (*content._meta.fields, *content._meta.many_to_many)
    return {field.name: field.value_from_object(content) for field in fields if field.name != "submission"}
