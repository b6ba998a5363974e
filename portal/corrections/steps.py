"""The pages of the form: what is wrong; and, for who knows it, the right words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.submissions.steps import StepForm, WordsField

from .models import Fault

MOST_TEXT, MOST_PASSAGE = 150, 150


class FaultStep(StepForm):
    """What is wrong on the page where the form began."""

    slug = "fault"
    title = _("Qué está mal")
    why = _("Nos ayuda a corregirlo. No hace falta que sepas cómo se arregla.")

    fault = forms.ChoiceField(
        label=_("¿Qué pasa en la página?"),
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige lo que más se parece.")},
    )
    text = WordsField(
        label=_("Cuéntanos"),
        most_words=MOST_TEXT,
        help_text=_("Por ejemplo: el horario del centro dice 14, y cierra a las 13."),
        error_messages={"required": _("Escribe en una frase qué pasa.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.about.get("title"):
            self.why = gettext("Sobre la página «%(title)s». No hace falta que sepas cómo se arregla.") % self.about
        if self.about.get("fault") in Fault.values:
            self.initial.setdefault("fault", self.about["fault"])

    def clean(self) -> dict[str, Any]:
        """Add the page where the form began; it may be gone by now."""
        cleaned = super().clean()
        key = self.about.get("page_id", "")
        page = Page.objects.filter(pk=int(key)).first() if key.isdecimal() else None
        about = {"page": page, "page_path": self.about.get("path", ""), "page_title": self.about.get("title", "")}
        district = self.about.get("district", "")
        return {**cleaned, **about, "page_district": int(district) if district.isdecimal() else None}


class WordsStep(StepForm):
    """The words as they are, and as they should be."""

    slug = "words"
    title = _("Cómo debería decir")
    why = _("Si lo sabes, el equipo lo corrige más rápido. Si no, sigue sin escribir nada.")
    optional = True

    passage = WordsField(
        label=_("Lo que dice ahora"),
        most_words=MOST_PASSAGE,
        rows=3,
        required=False,
        help_text=_("Cópialo de la página, tal cual."),
    )
    suggestion = WordsField(
        label=_("Lo que debería decir"),
        most_words=MOST_PASSAGE,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words that are there now where the right ones were given: alone they have no place."""
        cleaned = super().clean()
        if cleaned.get("suggestion") and not cleaned.get("passage") and "passage" not in self.errors:
            self.add_error("passage", gettext("Copia también lo que dice ahora, para encontrar el lugar."))
        return cleaned
