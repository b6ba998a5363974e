"""By what the same participant is known again: one-way marks of mail and telephone, and her name as it is compared."""

from __future__ import annotations

import unicodedata

from portal.personal_data.keyed_hash import hashes, keyed_hash
from portal.personal_data.person import TELLING_DIGITS, DataSubject

#: marks of participants join with those of no other register
PURPOSE = "participant"


def phone_key(phone: str) -> str:
    """Return the last eight digits of a telephone: "+54 341 555-0148" and "0341 5550148" are one number."""
    return "".join(str(int(sign)) for sign in phone if sign.isdecimal())[-TELLING_DIGITS:]


def plain_name(name: str) -> str:
    """Return a name without case, accents and signs, as a list of people is ordered: "Núñez, Ana" is "nunez ana"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain.casefold()).split())


def name_key(name: str) -> str:
    """Return a name as two are compared, whatever the order of its words: "Pérez, Marta" is "marta perez"."""
    return " ".join(sorted(plain_name(name).split()))


def newest_mark(text: str) -> str:
    """Return the mark (64 hexadecimal digits) of a mail address or of a phone_key; empty for nothing."""
    return keyed_hash(PURPOSE, text) if text else ""


def all_marks(text: str) -> set[str]:
    """Return the marks of the same under the secrets of today and before; none for nothing."""
    return set(hashes(PURPOSE, text)) if text else set()


def person_marks(person: DataSubject) -> set[str]:
    """Return the marks of somebody who asks what is kept of her, by the address or telephone that she gives."""
    return all_marks(person.email or phone_key(person.phone))
