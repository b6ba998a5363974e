"""What the form of minutes sends when it is sent as a whole: read, saved, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.minutes.content import Content, clean_content
from portal.minutes.saving import SavedDraft, minutes_of_session, save_draft, who_wrote

from .form_fields import seen_mark
from .form_page import session_place
from .form_rows import without_begun_rows

if TYPE_CHECKING:
    from django.http import QueryDict

    from portal.core.models import User
    from portal.councils.models import SessionPage

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class SentForm:
    """A form as it was saved. shown: what its fields show now; base: what it begins with now; others: what changed."""

    saved: SavedDraft
    shown: Content
    base: Content
    others: list[str]
    by: str


def save_sent_form(session: SessionPage, user: User, post: QueryDict) -> SentForm:
    """Save what a form sent, right or wrong. Raises PermissionDenied where the account may not write these minutes.

    Where two people wrote differently, the field keeps what this one typed and the base stays as it was, so that nothing
    is decided before she chooses.
    """
    stored = minutes_of_session(session)
    base = read_base(post.get("base", ""))
    typed = without_begun_rows(clean_content(post.dict()), session_place(session))
    base, typed = with_choice(post.get("choose", ""), stored.draft, base, typed)
    saved = save_draft(session, user, base, typed)
    keys = saved.content.keys() | typed.keys()
    others = sorted(key for key in keys - saved.conflicts.keys() if saved.content.get(key, "") != typed.get(key, ""))
    return SentForm(
        saved,
        shown={**saved.content, **{key: typed.get(key, "") for key in saved.conflicts}},
        base={**saved.content, **{key: base.get(key, "") for key in saved.conflicts}},
        others=others,
        by=who_wrote(stored)[0],
    )


def read_base(text: str) -> Content:
    """Return what a form says it began with. What cannot be read is nothing: then whatever differs is asked about."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return clean_content(found) if isinstance(found, dict) else {}


def with_choice(choice: str, stored: Content, base: Content, typed: Content) -> tuple[Content, Content]:
    """Return base and typed texts after what somebody chose of two texts: "mine <key> <mark of theirs>".

    It counts for the text that was on the page; if there is another one by now, she is asked again.
    """
    side, key, mark = [*choice.split(" "), "", "", ""][:3]
    theirs = stored.get(key, "")
    if side not in (MINE, THEIRS) or not key or seen_mark(theirs) != mark:
        return base, typed
    return {**base, key: theirs}, ({**typed, key: theirs} if side == THEIRS else typed)
