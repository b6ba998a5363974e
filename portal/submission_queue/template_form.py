"""The form of a template of answers: its texts in all languages on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.submissions.kinds import submission_kinds

from .models import AnswerText
from .placeholders import placeholder_faults, placeholder_list

LONGEST_TEXT = 5_000
_HELP = _("Se completan solos: {names}. {{deadline}} es para cuándo, {{unit}} el área responsable.")
_OTHER = _("Si falta, se propone el texto en español, con un aviso.")

#: {language: name of the field of its text}
TEXT_FIELDS = {code: f"text_{code}" for code, _name in settings.LANGUAGES}


def answer_text_field(code: str) -> forms.CharField:
    """Return the field of the text in a language; that of the city's own is needed."""
    is_source = code == settings.LANGUAGE_CODE
    return forms.CharField(
        label=_("Texto"),
        required=is_source,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
        help_text=format_lazy(_HELP, names=placeholder_list()) if is_source else _OTHER,
        error_messages={"required": _("Escribe el texto en español: es el que se propone donde falta otro.")},
    )


class AnswerTemplateForm(
    type(
        "AnswerTexts",
        (WagtailAdminModelForm,),
        {name: answer_text_field(code) for code, name in TEXT_FIELDS.items()},
    )
):
    """Edits a template with its texts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.name, kind.label) for kind in submission_kinds()]
        stored = self.instance.kind
        if stored and stored not in dict(kinds):
            kinds.append((stored, stored))
        self.fields["kind"] = forms.ChoiceField(
            label=_("Clase"),
            choices=[("", _("Todas")), *kinds],
            required=False,
        )
        texts = self.instance.texts.all() if self.instance.pk else ()
        for row in texts:
            if row.language in TEXT_FIELDS:
                self.initial[TEXT_FIELDS[row.language]] = row.text

    def clean(self) -> dict[str, Any]:
        """Say beside a text which placeholder nobody fills in."""
        cleaned = super().clean()
        for name in TEXT_FIELDS.values():
            for fault in placeholder_faults(cleaned.get(name) or ""):
                self.add_error(name, fault)
        return cleaned

    def save(self, commit=True):
        """Store the template and its texts; an emptied text goes. Raises ValueError for `commit=False`."""
        if not commit:
            raise ValueError("The texts of a template are stored with it.")
        template = super().save()
        for code, name in TEXT_FIELDS.items():
            text = (self.cleaned_data.get(name) or "").strip()
            if text:
                AnswerText.objects.update_or_create(template=template, language=code, defaults={"text": text})
            else:
                AnswerText.objects.filter(template=template, language=code).delete()
        return template
