"""The last step of every kind: who sends it, if she says so, and how the answer comes to her."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import AnswerBy
from .steps import StepForm

#: {way of the answer: (field that it needs, what to say where it is empty)}
NEEDS = {
    AnswerBy.MAIL: ("email", _("Escribe el correo al que te respondemos.")),
    AnswerBy.CALL: ("phone", _("Escribe el teléfono al que te llamamos.")),
    AnswerBy.LETTER: ("address", _("Escribe la dirección a la que va la carta.")),
}
CONSENT = _("Guarden estos datos para responderme. Se borran 90 días después de que el asunto se cierra.")


class ContactStep(StepForm):
    """How the answer comes: by mail, telephone, letter, at the counter, or not at all."""

    slug = "contact"
    title = _("Cómo te respondemos")
    why = _("Respondemos siempre. Estos datos los ve solo el equipo que te responde, y nunca se publican.")

    answer_by = forms.ChoiceField(
        label=_("¿Cómo prefieres la respuesta?"),
        choices=AnswerBy.choices,
        initial=AnswerBy.MAIL,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Correo electrónico"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Escribe el correo completo, con arroba. Por ejemplo: marta@ejemplo.org"),
            "max_length": _("Este correo es demasiado largo."),
        },
    )
    phone = forms.CharField(
        label=_("Teléfono"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    address = forms.CharField(
        label=_("Dirección para la carta"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    name = forms.CharField(
        label=_("Tu nombre, o el de tu organización"),
        help_text=_("Para saber cómo llamarte. Si quieres, no lo pongas."),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(label=CONSENT, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs, and for the consent where something personal was given."""
        cleaned = super().clean()
        field, text = NEEDS.get(cleaned.get("answer_by"), (None, None))
        if field and not cleaned.get(field) and field not in self.errors:
            self.add_error(field, text)
        personal = any(cleaned.get(name) for name in ("email", "phone", "address", "name"))
        if personal and not cleaned.get("consent"):
            self.add_error("consent", _("Marca que podemos guardar estos datos para responderte."))
        return cleaned
