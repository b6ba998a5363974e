"""Joining a public matter of somebody else: told of its answer. It is no vote, and nobody is counted."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.core.language import reader_language
from portal.mail.outbox import queue_mail
from portal.personal_data.keyed_hash import keyed_hash

from .choices import HistoryAction
from .codes import read_code
from .kinds import submission_kind
from .models import JoinedSender, Submission
from .page_context import form_faults
from .record import add_entry
from .resume import ResumeForm, may_mail
from .secret_page import secret_page

_signer = Signer(salt="portal.submissions.join")


def public_matter(code: str) -> Submission:
    """Return the public matter of a code. Raises Http404 where there is none."""
    submission = Submission.objects.public().filter(code=read_code(code)).first()
    if submission is None or submission_kind(submission.kind) is None:
        raise Http404("no such public matter")
    return submission


@secret_page
def join_view(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the address to which the answer of a public matter goes too."""
    submission = public_matter(code)
    form = ResumeForm(request.POST if request.method == "POST" else None)
    form.fields["email"].help_text = gettext("Solo para avisarte de la respuesta. Lo borramos 90 días después.")
    is_done = form.is_bound and form.is_valid()
    if is_done and may_mail(request, form.cleaned_data["email"], "submission-join"):
        ask_joining(submission, form.cleaned_data["email"])
    kind = submission_kind(submission.kind)
    context = {"submission": submission, "kind": kind, "form": form, "faults": form_faults(form), "is_done": is_done}
    return render(request, "submissions/join.html", context | {"public_url": kind.public_url(submission)})


def ask_joining(submission: Submission, email: str) -> None:
    """Store who wants to join, unconfirmed, and mail the link by which the owner of the address says yes."""
    with transaction.atomic():
        row, _is_new = JoinedSender.objects.get_or_create(
            submission=submission,
            mark=keyed_hash("sender", email),
            defaults={"email": email, "language": reader_language()},
        )
        if row.confirmed_at:
            return
        secret = _signer.sign(str(row.pk)).partition(":")[2]
        where = {"code": submission.code, "secret": f"{row.pk}-{secret}"}
        link = settings.BASE_URL + reverse("submission_join_confirm", kwargs=where)
        queue_mail(
            to=email,
            subject=gettext("Confirma que quieres saber la respuesta"),
            sections=[
                gettext("Abre este enlace y confirma: te avisamos cuando se responda «%(title)s». %(link)s")
                % {"title": submission.title, "link": link},
                gettext("Si no fuiste tú, borra este mensaje: no te escribimos más."),
            ],
            language=reader_language(),
            purpose="submission-join",
        )


@secret_page
def confirm_join_view(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """The link in the mail: a button says yes, another leaves."""
    submission = public_matter(code)
    pk, _dash, signature = secret.partition("-")
    try:
        _signer.unsign(f"{pk}:{signature}")
    except BadSignature as fault:
        raise Http404("no such link") from fault
    row = JoinedSender.objects.filter(pk=int(pk), submission=submission).first() if pk.isdecimal() else None
    if row and request.method == "POST" and "leave" in request.POST:
        row.delete()
        row = None
    elif row and request.method == "POST" and not row.confirmed_at:
        with transaction.atomic():
            JoinedSender.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=timezone.now())
            add_entry(submission, HistoryAction.JOINED, by_sender=True)
        row.refresh_from_db()
    kind = submission_kind(submission.kind)
    context = {"submission": submission, "kind": kind, "row": row, "public_url": kind.public_url(submission)}
    return render(request, "submissions/join_confirm.html", context)
