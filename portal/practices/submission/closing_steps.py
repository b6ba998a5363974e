"""The long form, its end: before and after, where it is told already, whom other cities may ask."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.practices.models.submission import CONTACT_FIELDS, ReuseLicence
from portal.submissions.steps import StepForm
from portal.uploads.intake import files_of

from .fields import line_input, web_address_input
from .quick_steps import PICTURES_FIELD

LONGEST_WORDS = 80  # characters of a picture's words in a list


class BeforeAfterStep(StepForm):
    """Which of the pictures show how it was, and how it is."""

    slug = "before-after"
    title = _("Antes y después")
    why = _("Si mandaste una foto de cómo era y otra de cómo quedó, dinos cuáles son.")
    optional = True

    before_picture = forms.ChoiceField(label=_("La de antes"), required=False)
    after_picture = forms.ChoiceField(label=_("La de después"), required=False)

    def __init__(self, *args, bundle=None, **kwargs):
        super().__init__(*args, bundle=bundle, **kwargs)
        pictures = picture_choices(bundle)
        choices = [("", gettext("Ninguna") if pictures else gettext("Todavía no hay fotos")), *pictures]
        for field in self.fields.values():
            field.choices = choices
            field.error_messages["invalid_choice"] = _("Esa foto ya no está: elige otra.")

    def clean(self) -> dict[str, Any]:
        """Refuse one picture for both."""
        cleaned = super().clean()
        chosen = cleaned.get("after_picture")
        if chosen and chosen == cleaned.get("before_picture"):
            self.add_error("after_picture", _("Es la misma foto que la de antes: elige otra."))
        return cleaned


def picture_choices(bundle: UUID | None) -> list[tuple[str, str]]:
    """Return [(id, words)] of the pictures that were sent, each with its place."""
    files = files_of(bundle, PICTURES_FIELD)
    return [
        (str(file.pk), f"{place}. {(file.alt or file.name)[:LONGEST_WORDS]}") for place, file in enumerate(files, 1)
    ]


class PracticeSourceStep(StepForm):
    """Where it is told already, and what others may do with the text."""

    slug = "source"
    title = _("De dónde sale, y cómo se puede usar")
    why = _("Sin permiso, nadie sabe si puede copiar el texto en otra ciudad.")
    optional = True

    source_name = line_input(
        _("¿Ya se contó en otro lado? ¿Dónde?"), 200, help_text=_("Por ejemplo: la revista de la escuela.")
    )
    source_url = web_address_input(_("Su dirección en la web"))
    source_licence = forms.ChoiceField(
        label=_("¿Qué pueden hacer otras personas con este texto?"),
        choices=ReuseLicence.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Elige de la lista.")},
    )


class PracticeContactStep(StepForm):
    """Whom other cities may ask: kept by the office, never shown."""

    slug = "who-to-ask"
    title = _("A quién preguntar")
    why = _("Si otra ciudad quiere saber más, el equipo le pregunta a esta persona si quiere responder. No se publica.")
    optional = True

    contact_person = line_input(_("Nombre"), 160)
    contact_role = line_input(_("Cargo o qué hace"), 160)
    contact_mail = forms.EmailField(
        label=_("Correo electrónico"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Escribe el correo completo, con arroba. Por ejemplo: marta@ejemplo.org"),
            "max_length": _("Este correo es demasiado largo."),
        },
    )
    contact_phone = line_input(_("Teléfono"), 60)
    contact_agrees = forms.BooleanField(
        label=_("Esta persona sabe que damos sus datos al equipo y está de acuerdo."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach the person, and for consent."""
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in CONTACT_FIELDS):
            return cleaned
        reachable = cleaned.get("contact_mail") or cleaned.get("contact_phone")
        if not reachable and not {"contact_mail", "contact_phone"} & self.errors.keys():
            self.add_error("contact_mail", _("Escribe un correo o un teléfono: sin eso nadie puede preguntar."))
        if not cleaned.get("contact_agrees"):
            self.add_error("contact_agrees", _("Marca que está de acuerdo, o deja vacíos sus datos."))
        return cleaned
