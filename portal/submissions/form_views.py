"""The pages on which somebody writes: the kinds, one step after the other, and the way back to a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.core.language import reader_language
from portal.core.qr import qr_path
from portal.spam_protection.protection import Verdict, judge, protect
from portal.uploads.answers import file_response
from portal.uploads.intake import files_of

from .drafts import DraftGone, begin_draft, find_draft, read_draft, save_step, step_form, steps_of, typed_data
from .kinds import SubmissionKind, submission_kind, submission_kinds
from .models import Draft
from .page_context import form_faults, neighbours, step_address, step_context
from .resume import ResumeForm, mail_resume_link
from .secret_page import secret_page

if TYPE_CHECKING:
    from .steps import StepForm


@require_safe
def kinds_view(request: HttpRequest) -> HttpResponse:
    """What one can send, and the ways to what one sent."""
    return render(request, "submissions/kinds.html", {"kinds": [kind for kind in submission_kinds() if kind.is_listed]})


@secret_page
def begin_view(request: HttpRequest, kind: str) -> HttpResponse:
    """The first step of a kind (its name); its first sending makes the draft."""
    known = submission_kind(kind)
    if known is None:
        raise Http404("no such kind of submission")
    about, step = known.start(request), known.steps[0]
    draft = Draft(kind=known.name, language=reader_language(), about=about)
    if request.method != "POST":
        return show_step(request, known, draft, step(bundle=draft.pk, about=about))
    judgement = judge(request, f"begin-{known.name}")
    if judgement.verdict in (Verdict.SLOW_DOWN, Verdict.REFUSE):
        form = step(request.POST, bundle=draft.pk, about=about)
        return show_step(request, known, draft, form, refused=judgement.message)
    return answer_step(request, known, begin_draft(known, reader_language(), about), step)


@secret_page
def step_view(request: HttpRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """One step of a draft: what was typed, with what is wrong beside it."""
    kind, draft = kind_and_draft(draft_id)
    step = next((step for step in steps_of(kind, draft) if step.slug == slug), None)
    if step is None:
        return redirect("submission_resume", draft_id=draft.pk)
    if request.method == "POST":
        return answer_step(request, kind, draft, step)
    return show_step(request, kind, draft, step_form(draft, step))


def answer_step(request: HttpRequest, kind: SubmissionKind, draft: Draft, step: type[StepForm]) -> HttpResponse:
    """Store what was typed, right or wrong; then go on, go away for today, or show what is wrong."""
    save_step(draft, step, typed_data(request, step), reader_language())
    form = step(request.POST, request.FILES, bundle=draft.pk, about=draft.about)
    is_right = form.is_valid()
    if "later" in request.POST:
        return redirect("submission_later", draft_id=draft.pk)
    if not is_right:
        return show_step(request, kind, draft, form)
    return redirect(step_address(draft, neighbours(kind, draft, step.slug)[1]))


def show_step(
    request: HttpRequest, kind: SubmissionKind, draft: Draft, form: StepForm, refused: str = ""
) -> HttpResponse:
    """Render a step."""
    context = step_context(kind, draft, form) | {"refused": refused}
    if draft._state.adding:
        context |= protect(request, f"begin-{kind.name}")
    return render(request, "submissions/step.html", context)


def kind_and_draft(draft_id: UUID) -> tuple[SubmissionKind, Draft]:
    """Return a draft and its kind. Raises DraftGone where there is none any more."""
    draft = find_draft(draft_id)
    kind = submission_kind(draft.kind) if draft else None
    if draft is None or kind is None:
        raise DraftGone
    return kind, draft


@secret_page
def resume_view(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The link back to a draft: its first step that is not right yet, or the check before sending."""
    kind, draft = kind_and_draft(draft_id)
    faulty = read_draft(kind, draft).faulty
    return redirect(step_address(draft, faulty[0].slug if faulty else "check"))


@secret_page
def file_view(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of a draft, for whoever has its address: the small picture beside the field."""
    _kind, draft = kind_and_draft(draft_id)
    return file_response(get_object_or_404(files_of(draft.pk), pk=file_id), inline=True, small=True)


@secret_page
def later_view(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The link to go on another day: to keep, to photograph, to have mailed."""
    kind, draft = kind_and_draft(draft_id)
    link = settings.BASE_URL + reverse("submission_resume", kwargs={"draft_id": draft.pk})
    form = ResumeForm(request.POST if request.method == "POST" else None)
    is_mailed = form.is_bound and form.is_valid() and mail_resume_link(request, form, kind, link)
    size, path = qr_path(link)
    context = {
        "kind": kind,
        "draft": draft,
        "form": form,
        "link": link,
        "is_mailed": is_mailed,
        "faults": form_faults(form),
    }
    return render(request, "submissions/later.html", context | {"qr_size": size, "qr_path": path})
