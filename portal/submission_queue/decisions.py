"""Decisions about a matter: ask, accept, decline, mark as unwanted, merge, open again. Each in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from portal.submissions.choices import HistoryAction, SubmissionState, WaitsFor
from portal.submissions.kinds import SubmissionOutcome, submission_kind
from portal.submissions.models import Submission
from portal.submissions.models.submission import submission_content
from portal.submissions.origins import origin_of
from portal.submissions.record import add_entry, change_state
from portal.submissions.working_days import CLOCK, start_clock, stop_clock

from .answers import Letter, finished_text, last_answer, pass_answer, send_answer, tell_others
from .guard import matter_step, require_open, require_reason
from .rights import matters_of

if TYPE_CHECKING:
    from portal.core.models import User

#: closed matters that the office may not open again: the sender's own word, and what is not answered to anybody
FINAL = (SubmissionState.WITHDRAWN, SubmissionState.HELD)


def open_matter(submission: Submission, user: User) -> None:
    """Note that a new matter was read for the first time: its sender reads so. Nothing happens a second time."""
    if submission.state != SubmissionState.NEW:
        return
    with matter_step(submission, user) as matter:
        if matter.state == SubmissionState.NEW:
            note_reading(matter, user)


def note_reading(matter: Submission, user: User) -> None:
    """Bring a locked matter from new to in review."""
    matter.opened_at = matter.opened_at or timezone.now()
    matter.save(update_fields=["opened_at"])
    change_state(matter, SubmissionState.IN_REVIEW, action=HistoryAction.READ, actor=user)


def ask_sender(submission: Submission, user: User, text: str, *, seen: int | None = None) -> None:
    """Ask the sender for what is missing: the clock stands until the answer comes."""
    require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        if origin_of(matter):
            raise ValidationError(gettext("Se dijo en una sesión: no hay a quién preguntar."), code="sender")
        text = finished_text(text, matter)
        matter.opened_at = matter.opened_at or timezone.now()
        stop_clock(matter)
        matter.waits_for, matter.waits_since, matter.waits_note = WaitsFor.SENDER, timezone.now(), ""
        matter.save(update_fields=["opened_at", *CLOCK])
        send_answer(matter, Letter.ASKED, text, user=user)
        change_state(matter, SubmissionState.NEEDS_INFORMATION, action=HistoryAction.ASKED, actor=user, text=text)


def accept(
    submission: Submission, user: User, text: str, *, seen: int | None = None, cleaned: dict[str, Any] | None = None
) -> SubmissionOutcome | None:
    """Accept a matter and answer its sender; where its kind makes something of it, that is made in the same transaction.

    `cleaned` are the data of the kind's own form. Returns what was made. Raises ValidationError where it cannot be.
    """
    require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        kind = submission_kind(matter.kind)
        outcome = None
        if kind and kind.acceptance:
            outcome = kind.acceptance.make(matter, submission_content(matter, kind), user, cleaned or {})
            matter.refresh_from_db()
        details = what_was_made(outcome) if outcome else {}
        answer_and_close(matter, user, SubmissionState.ACCEPTED, Letter.ACCEPTED, text, details)
    return outcome


def what_was_made(outcome: SubmissionOutcome) -> dict[str, Any]:
    """Return what became of an accepted matter as details of its history; `more` is [(words, address of the admin)]."""
    more = [(str(words), address) for words, address in outcome.more]
    return {"made": outcome.text, "url": outcome.url} | ({"more": more} if more else {})


def decline(submission: Submission, user: User, text: str, *, seen: int | None = None) -> None:
    """Say no, with the reason, to the sender of a matter."""
    require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        answer_and_close(matter, user, SubmissionState.DECLINED, Letter.DECLINED, text, {})


def answer_and_close(
    matter: Submission, user: User, state: SubmissionState, letter: Letter, text: str, details: dict[str, Any]
) -> None:
    """Write the answer of a locked matter to all who wait for it, and close it."""
    text = finished_text(text, matter)
    stop_clock(matter)
    matter.answered_at = timezone.now()
    matter.opened_at = matter.opened_at or matter.answered_at
    matter.save(update_fields=["answered_at", "opened_at", *CLOCK])
    answer = send_answer(matter, letter, text, user=user)
    tell_others(matter, letter, answer.text, user=user)
    change_state(matter, state, action=HistoryAction.ANSWERED, actor=user, text=text, details=details)


def mark_as_spam(submission: Submission, user: User, text: str, *, seen: int | None = None) -> None:
    """Put away what nobody wants. Its sender hears nothing; the reason is for the log."""
    reason = require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        stop_clock(matter)
        matter.save(update_fields=CLOCK)
        change_state(matter, SubmissionState.SPAM, actor=user, text=reason)


def merge(submission: Submission, user: User, target: Submission, text: str, *, seen: int | None = None) -> None:
    """Merge a matter into another that says the same: its sender gets the answer of the other one when it comes.

    Raises ValidationError for a target that the user may not see, that is no live matter, or that leads back here.
    """
    reason = require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        other = matters_of(user).select_for_update(of=("self",)).filter(pk=target.pk).first()
        refuse_target(matter, other)
        stop_clock(matter)
        matter.merged_into = other
        matter.save(update_fields=["merged_into", *CLOCK])
        send_answer(matter, Letter.MERGED, finished_text(reason, matter), user=user)
        said = {"into": other.code}
        change_state(matter, SubmissionState.MERGED, action=HistoryAction.MERGED, actor=user, text=reason, details=said)
        add_entry(other, HistoryAction.MERGED, actor=user, text=reason, internal=True, details={"from": matter.code})
        if (answer := last_answer(other)) and not other.is_open:
            letter = Letter.ACCEPTED if other.state == SubmissionState.ACCEPTED else Letter.DECLINED
            pass_answer(matter, letter, answer.text, answer.language, user=user)


def refuse_target(matter: Submission, other: Submission | None) -> None:
    """Raise ValidationError beside `target` for a matter into which another cannot be merged."""
    if other is None:
        fault = gettext("No hay un asunto con ese código entre los que puedes ver.")
    elif other.pk == matter.pk:
        fault = gettext("Es este mismo asunto: escribe el código del otro.")
    elif leads_to(other, matter):
        fault = gettext("Ese asunto está unido a este: sería un círculo.")
    elif other.state == SubmissionState.MERGED:
        fault = gettext("Ese asunto ya está unido a %(code)s: usa ese código.") % {"code": code_of_end(other)}
    elif other.is_open or other.state in (SubmissionState.ACCEPTED, SubmissionState.DECLINED):
        return
    else:
        fault = gettext("Ese asunto se cerró sin respuesta: %(state)s.") % {"state": other.get_state_display()}
    raise ValidationError({"target": fault})


def leads_to(start: Submission, end: Submission) -> bool:
    """Tell whether a matter was merged, on whatever way, into another."""
    seen: set[int] = set()
    here: Submission | None = start
    while here is not None and here.pk not in seen:
        if here.merged_into_id == end.pk:
            return True
        seen.add(here.pk)
        here = here.merged_into
    return False


def code_of_end(matter: Submission) -> str:
    """Return the code of the matter into which this one was merged."""
    return matter.merged_into.code if matter.merged_into else matter.code


def reopen(submission: Submission, user: User, text: str, *, seen: int | None = None) -> None:
    """Open a closed matter again; its clock goes on. What was made of it stays, so that is not opened again."""
    reason = require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        refuse_reopening(matter)
        was_spam = matter.state == SubmissionState.SPAM
        matter.answered_at, matter.published_at, matter.merged_into = None, None, None
        start_clock(matter)
        matter.save(update_fields=["answered_at", "published_at", "merged_into", *CLOCK])
        change_state(matter, SubmissionState.IN_REVIEW, actor=user, text=reason)
        if not was_spam:
            send_answer(matter, Letter.REOPENED, finished_text(reason, matter), user=user)


def refuse_reopening(matter: Submission) -> None:
    """Raise ValidationError for a matter that cannot be opened again."""
    if matter.is_open:
        raise ValidationError(gettext("Este asunto ya está abierto."), code="open")
    if matter.state in FINAL:
        raise ValidationError(gettext("Lo retiró quien lo mandó: no se abre de nuevo."), code="final")
    if matter.purged_at:
        text = gettext("Ya se borraron los datos de quien lo mandó: no habría a quién responder.")
        raise ValidationError(text, code="final")
    made = matter.history.filter(action=HistoryAction.ANSWERED, to_state=SubmissionState.ACCEPTED).last()
    if matter.state == SubmissionState.ACCEPTED and made and made.details.get("url"):
        raise ValidationError(gettext("Ya se hizo algo con este asunto: cámbialo allí."), code="final")
