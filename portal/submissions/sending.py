"""A draft becomes a matter: once, whole, with its code, or changes the matter that it already became."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from portal.personal_data.keyed_hash import hashes, keyed_hash

from . import mails
from .choices import AnswerBy, HistoryAction, SubmissionChannel, SubmissionState
from .codes import new_code
from .contact_step import CONSENT, ContactStep
from .models import Draft, Submission
from .models.submission import content_if_kept
from .record import add_entry

if TYPE_CHECKING:
    from .kinds import Cleaned, SubmissionKind

#: the same words of the same sender within this time are the same sending
SAME_WITHIN = timedelta(days=1)
#: how long what came during an attack waits where there is no mail address to confirm it
HELD_FOR = timedelta(hours=1)
#: how long it waits for the link in the mail
CONFIRM_WITHIN = timedelta(days=3)
TRIES = 5
#: who says it and how the answer comes are no part of what is said
NOT_SAID = {*ContactStep.base_fields, "consent_text"}


def send_draft(kind: SubmissionKind, draft: Draft, cleaned: Cleaned, *, may_publish: bool, held: bool) -> Submission:
    """Make the matter of a complete draft, or change the one that it became, and return it.

    `held` keeps it from the office until somebody confirms it. Two calls for one draft make one matter; so does a second
    draft with the same words of the same sender on the same day. All or nothing is stored, mails among it.
    """
    with transaction.atomic():
        stored = Draft.objects.select_for_update(of=("self",)).select_related("submission").get(pk=draft.pk)
        if stored.submission_id:
            return amend_submission(kind, stored, cleaned)
        fingerprint = fingerprint_of(kind, draft, cleaned)
        twin = Submission.objects.filter(
            fingerprint=fingerprint, received_at__gt=timezone.now() - SAME_WITHIN, channel=draft.channel
        ).first()
        if twin is None:
            twin = create_submission(kind, stored, cleaned, fingerprint, may_publish=may_publish, held=held)
        stored.submission = twin
        stored.save(update_fields=["submission", "saved_at"])
        return twin


def create_submission(
    kind: SubmissionKind, draft: Draft, cleaned: Cleaned, fingerprint: str, *, may_publish: bool, held: bool
) -> Submission:
    """Store a new matter with what it says, its first line of history and the mail with its copy."""
    now = timezone.now()
    personal = any(cleaned.get(name) for name in ("email", "phone", "address", "name"))
    answer_by = cleaned.get("answer_by") or AnswerBy.NONE
    submission = store_matter(
        kind,
        cleaned,
        language=draft.language,
        state=SubmissionState.HELD if held else SubmissionState.NEW,
        channel=draft.channel,
        entered_by=draft.entered_by,
        name=cleaned.get("name", ""),
        email=cleaned.get("email", ""),
        phone=cleaned.get("phone", ""),
        address=cleaned.get("address", ""),
        **sender_marks(cleaned),
        answer_by=answer_by,
        consent=str(cleaned.get("consent_text") or CONSENT) if personal else "",
        consented_at=now if personal else None,
        may_publish=may_publish and kind.publishable,
        received_at=now,
        clock_since=None if held else now,
        held_until=(now + (CONFIRM_WITHIN if answer_by == AnswerBy.MAIL else HELD_FOR)) if held else None,
        fingerprint=fingerprint,
        bundle=draft.pk,
        continues=Submission.objects.filter(code=draft.about.get("continues", "")).first(),
    )
    add_entry(
        submission, HistoryAction.RECEIVED, actor=draft.entered_by, by_sender=draft.channel == SubmissionChannel.ONLINE
    )
    (mails.ask_to_confirm if held else mails.confirm_receipt)(submission)
    return submission


def store_matter(kind: SubmissionKind, cleaned: Cleaned, **fields: Any) -> Submission:
    """Store a new matter with what it says, under a code of its own; call it inside a transaction.

    Title, place and topic are what the kind reads of `cleaned`; `fields` are the others of Submission. History is the
    caller's to write.
    """
    place = kind.place(cleaned)
    submission = Submission(
        kind=kind.name,
        title=kind.title(cleaned)[:200],
        topic=kind.topic(cleaned)[:80],
        district=place.district,
        neighbourhood=place.neighbourhood,
        place=place.spot[:200],
        **fields,
    )
    save_with_code(submission)
    store_content(kind, submission, cleaned)
    return submission


def save_with_code(submission: Submission) -> None:
    """Store a new matter under a code that no other has; of 10^12 codes a second try is rare, a third a fault."""
    for left in reversed(range(TRIES)):
        submission.code = new_code()
        try:
            with transaction.atomic():
                submission.save(force_insert=True)
        except IntegrityError:
            if not left or not Submission.objects.filter(code=submission.code).exists():
                raise
        else:
            return


def store_content(kind: SubmissionKind, submission: Submission, cleaned: Cleaned) -> None:
    """Store what a matter says in the model of its kind: fields by their names, and what the kind stores itself."""
    content = content_if_kept(submission, kind) or kind.model(submission=submission)
    several = {}
    for field in content_fields(kind):
        if field.name in cleaned:
            if field.many_to_many:
                several[field.name] = cleaned[field.name]
            else:
                setattr(content, field.name, cleaned[field.name])
    content.save()
    for name, rows in several.items():
        getattr(content, name).set(rows)
    if kind.store:
        kind.store(submission, content, cleaned)


def content_fields(kind: SubmissionKind) -> list[models.Field]:
    """Return the fields of a kind's model that a form may fill."""
    meta = kind.model._meta
    return [field for field in [*meta.fields, *meta.many_to_many] if field.name != "submission"]


