"""The form that asks for one person."""

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import DataSubject

UNKNOWN = _("Escribe un correo completo, con arroba, o un teléfono con al menos ocho cifras.")


class PersonForm(forms.Form):
    """A mail address or a telephone."""

    person = forms.CharField(
        label=_("Correo o teléfono de la persona"),
        max_length=254,
        help_text=_(
            "Por ejemplo: ana@example.org, o +54 341 555 0148. De un teléfono cuentan las últimas ocho cifras."
        ),
        error_messages={"required": UNKNOWN},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_person(self) -> DataSubject:
        """Return the person. Raises ValidationError for what is neither an address nor a telephone."""
        person = DataSubject(self.cleaned_data["person"])
        if not person.is_known:
            raise forms.ValidationError(UNKNOWN)
        if person.email:
            validate_email(person.email)
        return person
