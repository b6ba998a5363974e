"""Personal data of participants go a year after the session; the keyed hashes stay, so that people can be counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from .models import Participant

#: what a row says of the person, emptied
NOTHING = {
    "name": "",
    "phone": "",
    "email": "",
    "organisation": "",
    "neighbourhood": None,
    "age": "",
    "gender": "",
    "is_first_time": "",
    "consent": "",
}


def kept_until(session_end: datetime) -> datetime:
    """Return when the data of a session's participants go (aware datetime)."""
    return session_end + timedelta(days=Participant.personal_data.days)


def purge_participants(now: datetime) -> None:
    """Empty what is personal in the rows whose session is over for a year at `now` (aware datetime). Run daily."""
    limit = now - timedelta(days=Participant.personal_data.days)
    Participant.objects.kept().filter(session__until__lt=limit).update(**NOTHING, purged_at=now)


def renew_marks(now: datetime) -> None:
    """Write the marks anew that were made under a former secret, where mail and telephone are still known. Run daily.

    What was purged before keeps its old marks: who came then and comes again counts as two people. A year of a large city
    is some ten thousand rows, opened in seconds.
    """
    for row in Participant.objects.kept().iterator():
        before = {"mark": row.mark, "phone_mark": row.phone_mark}
        row.set_marks()
        after = {"mark": row.mark, "phone_mark": row.phone_mark}
        if after != before:
            Participant.objects.kept().filter(pk=row.pk, **before).update(**after)