def amend_submission(kind: SubmissionKind, draft: Draft, cleaned: Cleaned) -> Submission:
    """Change what an open matter says, by its sender. What is closed, and what did not change, stays as it is."""
    submission = Submission.objects.select_for_update().get(pk=draft.submission_id)
    fingerprint = fingerprint_of(kind, draft, cleaned)
    if submission.is_closed or fingerprint == submission.fingerprint:
        return submission
    rewrite_matter(kind, submission, cleaned, fingerprint)
    add_entry(submission, HistoryAction.AMENDED, by_sender=True)
    return submission


def rewrite_matter(kind: SubmissionKind, submission: Submission, cleaned: Cleaned, fingerprint: str) -> None:
    """Store what a locked, open matter says now, and where; its history is the caller's to write."""
    submission.title, submission.topic = kind.title(cleaned)[:200], kind.topic(cleaned)[:80]
    submission.fingerprint, place = fingerprint, kind.place(cleaned)
    submission.place = place.spot[:200]
    # a team that has read it passes it on itself: its neighbourhood stays one of its district
    if submission.opened_at is None or submission.district == place.district:
        submission.district, submission.neighbourhood = place.district, place.neighbourhood
    changed = ["title", "topic", "fingerprint", "neighbourhood", "place", "district"]
    submission.save(update_fields=changed)
    store_content(kind, submission, cleaned)


def fingerprint_of(kind: SubmissionKind, draft: Draft, cleaned: Cleaned) -> str:
    """Return the keyed hash of what a draft says, of who says it, and of where it began.

    A draft that was sent asks for no contact any more: who says it stands in its matter.
    """
    matter = draft.submission
    who = {"mark": matter.mark, "phone_mark": matter.phone_mark} if matter else sender_marks(cleaned)
    # without a sender nobody tells two people who say the same apart, so the draft itself counts
    mine = "" if any(who.values()) else str(draft.pk)
    return fingerprint_of_words(kind, cleaned, [who, mine, draft.about])


def fingerprint_of_words(kind: SubmissionKind, cleaned: Cleaned, origin: list) -> str:
    """Return the keyed hash of what is said, and of `origin`: whatever tells by whom and from where, as JSON holds it."""
    says = {name: plain_value(value) for name, value in sorted(cleaned.items()) if name not in NOT_SAID}
    text = json.dumps([kind.name, *origin, says], sort_keys=True, ensure_ascii=False, default=str)
    return keyed_hash("submission", text)


def sender_marks(cleaned: Cleaned) -> dict[str, str]:
    """Return the keyed hashes of who sends, as fields of Submission; empty where no address or telephone was given."""
    email, digits = cleaned.get("email", ""), digits_of(cleaned.get("phone", ""))
    return {
        "mark": keyed_hash("sender", email) if email else "",
        "phone_mark": keyed_hash("sender", digits) if digits else "",
    }


def plain_value(value: Any) -> Any:
    """Return a cleaned value as one that JSON holds, the same for equal values."""
    if isinstance(value, models.QuerySet):
        return sorted(value.values_list("pk", flat=True))
    if isinstance(value, list):
        return [plain_value(one) for one in value]
    return value.pk if isinstance(value, models.Model) else str(value)


def digits_of(phone: str) -> str:
    """Return the digits of a telephone number as typed, without its spaces and strokes."""
    return "".join(sign for sign in phone if sign.isdecimal())


def open_matters_of(email: str) -> models.QuerySet[Submission]:
    """Return the open matters of a mail address, under every secret of the portal, the newest first."""
    return Submission.objects.open().filter(mark__in=list(hashes("sender", email)))
