"""One answer, or one colleague, for several matters: each checked and logged by itself, with a list of what was not done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.submissions.choices import SubmissionState
from portal.submissions.kinds import submission_kind
from portal.submissions.models import Submission

from .action_forms import LONGEST_TEXT, AccountChoice
from .decisions import accept, ask_sender, decline, mark_as_spam
from .exchange import assign
from .models import AnswerTemplate
from .rights import accounts_for

MOST_AT_ONCE = 100
ASSIGN, ACCEPT, ASK, DECLINE, SPAM = "assign", "accept", "ask", "decline", "spam"
STATES = {ACCEPT: SubmissionState.ACCEPTED, ASK: SubmissionState.NEEDS_INFORMATION, DECLINE: SubmissionState.DECLINED}


@dataclass(frozen=True)
class BulkOutcome:
    """What became of one of the chosen matters: done, or why not."""

    submission: Submission
    refusal: str = ""


class BulkForm(forms.Form):
    """What to do with all of them."""

    what = forms.ChoiceField(
        label=_("Qué hacer con todos"),
        choices=[
            (ASSIGN, _("Decir quién los lleva")),
            (ACCEPT, _("Aceptar y responder")),
            (ASK, _("Preguntar lo que falta")),
            (DECLINE, _("No aceptar y responder")),
            (SPAM, _("Marcar como no deseado")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige qué hacer.")},
    )
    assignee = AccountChoice(
        label=_("Quién los lleva"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nadie todavía"),
        error_messages={"invalid_choice": _("Esta persona no puede atender estos asuntos.")},
    )
    template = forms.ModelChoiceField(
        label=_("Plantilla"),
        queryset=AnswerTemplate.objects.none(),
        required=False,
        empty_label=pgettext_lazy("template", "Ninguna"),
        help_text=_("A cada persona le llega en su idioma."),
        error_messages={"invalid_choice": _("Elige una plantilla de la lista.")},
    )
    text = forms.CharField(
        label=_("O el texto, igual para todos"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, *, matters: Sequence[Submission], user: User):
        super().__init__(data, label_suffix="")
        places = {(matter.district_id, matter.neighbourhood_id) for matter in matters}
        able = accounts_for(*places.pop()) if len(places) == 1 else accounts_for(None, None)
        self.fields["assignee"].queryset = (able | User.objects.filter(pk=user.pk)).distinct()
        self.fields["template"].queryset = AnswerTemplate.objects.filter(active=True).prefetch_related("texts")

    def clean(self) -> dict[str, Any]:
        """Ask for words where somebody gets some, and for a template that fits."""
        cleaned = super().clean()
        what, template, text = cleaned.get("what"), cleaned.get("template"), (cleaned.get("text") or "").strip()
        if what == SPAM and not text:
            self.add_error("text", _("Di por qué, en palabras sencillas."))
        if what in STATES and not (template or text) and not {"template", "text"} & set(self.errors):
            self.add_error("text", _("Elige una plantilla o escribe la respuesta."))
        if what in STATES and template and text:
            self.add_error("text", _("Elige una plantilla o escribe la respuesta, no las dos."))
        if what in STATES and template and template.state != STATES[what]:
            self.add_error("template", _("Esa plantilla es para otra decisión."))
        return cleaned


def bulk_text(matter: Submission, cleaned: dict[str, Any]) -> str:
    """Return the words for one matter: those of the template in the sender's language, or the typed ones.

    Raises ValidationError for a template of another kind.
    """
    template = cleaned.get("template")
    if template is None:
        return cleaned["text"]
    if template.kind not in ("", matter.kind):
        raise ValidationError(gettext("La plantilla es para otra clase."))
    return template.text_in(matter.language)[0]


def do_one(matter: Submission, user: User, cleaned: dict[str, Any], seen: int) -> None:
    """Take the chosen step with one matter. Raises what the step raises."""
    what = cleaned["what"]
    if what == ASSIGN:
        return assign(matter, user, cleaned["assignee"])
    if what == SPAM:
        return mark_as_spam(matter, user, cleaned["text"], seen=seen)
    if what == ACCEPT:
        kind = submission_kind(matter.kind)
        if kind and kind.acceptance and kind.acceptance.form:
            raise ValidationError(gettext("Para aceptarlo hay que completar algo más: ábrelo."))
    steps: dict[str, Callable] = {ACCEPT: accept, ASK: ask_sender, DECLINE: decline}
    return steps[what](matter, user, bulk_text(matter, cleaned), seen=seen) and None


def do_all(matters: Sequence[Submission], user: User, cleaned: dict[str, Any], seen: int) -> list[BulkOutcome]:
    """Take the chosen step with each matter in a transaction of its own, and tell what became of each."""
    return [BulkOutcome(matter, refusal_of(partial(do_one, matter, user, cleaned, seen))) for matter in matters]


def refusal_of(step: Callable[[], None]) -> str:
    """Take a step and return why it was not done; empty where it was."""
    try:
        step()
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return gettext("No puedes hacerlo con este asunto.")
    return ""
