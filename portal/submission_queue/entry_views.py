"""«Cargar un papel o una llamada»: which kind, its one long form, the code to write on the sheet, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View

from portal.access.scoped import denial_response
from portal.submissions.codes import read_code, status_link
from portal.submissions.kinds import SubmissionKind, submission_kind, submission_kinds
from portal.submissions.models import Draft, Submission
from portal.submissions.models.submission import content_if_kept
from portal.submissions.page_context import shown_files

from .entry import EntrySheet, entry_draft, keep_entry, send_entry
from .rights import matter_policy, matters_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: what the next sheet of a pile has in common with the one before
CARRIED = ("channel", "language", "received_on")


class EntryScreen(View):
    """A screen for who may put new matters into some queue; 403 for everybody else."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Refuse first."""
        if not matter_policy().user_has_permission(request.user, "add"):
            return denial_response(request)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Return a screen with its heading and the way back."""
        crumbs = [{"url": reverse("submission_entry"), "label": _("Cargar un papel o una llamada")}]
        context = {"header_icon": "form", "header_title": title, "breadcrumbs_items": crumbs, **context}
        return TemplateResponse(self.request, f"submission_queue/{template}", context, status=status)

    def matter(self, code: str) -> Submission:
        """Return a matter that the account may see. Raises Http404 for any other."""
        found = matters_of(self.request.user).filter(code=read_code(code)).first()
        if found is None:
            raise Http404("no such matter")
        return found


def entry_kinds() -> list[SubmissionKind]:
    """Return the kinds that can be typed in: what begins on the page it is about cannot."""
    return [kind for kind in submission_kinds() if kind.is_listed]


def open_entries(request: HttpRequest) -> QuerySet[Draft]:
    """Return the sheets that an account began and did not finish, the latest first."""
    mine = Draft.objects.filter(entered_by=request.user, submission=None, expires_at__gt=timezone.now())
    return mine.order_by("-saved_at")


class EntryKindsView(EntryScreen):
    """Which kind it is, and what the account left unfinished."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the choice."""
        drafts = [
            {"draft": draft, "label": kind.label}
            for draft in open_entries(request)[:20]
            if (kind := submission_kind(draft.kind))
        ]
        context = {"kinds": entry_kinds(), "drafts": drafts}
        return self.page("entry_kinds.html", _("Cargar un papel o una llamada"), context)


class EntryFormView(EntryScreen):
    """The long form of a kind: empty for the next sheet, or a draft that is not right yet."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show an empty form, or the draft of the address."""
        kind = self.kind(name)
        key = request.GET.get("draft", "")
        if key:
            draft = open_entries(request).filter(pk=self.key(key), kind=kind.name).first()
            if draft is None:
                raise Http404("no such draft")
            return self.show(EntrySheet(kind, draft))
        draft = Draft(pk=uuid4(), kind=kind.name, complete="complete" in request.GET)
        sheet = EntrySheet(kind, draft)
        sheet.entry.initial |= {key: request.GET[key] for key in CARRIED if key in request.GET}
        return self.show(sheet)

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """Store what was typed, and send it when it is right."""
        kind = self.kind(name)
        draft = entry_draft(kind, self.key(request.POST.get("draft", "")), request.user, "complete" in request.POST)
        if draft is None:
            raise Http404("no such draft")
        if draft.submission is not None:
            return self.done(draft.submission, {})
        sheet = EntrySheet(kind, draft, request)
        keep_entry(sheet)
        submission = send_entry(sheet, request.user) if sheet.is_valid() else None
        if submission is None:
            return self.show(sheet, status=422)
        return self.done(submission, sheet.entry.cleaned_data)

    def kind(self, name: str) -> SubmissionKind:
        """Return the kind of the address. Raises Http404 for none."""
        kind = submission_kind(name)
        if kind is None or not kind.is_listed:
            raise Http404("no such kind of submission")
        return kind

    def key(self, text: str) -> UUID:
        """Return the key of a draft. Raises Http404 for what is none."""
        try:
            return UUID(text)
        except ValueError as error:
            raise Http404("no such draft") from error

    def done(self, submission: Submission, said: dict[str, Any]) -> HttpResponse:
        """Go to the next sheet of the pile, or to the end of this one."""
        twin = {"twin": "1"} if submission.bundle != self.key(self.request.POST["draft"]) else {}
        if "another" not in self.request.POST or not said:
            address = reverse("submission_entry_done", args=[submission.code])
            return redirect(f"{address}?{urlencode(twin)}" if twin else address)
        carried = {"after": submission.code, **twin, **{name: said[name] for name in CARRIED}}
        if "complete" in self.request.POST:
            carried["complete"] = "1"
        return redirect(f"{reverse('submission_entry_form', args=[submission.kind])}?{urlencode(carried)}")

    def show(self, sheet: EntrySheet, status: int = 200) -> HttpResponse:
        """Return the form; above it the code of the sheet before, or what is wrong."""
        kind, is_sent = sheet.kind, status != 200
        if not is_sent:
            begin_at_first_field(sheet)
        after = matters_of(self.request.user).filter(code=read_code(self.request.GET.get("after", "")))
        context = {
            "kind": kind,
            "sheet": sheet,
            "faults": sheet.faults() if is_sent else [],
            "after": None if is_sent else after.first(),
            "is_twin": "twin" in self.request.GET,
            "other_form": bool(kind.more_steps) and not is_sent,
        }
        return self.page("entry_form.html", kind.label, context, status)


def begin_at_first_field(sheet: EntrySheet) -> None:
    """Put the cursor into the first field of the first step: there each sheet of a pile begins."""
    bound = next(iter(sheet.steps[0].visible_fields()), None)
    if bound is not None:
        bound.field.widget.attrs["autofocus"] = True


class EntryDoneView(EntryScreen):
    """The code, large, to write on the sheet or to say on the telephone."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it."""
        submission = self.matter(code)
        kind, is_twin = submission_kind(submission.kind), "twin" in request.GET
        context = {"submission": submission, "kind": kind, "is_twin": is_twin}
        return self.page("entry_done.html", _("Guardado"), context)


class EntryReceiptView(EntryScreen):
    """The copy for who handed it in, to print, in the language in which the answer comes; without personal data."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it."""
        submission = self.matter(code)
        kind = submission_kind(submission.kind)
        if kind is None:
            raise Http404("no such kind of submission")
        context = shown_files(submission.bundle) | {
            "submission": submission,
            "kind": kind,
            "content": content_if_kept(submission, kind),
            "status_link": status_link(submission),
            "back": reverse("submission_entry_done", args=[submission.code]),
        }
        with override(submission.language):
            return HttpResponse(render_to_string("submission_queue/entry_receipt.html", context, request))
