"""The form with which a curator opens a district."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.territory.models import District


class OpeningForm(forms.ModelForm):
    """A name is enough; what is known of the centre may come now or later."""

    class Meta:
        model = District
        fields = ["name", "code", "kind", "seat_name", "address", "phone", "email"]
        help_texts = {
            "name": gettext_lazy("Como lo llama la gente. Por ejemplo: Oeste."),
            "code": gettext_lazy(
                "Va en las direcciones web y no cambia. Por ejemplo: oeste. Vacío: se toma del nombre."
            ),
            "kind": gettext_lazy("«Toda la ciudad» reúne lo que no es de un solo distrito."),
            "seat_name": gettext_lazy("Por ejemplo: Centro Municipal de Distrito Oeste."),
            "address": gettext_lazy("Por ejemplo: Avenida del Puerto 120."),
            "phone": gettext_lazy("El de la oficina, no el de una persona."),
            "email": gettext_lazy("El de la oficina, no el de una persona."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def clean_code(self):
        """Return the code, made of the name when nobody wrote one. Raises ValidationError for one that is taken."""
        code = self.cleaned_data["code"] or slugify(self.cleaned_data.get("name", ""))[:40].strip("-")
        if self.cleaned_data.get("name") and not code:
            raise forms.ValidationError(_("Escribe un código: el nombre no tiene letras para formarlo."))
        if District.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Ya hay un distrito con el código «%(code)s».") % {"code": code})
        return code
