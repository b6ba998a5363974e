"""The short form, three minutes: its name and place, OIDP's three questions, pictures.

The questions and their limits of 100, 300 and 150 words are those of OIDP's call of 2018 to 2020: who presents it, what it
is and what for, why it is new. Each has its place on the page.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.practices.models.submission import ReuseLicence
from portal.submissions.place_field import PlaceField
from portal.submissions.steps import StepForm, WordsField
from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import PICTURES

from .fields import line_input, term_choice

PICTURES_FIELD = "pictures"  # in the bundle of the draft, and in the form


class PracticeNameStep(StepForm):
    """What it is called, where it was, who did it."""

    slug = "name"
    title = _("Qué experiencia es")
    why = _(
        "Cuenta algo que hicieron entre varios y que a otro barrio le puede servir. "
        "El equipo lo lee antes de que se publique, y te responde."
    )

    practice_title = forms.CharField(
        label=_("¿Cómo se llama la experiencia?"),
        max_length=200,
        help_text=_("Por ejemplo: La plaza que hizo la escuela con sus vecinos."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Escribe cómo se llama."),
            "max_length": _("El nombre es demasiado largo: entran 200 letras."),
        },
    )
    place = PlaceField(
        whole_city=True,
        label=_("¿Dónde fue?"),
        help_text=_("Así llega al equipo de ese distrito."),
        error_messages={"required": _("Elige dónde fue."), "invalid_choice": _("Elige dónde fue.")},
    )
    author_kind = term_choice(
        "author_kind",
        _("¿Quién la hizo?"),
        required=True,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige quién la hizo."), "invalid_choice": _("Elige quién la hizo.")},
    )

    def clean_practice_title(self) -> str:
        """Keep the title as one line."""
        return " ".join(self.cleaned_data["practice_title"].split())


class PracticeStoryStep(StepForm):
    """The three questions."""

    slug = "story"
    title = _("Tres preguntas")
    why = _("Con tus palabras, como se lo contarías a alguien de otro barrio.")

    participants = WordsField(
        label=_("¿Quiénes la presentan y quiénes participaron?"),
        most_words=100,
        rows=4,
        help_text=_("Por ejemplo: la escuela 518, las familias y la cooperadora del barrio."),
        error_messages={"required": _("Cuenta quiénes participaron.")},
    )
    summary = WordsField(
        label=_("¿Qué hicieron y para qué?"),
        most_words=300,
        rows=9,
        help_text=_("Qué problema había, qué hicieron y qué cambió."),
        error_messages={"required": _("Cuenta qué hicieron.")},
    )
    innovation = WordsField(
        label=_("¿Qué tiene de nuevo?"),
        most_words=150,
        rows=5,
        help_text=_("Qué hicieron de otra manera que antes o que en otros lugares. Puede ser algo pequeño."),
        error_messages={"required": _("Cuenta qué tiene de nuevo. Puede ser algo pequeño.")},
    )


class PracticePicturesStep(StepForm):
    """Pictures with their words, their licence, and the consent of who is seen in them."""

    slug = "pictures"
    title = _("Fotos")
    why = _("Una foto cuenta mucho. La primera es la que más se ve.")
    optional = True

    pictures = ReceivedFilesField(
        limits=PICTURES,
        required=False,
        label=_("Tus fotos"),
        help_text=_("Di qué se ve en cada una, para quien no la ve."),
    )
    picture_licence = forms.ChoiceField(
        label=_("¿Qué pueden hacer otras personas con estas fotos?"),
        choices=ReuseLicence.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Elige de la lista.")},
    )
    picture_credit = line_input(
        _("¿Quién las hizo?"), 160, help_text=_("Su nombre se lee debajo de las fotos. Déjalo vacío si no quiere.")
    )
    people_agree = forms.BooleanField(
        label=_(
            "Las personas que se reconocen en las fotos están de acuerdo en que se publiquen; "
            "por niñas y niños, también sus familias."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for licence and consent where there are pictures."""
        cleaned = super().clean()
        if not cleaned.get(PICTURES_FIELD):
            return cleaned
        if not cleaned.get("picture_licence") and "picture_licence" not in self.errors:
            self.add_error("picture_licence", _("Elige qué pueden hacer otras personas con las fotos."))
        if not cleaned.get("people_agree"):
            self.add_error("people_agree", _("Marca que están de acuerdo, o quita las fotos en que se las reconoce."))
        return cleaned


QUICK_STEPS = (PracticeNameStep, PracticeStoryStep, PracticePicturesStep)
