"""The page to print of a kind's form, for who writes by hand and hands it in at a centre."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from .contact_step import CONSENT
from .kinds import submission_kind
from .models import Submission
from .paper import counters_of_districts, paper_steps

if TYPE_CHECKING:
    from .kinds import SubmissionKind


@require_safe
def paper_view(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of a kind to print; `complete` in the address asks for the long one. Raises Http404 for no such kind."""
    known = submission_kind(kind)
    if known is None or not known.is_listed:
        raise Http404("no such kind of submission")
    complete = bool(known.more_steps) and "complete" in request.GET
    return render(request, "submissions/paper.html", paper_form_context(known, complete))


def paper_form_context(kind: SubmissionKind, complete: bool) -> dict[str, Any]:
    """Return what the sheet shows: the questions, what becomes of the answers, where it is handed in, the way on-line."""
    here = reverse("submission_paper", kwargs={"kind": kind.name})
    bar = []
    if online := online_address(kind):
        bar.append({"text": _("Prefiero escribirlo aquí"), "url": online})
    if kind.more_steps:
        short, long = _("El formulario corto"), _("El formulario completo")
        bar.append({"text": short, "url": here} if complete else {"text": long, "url": f"{here}?complete=1"})
    return {
        "kind": kind,
        "steps": paper_steps(kind, complete),
        "consent": CONSENT,
        "kept": Submission.personal_data,
        "counters": counters_of_districts(),
        "online": settings.BASE_URL + online if online else "",
        "bar": [*bar, *in_other_languages(kind, complete)],
    }


def online_address(kind: SubmissionKind) -> str:
    """Return the path at which the form begins on-line, or ""."""
    try:
        return reverse("submission_begin", args=[kind.name])
    except NoReverseMatch:
        return ""


def in_other_languages(kind: SubmissionKind, complete: bool) -> list[dict[str, str]]:
    """Return [{text, url, lang}] of the sheet in each language of the portal."""
    links = []
    for code, language in settings.LANGUAGES:
        with override(code):
            url = reverse("submission_paper", kwargs={"kind": kind.name})
        links.append({"text": language, "url": url + ("?complete=1" if complete else ""), "lang": code})
    return links
