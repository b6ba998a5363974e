"""What mails are for: how the list of the office calls them, and what a mail itself says of why somebody gets it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class MailPurpose:
    """A sort of mail: `label` names it for the office, `why` is a sentence in each mail of it. Both lazy translations."""

    label: str | Promise
    why: str | Promise = ""


_purposes: dict[str, MailPurpose] = {}


def register_mail_purpose(name: str, purpose: MailPurpose) -> None:
    """Say what mails of a purpose, such as "submission-received", are; the latest word counts."""
    _purposes[name] = purpose


def purpose_label(name: str) -> str:
    """Return how the office reads a purpose; the word itself where nobody said it better."""
    known = _purposes.get(name)
    return str(known.label) if known else name


def why_it_came(name: str) -> str:
    """Return the sentence that says why somebody gets a mail of this purpose, in the language of the moment."""
    known = _purposes.get(name)
    return str(known.why) if known and known.why else _("Recibes este correo porque le diste tu dirección al portal.")
