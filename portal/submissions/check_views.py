"""Before sending: how everybody will see it, and what others said; and the copy to keep afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from portal.core.qr import qr_path
from portal.spam_protection.protection import Verdict, judge, protect

from .choices import SubmissionState
from .codes import own_link, status_link
from .drafts import DraftReading, read_draft
from .form_views import kind_and_draft
from .machine_checks import machine_checks, steps_of_fields
from .models import Draft, SubmissionContent
from .models.submission import content_if_kept
from .observed_times import expected_of
from .page_context import progress, shown_files, step_address, what_happens
from .secret_page import secret_page
from .sending import content_fields, send_draft

if TYPE_CHECKING:
    from .kinds import Cleaned, SubmissionKind


@secret_page
def check_view(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show a whole draft, and send it."""
    kind, draft = kind_and_draft(draft_id)
    if request.method == "POST" and "complete" in request.POST and kind.more_steps:
        Draft.objects.filter(pk=draft.pk).update(complete=True)
        return redirect(step_address(draft, kind.more_steps[0].slug))
    reading, refused = read_draft(kind, draft), ""
    if request.method == "POST" and reading.is_complete:
        judgement = judge(request, kind.name)
        if judgement.verdict in (Verdict.PASS, Verdict.HOLD):
            wants_public = request.POST.get("may_publish") == "yes"
            held = judgement.verdict == Verdict.HOLD
            send_draft(kind, draft, reading.cleaned, may_publish=wants_public, held=held)
            return redirect("submission_sent", draft_id=draft.pk)
        refused = judgement.message
    context = check_context(request, kind, draft, reading)
    return render(request, "submissions/check.html", context | {"refused": refused})


def check_context(request: HttpRequest, kind: SubmissionKind, draft: Draft, reading: DraftReading) -> dict[str, Any]:
    """Return what the page before sending shows."""
    cleaned = reading.cleaned
    shown = {"content": preview_content(kind, cleaned), "cleaned": cleaned} | shown_files(draft.pk)
    ready = reading.is_complete
    return protect(request, kind.name) | {
        "kind": kind,
        "draft": draft,
        "progress": progress(kind, draft, "check"),
        "missing": [{"title": form.title, "url": step_address(draft, form.slug)} for form in reading.faulty],
        "steps": [{"title": form.title, "url": step_address(draft, form.slug)} for form in reading.forms],
        "shown": shown if ready else None,
        "checks": [
            {"text": check.text, "url": step_address(draft, check.step) if check.step else ""}
            for check in (machine_checks(kind, cleaned, steps_of_fields(reading)) if ready else ())
        ],
        "similar": kind.similar(cleaned) if ready and not draft.submission_id else (),
        "can_complete": bool(kind.more_steps) and not draft.complete,
        "asks_publication": kind.publishable and not draft.submission_id,
        "is_sent": draft.submission_id is not None,
        "story": what_happens(kind),
    }


def preview_content(kind: SubmissionKind, cleaned: Cleaned) -> SubmissionContent:
    """Return what a matter would say, not stored; lists of terms are in the cleaned data."""
    names = {field.name for field in content_fields(kind) if not field.many_to_many}
    return kind.model(**{name: value for name, value in cleaned.items() if name in names})


@secret_page
def sent_view(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The code, and a copy to keep."""
    kind, draft = kind_and_draft(draft_id)
    submission = draft.submission
    if submission is None:
        return redirect("submission_check", draft_id=draft.pk)
    link = own_link(submission)
    size, path = qr_path(link)
    context = shown_files(draft.pk) | {
        "kind": kind,
        "submission": submission,
        "content": content_if_kept(submission, kind),
        "own_link": link,
        "status_link": status_link(submission),
        "is_held": submission.state == SubmissionState.HELD,
        "expected": expected_of(submission),
        "story": what_happens(kind),
        "qr_size": size,
        "qr_path": path,
        "qr_label": gettext("Código QR del enlace a tu asunto"),
    }
    return render(request, "submissions/sent.html", context)
