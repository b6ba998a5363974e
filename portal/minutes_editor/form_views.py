"""The staff form of minutes: one long page outside Wagtail's editor, with and without script, with and without signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.dates import format_day, format_hour
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.minutes.faults import MinutesFault, minutes_faults
from portal.minutes.publication import publish_agreements, send_to_review
from portal.minutes.rights import may_publish_minutes, may_write
from portal.minutes.saving import minutes_of_session, save_draft
from portal.offline_forms.sync import SyncRefusal, account_mark, login_address, sent_texts, sync_view
from portal.offline_forms.words import offline_words

from .form_page import MinutesFormPage, base_json, build_form_page
from .form_post import SentForm, save_sent_form
from .form_rows import ROW_KINDS

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.minutes.models import Minutes

#: what a button of the form does after saving: values of its name "do"
AGREEMENTS, REVIEW, CHECK = "agreements", "review", "check"


def session_to_write(user: User, reference: str) -> SessionPage | None:
    """Return the session (its first version) of a reference, where the account may write its minutes; else None."""
    sessions = first_versions(SessionPage.objects.filter(reference=reference))
    session = sessions.select_related("council", "district", "neighbourhood", "locale").first()
    return session if session and may_write(user, session) else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_form_view(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the form of a session's minutes, or save what it sends: 404 for who may not write them."""
    if not request.user.is_authenticated:
        return redirect(login_address(request.path))
    session = session_to_write(request.user, reference)
    if session is None:
        raise Http404
    if request.method == "POST":
        return answer_sent_form(request, session)
    minutes = minutes_of_session(session)
    faults = minutes_faults(session, minutes.draft)
    more = request.GET.get("more", "")
    page = build_form_page(
        session, minutes.draft, faults=faults if CHECK in request.GET else (), more=more if more in ROW_KINDS else ""
    )
    return form_response(request, session, minutes, page, minutes.draft, missing=len(faults))


def answer_sent_form(request: HttpRequest, session: SessionPage) -> HttpResponse:
    """Save what was typed, then do what the button says; what two people wrote differently is shown first."""
    sent = save_sent_form(session, request.user, request.POST)
    if sent.saved.conflicts or sent.others:
        return show_others(request, session, sent)
    address = reverse("minutes_form", args=[session.reference])
    more, wanted = request.POST.get("more", ""), request.POST.get("do", "")
    if more in ROW_KINDS:
        return redirect(f"{address}?saved=1&more={more}#rows-{more}")
    if wanted not in (AGREEMENTS, REVIEW, CHECK):
        return redirect(f"{address}?saved=1")
    try:
        carry_out(wanted, session, request.user, sent.saved.number)
    except ValidationError as error:
        return show_refusal(request, session, error)
    return redirect("minutes_overview", session.reference)


def carry_out(wanted: str, session: SessionPage, user: User, number: int) -> None:
    """Do what a button of the form says with the draft of this number. Raises ValidationError with what is missing."""
    if wanted == AGREEMENTS:
        publish_agreements(session, user, number)
    elif wanted == REVIEW:
        send_to_review(session, user, number)
    elif faults := minutes_faults(session, minutes_of_session(session).draft):
        raise ValidationError({fault.key: fault.text for fault in faults})


def show_others(request: HttpRequest, session: SessionPage, sent: SentForm) -> HttpResponse:
    """Show the form again with what somebody else wrote meanwhile: 409 where she must choose."""
    page = build_form_page(session, sent.shown, conflicts=sent.saved.conflicts)
    links = [field for key, field in page.fields.items() if key in sent.others]
    notes = {"others": links, "by": sent.by, "conflicts": [page.fields[key] for key in sent.saved.conflicts]}
    answer = {"status": 409 if sent.saved.conflicts else 200, "saved": not sent.saved.conflicts}
    return form_response(request, session, minutes_of_session(session), page, sent.base, **answer, **notes)


def show_refusal(request: HttpRequest, session: SessionPage, error: ValidationError) -> HttpResponse:
    """Show the form again with what keeps it from being published beside the fields; all that was typed is saved."""
    minutes = minutes_of_session(session)
    by_key = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    faults = [MinutesFault(key, " ".join(texts)) for key, texts in by_key.items()]
    page = build_form_page(session, minutes.draft, faults=faults)
    return form_response(request, session, minutes, page, minutes.draft, status=422, saved=True)


def form_response(
    request: HttpRequest,
    session: SessionPage,
    minutes: Minutes,
    page: MinutesFormPage,
    base: dict[str, str],
    *,
    status: int = 200,
    **notes: Any,
) -> HttpResponse:
    """Return the page of the form. `base` is what its fields began with, for the merge of what is sent next."""
    context = {
        "session": session,
        "minutes": minutes,
        "day": format_day(timezone.localtime(session.start), weekday=True, year=True),
        "form": page,
        "base": base_json(base),
        "account": account_mark(request.user),
        "login": login_address(request.path),
        "words": offline_words(),
        "has_begun": session.start <= timezone.now(),
        "may_publish": may_publish_minutes(request.user, session),
        "saved": "saved" in request.GET,
        **notes,
    }
    return render(request, "minutes_editor/form/page.html", context, status=status)


@sync_view
@require_http_methods(["GET", "POST"])
def minutes_sync_view(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer the script of the form: what the portal has, and after a POST what became of what was sent."""
    session = session_to_write(request.user, reference)
    if session is None:
        raise SyncRefusal(_("Esta cuenta no puede escribir esta acta."), 403)
    if request.method == "GET":
        minutes = minutes_of_session(session)
        token = {"account": account_mark(request.user), "csrf": get_token(request)}
        return JsonResponse({**token, "number": minutes.draft_number, "content": minutes.draft})
    sent = sent_texts(request)
    try:
        saved = save_draft(session, request.user, sent.base, sent.content)
    except PermissionDenied as error:
        raise SyncRefusal(_("Esta cuenta no puede escribir esta acta."), 403) from error
    conflicts = {key: {"theirs": found.text, "by": found.by, "at": found.at} for key, found in saved.conflicts.items()}
    answer = {"number": saved.number, "content": saved.content, "conflicts": conflicts}
    return JsonResponse({**answer, "saved_at": format_hour(timezone.localtime())})
