"""The draft of minutes: begun, merged with what others wrote meanwhile, and kept as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.core.dates import admin_moment
from portal.offline_forms.merge import merge_texts

from .content import NUMBER_KEYS, Content, clean_content
from .models import CountChange, Minutes
from .rights import require_writer

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.councils.models import SessionPage


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote into a field meanwhile."""

    text: str
    by: str
    at: str


@dataclass(frozen=True)
class SavedDraft:
    """A draft as it is stored now, its number, and the fields that two people wrote differently."""

    content: Content
    number: int
    conflicts: dict[str, Theirs]


def minutes_of_session(session: SessionPage) -> Minutes:
    """Return the minutes of a session (its first version), begun where there are none; stored only when somebody writes."""
    found = Minutes.objects.select_related("saved_by").filter(session=session).first()
    return found or Minutes(session=session, draft=first_draft(session))


def first_draft(session: SessionPage) -> Content:
    """Return what minutes begin with: the territory of the session."""
    places = [session.neighbourhood, *session.other_neighbourhoods.all()] if session.neighbourhood_id else []
    names = ", ".join(place.name for place in places)
    return clean_content({"covered": names or str(session.district or "")})


def lock_minutes(session: SessionPage) -> Minutes:
    """Return the stored minutes of a session, locked until the transaction ends; made where there are none."""
    locked = Minutes.objects.select_for_update(of=("self",)).select_related("saved_by", "session")
    found = locked.filter(session=session).first()
    if found is None:
        Minutes.objects.get_or_create(session=session, defaults={"draft": first_draft(session)})
        found = locked.get(session=session)
    return found


def save_draft(
    session: SessionPage, user: User, base: Mapping[str, object], mine: Mapping[str, object], *, whole: bool = True
) -> SavedDraft:
    """Merge what an account typed with what is stored, and keep it.

    `base` is the draft from which the form began. A field that only one side changed keeps that change; one that both
    changed keeps what is stored, and is told as a conflict. `whole`: keys that are in `base` and not in `mine` were
    emptied; otherwise they stay. Raises PermissionDenied where the account may not write these minutes.
    """
    require_writer(user, session)
    before, after = clean_content(base), clean_content(mine)
    if not whole:
        after = {**before, **after, **{key: "" for key in mine if not after.get(key)}}
    with transaction.atomic():
        minutes = lock_minutes(session)
        merged = merge_texts(minutes.draft, before, after)
        content = clean_content(merged.content)
        theirs = who_wrote(minutes)
        conflicts = {key: Theirs(minutes.draft.get(key, ""), *theirs) for key in merged.conflicts}
        if content != minutes.draft:
            log_counts(minutes, content, user)
            minutes.draft, minutes.saved_by, minutes.saved_at = content, user, timezone.now()
            minutes.draft_number += 1
            minutes.save(update_fields=["draft", "saved_by", "saved_at", "draft_number"])
    return SavedDraft(content, minutes.draft_number, conflicts)


def who_wrote(minutes: Minutes) -> tuple[str, str]:
    """Return who saved last, and when, as the office reads it."""
    by = minutes.saved_by
    name = (by.get_full_name() or by.get_username()) if by else ""
    return name, admin_moment(minutes.saved_at) if minutes.saved_at else ""


def log_counts(minutes: Minutes, content: Content, user: User) -> None:
    """Note each number that was written down before and is another one now."""
    changed = [key for key in sorted(NUMBER_KEYS) if minutes.draft.get(key) and minutes.draft[key] != content.get(key)]
    CountChange.objects.bulk_create(
        CountChange(minutes=minutes, by=user, key=key, before=minutes.draft[key], after=content.get(key, ""))
        for key in changed
    )
