"""Whether somebody already stands in the list of a session: by her mail, her telephone, or her name."""

from __future__ import annotations

from dataclasses import dataclass

from .marks import all_marks, name_key, phone_key
from .models import Participant


@dataclass(frozen=True)
class SamePerson:
    """A participant who may be the same person, and the field that says so ("email", "phone" or "name")."""

    field: str
    participant: Participant


def same_people(session_id: int, *, name: str, email: str, phone: str, without: int | None = None) -> list[SamePerson]:
    """Return who of a session may be the person with these data, each once; `without` is the row that is changed.

    Names are encrypted, so all rows of the session are opened: some hundreds at most.
    """
    mails, phones, wanted = all_marks(email), all_marks(phone_key(phone)), name_key(name)
    found = []
    for row in Participant.objects.kept().filter(session=session_id).exclude(pk=without):
        if row.mark in mails:
            found.append(SamePerson("email", row))
        elif row.phone_mark in phones:
            found.append(SamePerson("phone", row))
        elif wanted and name_key(row.name) == wanted:
            found.append(SamePerson("name", row))
    return found
