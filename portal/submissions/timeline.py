"""A matter's way in the sender's words: received, read, answered; and the thread of what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext

from portal.core.dates import format_day

from .choices import AnswerBy, PublicStage
from .models import Message

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Submission


def dated_entry(at: datetime, text: str) -> dict[str, Any]:
    """Return one entry of the component "story": the day of a moment in the city's time zone, and a sentence."""
    day = timezone.localtime(at).date()
    return {"datetime": day.isoformat(), "when": format_day(day, year=True), "text": text}


def stage_story(submission: Submission) -> list[dict[str, Any]]:
    """Return where a matter was when, the newest first; it names nobody and nothing that the matter says."""
    rows = [(submission.received_at, PublicStage.RECEIVED.label)]
    if submission.opened_at:
        rows.append((submission.opened_at, PublicStage.READ.label))
    if submission.stage == PublicStage.ASKED and submission.waits_since:
        rows.append((submission.waits_since, gettext("Te preguntamos algo, y esperamos tu respuesta")))
    elif submission.waits_for and submission.waits_since:
        waits = gettext("Espera a: %(who)s") % {"who": submission.get_waits_for_display()}
        rows.append((submission.waits_since, waits))
    if submission.answered_at:
        rows.append((submission.answered_at, PublicStage.ANSWERED.label))
    elif submission.closed_at:
        rows.append((submission.closed_at, submission.stage.label))
    return [dated_entry(at, str(text)) for at, text in reversed(rows)]


def thread_of(submission: Submission) -> list[dict[str, Any]]:
    """Return what was written between the office and the sender, in its order: [{when, text, is_mine, is_answer, note}]."""
    return [
        {
            **dated_entry(message.written_at, message.text),
            "is_mine": message.direction == Message.Direction.FROM_SENDER,
            "is_answer": message.is_answer,
            "lang": message.language,
            "note": given_note(message),
        }
        for message in submission.messages.all()
    ]


def given_note(message: Message) -> str:
    """Return how and when a message of the office reached the sender; empty for what the sender wrote."""
    if message.direction == Message.Direction.FROM_SENDER or not message.way:
        return ""
    if message.given_at:
        day = format_day(timezone.localtime(message.given_at).date(), year=True)
        return gettext("%(way)s, el %(day)s") % {"way": AnswerBy(message.way).label, "day": day}
    return AnswerBy(message.way).label
