"""The forms of the steps of a matter; each offers only what the account may use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.submissions.choices import SubmissionState
from portal.submissions.codes import read_code
from portal.submissions.kinds import submission_kind
from portal.submissions.models import Submission
from portal.submissions.models.submission import submission_content
from portal.submissions.place_field import WHOLE_CITY, PlaceField
from portal.territory.models import DistrictKind, Unit

from .exchange import OTHERS
from .models import AnswerTemplate
from .placeholders import fill_placeholders
from .rights import accounts_for, matters_of

LONGEST_TEXT = 10_000
WHY = {"required": _("Di por qué, en palabras sencillas.")}


class MatterForm(forms.Form):
    """A step of one matter by one account. `templates` are those of the office, read once for all forms of a page."""

    def __init__(
        self,
        data: Any = None,
        *,
        submission: Submission,
        user: User,
        templates: Sequence[AnswerTemplate] = (),
        **kwargs,
    ):
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, **kwargs)
        self.submission, self.user, self.templates = submission, user, templates

    def outside_faults(self, faults: dict[str, list[str]]) -> None:
        """Show what a step refused: beside its field where the form has it, else above."""
        for name, texts in faults.items():
            for text in texts:
                self.add_error(name if name in self.fields else None, text)


class MatterReasonForm(MatterForm):
    """Why, in plain words."""

    text = forms.CharField(
        label=_("Por qué"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=WHY,
    )


class LogReasonForm(MatterReasonForm):
    """A reason that only the team reads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Queda en la historia; quien lo mandó no lo lee.")


class RemarkForm(MatterForm):
    """A note for the team."""

    text = forms.CharField(
        label=_("Nota"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La lee solo el equipo. No la borra nadie."),
        error_messages={"required": _("Escribe la nota.")},
    )


class AnswerForm(MatterForm):
    """The words for the sender, of a template or new."""

    #: the decision of which templates are offered
    state = ""

    template = forms.ChoiceField(label=_("Empezar con una plantilla"), required=False)
    text = forms.CharField(
        label=_("Lo que lee quien lo mandó"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Escribe la respuesta: nadie recibe un no, ni un sí, sin razones.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ("", self.submission.kind)
        self.fitting = [row for row in self.templates if row.state == self.state and row.kind in kinds]
        self.fields["template"].choices = [
            ("", pgettext("template", "Ninguna")),
            *((str(row.pk), row.name) for row in self.fitting),
        ]
        if not self.fitting:
            del self.fields["template"]

    def template_text(self, chosen: str) -> tuple[str, str]:
        """Return (text, its language) of a template that is offered, for this matter; empty for any other."""
        for row in self.fitting:
            if str(row.pk) == chosen:
                text, language = row.text_in(self.submission.language)
                return fill_placeholders(text, self.submission, self.submission.language), language
        return "", self.submission.language


class AskForm(AnswerForm):
    """What is missing."""

    state = SubmissionState.NEEDS_INFORMATION


class DeclineForm(AnswerForm):
    """Why not."""

    state = SubmissionState.DECLINED


class AcceptForm(AnswerForm):
    """Why, and what the kind needs to make something of it (`made`, a form of its own)."""

    state = SubmissionState.ACCEPTED

    def __init__(self, data: Any = None, **kwargs):
        super().__init__(data, **kwargs)
        kind = submission_kind(self.submission.kind)
        self.made: forms.Form | None = None
        if kind and kind.acceptance and kind.acceptance.form:
            content = submission_content(self.submission, kind)
            given = {"submission": self.submission, "content": content, "user": self.user, "label_suffix": ""}
            self.made = kind.acceptance.form(data, prefix="made", auto_id="id_accept_%s", **given)

    def is_valid(self) -> bool:
        """Ask both forms, so that all faults are seen at once."""
        own = super().is_valid()
        return own if self.made is None else self.made.is_valid() and own

    def outside_faults(self, faults: dict[str, list[str]]) -> None:
        """Show a fault beside the field of whichever form has it."""
        made = self.made.fields if self.made else {}
        super().outside_faults({name: texts for name, texts in faults.items() if name not in made or name == "text"})
        for name in set(faults) & set(made) - {"text"}:
            for text in faults[name]:
                self.made.add_error(name, text)


class MergeForm(AnswerForm):
    """Which other matter says the same."""

    state = SubmissionState.MERGED

    target = forms.CharField(
        label=_("Código del otro asunto"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Escribe el código del otro asunto.")},
    )
    field_order = ("target", "template", "text")

    def clean_target(self) -> Submission:
        """Return the matter of a code. Raises ValidationError for one that the account may not see."""
        code = read_code(self.cleaned_data["target"])
        found = matters_of(self.user).filter(code=code).first() if code else None
        if found is None:
            raise forms.ValidationError(gettext("No hay un asunto con ese código entre los que puedes ver."))
        return found


class UnitChoice(forms.ModelChoiceField):
    """A unit, with the district that it belongs to."""

    def label_from_instance(self, unit: Unit) -> str:
        """Return how a unit is offered."""
        return f"{unit.label()} ({unit.district.name})" if unit.district else unit.label()


class PassOnForm(MatterReasonForm):
    """To which team or unit."""

    place = PlaceField(label=_("A qué distrito o barrio"), whole_city=True)
    unit = UnitChoice(
        label=_("A qué área"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=pgettext_lazy("department", "Ninguna"),
        error_messages={"invalid_choice": _("Elige un área de la lista.")},
    )
    field_order = ("place", "unit", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_units = Unit.objects.filter(Q(district=None) | Q(district__active=True), active=True)
        self.fields["unit"].queryset = open_units.select_related("district")
        matter = self.submission
        self.initial.setdefault("unit", matter.unit_id)
        if matter.neighbourhood_id:
            place = f"n{matter.neighbourhood_id}"
        elif matter.district and matter.district.kind == DistrictKind.DISTRICT:
            place = f"d{matter.district_id}"
        else:
            place = WHOLE_CITY
        self.initial.setdefault("place", place)
        self.fields["text"].help_text = _("Lo lee el equipo que lo recibe.")


class AccountChoice(forms.ModelChoiceField):
    """An account, by name."""

    def label_from_instance(self, account: User) -> str:
        """Return how an account is offered."""
        return account.get_full_name() or account.get_username()


class AssignForm(MatterForm):
    """Who has it."""

    assignee = AccountChoice(
        label=_("Quién lo lleva"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nadie todavía"),
        error_messages={"invalid_choice": _("Esta persona no puede atender este asunto.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.submission.district_id, self.submission.neighbourhood_id
        self.fields["assignee"].queryset = accounts_for(*place)
        self.initial.setdefault("assignee", self.submission.assignee_id)


class WaitForm(MatterForm):
    """For whom the clock stands, and for what."""

    whom = forms.ChoiceField(
        label=_("A quién esperas"),
        choices=[(whom.value, whom.label) for whom in OTHERS],
        error_messages={"required": _("Di a quién esperas.")},
    )
    note = forms.CharField(
        label=_("Qué esperas"),
        max_length=200,
        help_text=_("En una línea. Quien lo mandó lee a quién esperas, no esta nota."),
        error_messages={"required": _("Di qué esperas.")},
    )


class SureForm(MatterForm):
    """A step that asks nothing."""
