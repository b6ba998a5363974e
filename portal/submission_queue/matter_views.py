"""The page of one matter, the steps taken on it, and the look at who sent it."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.submissions.models import Submission
from portal.uploads.answers import file_response
from portal.uploads.intake import files_of

from .action_forms import AnswerForm, MatterForm
from .actions import ACTIONS, MatterAction
from .answers import way_of, write_answer
from .decisions import open_matter
from .exchange import contact_words, note_contact_view
from .matter_page import action_form, active_templates, matter_context
from .placeholders import fill_placeholders
from .rights import CHANGE, matters_of, may
from .screens import QueueScreen

#: what the form of a kind may promise in an answer, by the names of the fields of Submission
PROMISED = ("unit", "promised_by")


class MatterScreen(QueueScreen):
    """The page of one matter."""

    def show(
        self, matter: Submission, form: MatterForm | None = None, name: str = "", status: int = 200, **more: Any
    ) -> HttpResponse:
        """Return the page; `form` is that of a step that was not taken yet."""
        context = matter_context(matter, self.request.user, form, name) | more
        return self.page("matter.html", str(matter), context, (self.request.path, matter.code), status=status)


class MatterView(MatterScreen):
    """What it says, and what can be done."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it. The first look by somebody who may answer is what the sender reads as "read"."""
        matter = self.matter(pk)
        if request.method == "GET" and may(request.user, CHANGE, matter):  # not HEAD, which nobody reads
            open_matter(matter, request.user)
        form, name = None, ""
        if "merge" in request.GET and ACTIONS["merge"].is_offered(matter, request.user):
            name = "merge"
            form = action_form(ACTIONS[name], matter, request.user, active_templates())
            form.initial["target"] = request.GET["merge"][:40]
        return self.show(matter, form, name)


class MatterContactView(MatterScreen):
    """Who sent it: shown after a button, and each look is noted."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note the look and show."""
        matter = self.matter(pk)
        note_contact_view(matter, request.user)
        return self.show(matter, contact=contact_words(matter))


class MatterFileView(QueueScreen):
    """A file that came with a matter: the rights are asked again, and no proxy keeps it."""

    def get(self, request: HttpRequest, pk: int, file_id: UUID) -> HttpResponse:
        """Send it; pictures are shown, everything else is downloaded. Raises Http404 for a file of another matter."""
        found = files_of(self.matter(pk).bundle).filter(pk=file_id).first()
        if found is None:
            raise Http404
        try:
            return file_response(found, inline=True, small="small" in request.GET)
        except FileNotFoundError as gone:
            raise Http404 from gone


class MatterActionView(MatterScreen):
    """One step: filled from a template, shown as the sender will read it, or taken."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Do what the button says. Raises Http404 for a step that nobody knows."""
        if name not in ACTIONS:
            raise Http404
        matter, action = self.matter(pk), ACTIONS[name]
        if "fill" in request.POST:
            return self.fill(matter, action)
        form = action_form(action, matter, request.user, active_templates(), request.POST)
        if not form.is_valid():
            return self.show(matter, form, name, 422)
        if "preview" in request.POST and action.letter:
            return self.preview(matter, action, form)
        try:
            told = action.run(matter, request.user, form, seen_of(request.POST))
        except ValidationError as error:
            form.outside_faults(error_texts(error))
            return self.show(self.matter(pk), form, name, 409 if error_code(error) == "stale" else 422)
        messages.success(request, told)
        is_hers = matters_of(request.user).filter(pk=pk).exists()
        return redirect("submission_queue:matter", pk) if is_hers else redirect("submission_queue:index")

    def fill(self, matter: Submission, action: MatterAction) -> HttpResponse:
        """Show the form again with the text of the chosen template; what else was typed stays."""
        typed = self.request.POST
        form = action_form(action, matter, self.request.user, active_templates())
        form.initial |= {field: typed.get(field) for field in form.fields if field in typed}
        note = ""
        if isinstance(form, AnswerForm) and (chosen := typed.get("template", "")):
            text, language = form.template_text(chosen)
            form.initial["text"] = text or typed.get("text", "")
            if text and language != matter.language:
                note = _("Esta plantilla no está en el idioma de quien lo mandó: tradúcela o di lo mismo más simple.")
        if made := getattr(form, "made", None):
            made.initial |= {name: typed.get(made.add_prefix(name)) for name in made.fields}
        return self.show(matter, form, action.name, fill_note=note)

    def preview(self, matter: Submission, action: MatterAction, form: MatterForm) -> HttpResponse:
        """Show the form again with what the sender will read."""
        as_promised, made = copy(matter), getattr(form, "made", None)
        for name in PROMISED:
            if made and made.cleaned_data.get(name):
                setattr(as_promised, name, made.cleaned_data[name])
        text = fill_placeholders(form.cleaned_data["text"], as_promised, matter.language)
        written = write_answer(as_promised, action.letter, text)
        return self.show(matter, form, action.name, preview=written, preview_way=way_of(matter))


def seen_of(data: QueryDict) -> int:
    """Return the last row of the history that a form was made from; 0 for what is no number."""
    typed = data.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def error_texts(error: ValidationError) -> dict[str, list[str]]:
    """Return {field, or NON_FIELD_ERRORS: texts} of an error."""
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}


def error_code(error: ValidationError) -> str:
    """Return the code of an error of one sentence; empty for others."""
    return getattr(error, "code", None) or ""
