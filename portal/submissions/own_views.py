"""Where a matter stands: with its code for anybody, with its secret link for who sent it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.accounts.addresses import client_address, network_of
from portal.access.accounts.throttles import too_many
from portal.core.language import reader_language
from portal.core.models import Attempt

from . import sender_actions
from .codes import is_secret_of, read_code
from .drafts import clean_text
from .kinds import submission_kind
from .mails import send_open_matters
from .models import Submission
from .models.submission import content_if_kept
from .observed_times import expected_of
from .origins import origin_of
from .page_context import form_faults, shown_files, step_address
from .resume import WITHIN, ResumeForm, may_mail
from .secret_page import secret_page
from .sending import open_matters_of
from .steps import WordsField
from .timeline import stage_story, thread_of

#: wrong codes that one network may type within an hour
WRONG_CODES = 30


class ReplyForm(forms.Form):
    """What a sender writes to the office."""

    text = WordsField(label=_("Tu mensaje"), most_words=300, error_messages={"required": _("Escribe tu mensaje.")})


def status_form_view(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go where it leads."""
    typed = request.GET.get("code", "")
    code = read_code(typed)
    if code:
        return redirect("submission_status", code=code)
    context = {"typed": typed, "is_wrong": bool(typed.strip())}
    return render(request, "submissions/status_form.html", context)


@secret_page
def status_view(request: HttpRequest, code: str) -> HttpResponse:
    """Where the matter of a code stands: its stage and its days, nothing of what it says or who sent it."""
    submission = Submission.objects.filter(code=read_code(code)).first()
    kind = submission_kind(submission.kind) if submission else None
    if submission is None or kind is None:
        wait = Attempt.count("submission-code", network_of(client_address(request)), WRONG_CODES, WITHIN)
        message = too_many(wait).message if wait else ""
        context = {"typed": code[:20], "is_wrong": True, "refused": message}
        return render(request, "submissions/status_form.html", context, status=429 if wait else 404)
    context = {
        "kind": kind,
        "submission": submission,
        "story": stage_story(submission),
        "expected": expected_of(submission) if submission.is_open else "",
        "public_url": kind.public_url(submission),
        "origin": origin_of(submission),
    }
    return render(request, "submissions/status.html", context)


@secret_page
def own_view(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """The sender's own page of a matter."""
    submission = Submission.objects.filter(code=read_code(code)).first()
    if submission is None or not is_secret_of(submission.code, secret):
        raise Http404("no such matter")
    form = ReplyForm({"text": clean_text(request.POST.get("text", ""))} if "reply" in request.POST else None)
    if request.method == "POST":
        answer = do_as_sender(request, submission, form)
        if answer is not None:
            return answer
    return render(request, "submissions/own.html", own_context(submission, form))


def do_as_sender(request: HttpRequest, submission: Submission, form: ReplyForm) -> HttpResponse | None:
    """Do what the sender asks for, and return where to go; None where the form is to be shown again."""
    kind = submission_kind(submission.kind)
    if "reply" in request.POST:
        if not form.is_valid():
            return None
        sender_actions.add_reply(submission, form.cleaned_data["text"])
    elif "confirm" in request.POST:
        sender_actions.confirm_submission(submission)
    elif "withdraw" in request.POST:
        sender_actions.withdraw_submission(submission)
    elif "again" in request.POST and kind and submission.is_closed:
        draft = sender_actions.begin_again(kind, submission)
        return redirect(step_address(draft, kind.steps[0].slug))
    return redirect(request.path)


def own_context(submission: Submission, form: ReplyForm) -> dict[str, Any]:
    """Return what the sender's own page shows."""
    kind = submission_kind(submission.kind)
    draft = submission.drafts.order_by("begun_at").first()
    return shown_files(submission.bundle) | {
        "kind": kind,
        "submission": submission,
        "content": content_if_kept(submission, kind),
        "story": stage_story(submission),
        "thread": thread_of(submission),
        "expected": expected_of(submission) if submission.is_open else "",
        "outcome": kind.outcome(submission) if kind else None,
        "public_url": kind.public_url(submission) if kind else "",
        "change_url": step_address(draft, kind.steps[0].slug) if kind and draft and submission.is_open else "",
        "complete_url": step_address(draft, "check")
        if kind and kind.more_steps and draft and submission.is_open
        else "",
        "form": form,
        "faults": form_faults(form) if form.is_bound else [],
        "may_withdraw": sender_actions.may_withdraw(submission),
    }


@secret_page
def mine_view(request: HttpRequest) -> HttpResponse:
    """Mail the open matters of an address to it; the page says the same whether there are any or not."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    form.fields["email"].help_text = gettext("Te mandamos ahí los enlaces de tus asuntos abiertos.")
    is_done = form.is_bound and form.is_valid()
    if is_done:
        email = form.cleaned_data["email"]
        if may_mail(request, email, "submission-mine"):
            send_open_matters(email, list(open_matters_of(email)), reader_language())
        # too many mails: the answer stays the same, so that nobody learns who has written to the city
    return render(request, "submissions/mine.html", {"form": form, "faults": form_faults(form), "is_done": is_done})
