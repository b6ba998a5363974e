"""The questions of an import of boundaries: which file, and what its properties mean."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.territory.boundaries.mapping import FIELDS, Mapping, guessed, names_in
from portal.territory.boundaries.options import DISTRICT, NEIGHBOURHOOD, Options
from portal.territory.boundaries.reading import LIMIT, MEGABYTE, Feature, in_one_line, read_geojson
from portal.territory.boundaries.refusal import BoundaryRefusal
from portal.territory.models import Boundary, District

EXAMPLE_LENGTH = 40
#: the form's fields about properties: {field of the mapping: name in the form}
PROPERTIES = {field: f"property_{field}" for field in FIELDS}


class FileForm(forms.Form):
    """The file; once it is valid, its Features stand in `features`."""

    file = forms.FileField(
        label=_("Archivo GeoJSON"),
        help_text=_("Polígonos en WGS 84, hasta 20 MB. Por ejemplo: barrios.geojson, del catastro municipal."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        error_messages={"required": _("Elige un archivo."), "empty": _("El archivo está vacío.")},
    )

    def clean_file(self):
        """Return the uploaded file. Raises ValidationError when no boundary can be read from it."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            values = {"size": file.size / MEGABYTE, "limit": LIMIT // MEGABYTE}
            raise ValidationError(
                _("Pesa %(size).1f MB y el límite es %(limit)d MB: simplifícalo o divídelo.") % values
            )
        try:
            self.features = read_geojson(file.read())
        except BoundaryRefusal as refusal:
            raise ValidationError(f"«{in_one_line(file.name)}»: {refusal.message}") from refusal
        file.seek(0)
        return file


class ChoicesForm(forms.Form):
    """What the features are and what their properties mean, filled from the file's own properties."""

    kind = forms.ChoiceField(
        label=_("¿Qué son?"),
        choices=[(NEIGHBOURHOOD, _("Barrios")), (DISTRICT, _("Distritos"))],
        widget=forms.RadioSelect,
    )
    property_name = forms.ChoiceField(
        label=_("¿Cuál propiedad es el nombre?"),
        required=False,
        help_text=_("Así se reconoce cada lugar, sin mirar mayúsculas ni acentos."),
    )
    property_code = forms.ChoiceField(
        label=_("¿Y el código?"),
        required=False,
        help_text=_("Si lo hay, se busca primero por él. Por ejemplo: echesortu."),
    )
    property_district = forms.ChoiceField(
        label=_("¿Y el distrito?"), required=False, help_text=_("El nombre o el código del distrito de cada barrio.")
    )
    district = forms.ModelChoiceField(
        label=_("O están todos en este distrito"),
        queryset=District.objects.filter(active=True),
        required=False,
        empty_label="–",
    )
    property_postal_code = forms.ChoiceField(
        label=_("¿Y el código postal?"), required=False, help_text=_("Se agrega a los que el barrio ya tiene.")
    )
    property_kind = forms.ChoiceField(
        label=_("¿Y la clase de barrio?"),
        required=False,
        help_text=_("Solo para barrios nuevos. Por ejemplo: colonia."),
    )
    create = forms.BooleanField(label=_("Crear los barrios que no existen"), required=False)
    join = forms.BooleanField(
        label=_("Unir los elementos que son del mismo lugar"),
        required=False,
        help_text=_("Si no, se rechazan: quizá son dos barrios que se llaman igual."),
    )
    confirm = forms.BooleanField(
        label=_("Importar también los límites que están en duda"),
        required=False,
        help_text=_("Los que se enciman con un vecino o quedan en otro lugar. Mira antes el mapa."),
    )
    valid_from = forms.DateField(
        label=_("Valen desde"),
        widget=AdminDateInput,
        help_text=_("El límite anterior queda guardado hasta el día de antes."),
    )
    source = forms.CharField(
        label=_("Fuente"),
        required=False,
        max_length=Boundary._meta.get_field("source").max_length,
        help_text=_("Por ejemplo: catastro municipal, 2025."),
    )
    licence = forms.CharField(
        label=_("Licencia"),
        required=False,
        max_length=Boundary._meta.get_field("licence").max_length,
        help_text=_("Por ejemplo: CC BY 4.0."),
    )

    def __init__(self, features, *args, **kwargs):
        super().__init__(*args, **kwargs)
        examples = {}
        for feature in features:
            for name, value in feature.properties.items():
                examples[name] = examples.get(name) or in_one_line(value)[:EXAMPLE_LENGTH]
        named = [("", "–"), *((name, f"{name} ({examples[name]})") for name in names_in(features))]
        for name in PROPERTIES.values():
            self.fields[name].choices = named

    def clean_valid_from(self):
        """Return the day. Raises ValidationError for one that has not come."""
        day = self.cleaned_data["valid_from"]
        if day > timezone.localdate():
            raise ValidationError(_("Ese día todavía no llegó."))
        return day

    def clean(self):
        """Raise ValidationError beside the name when nothing says which place a feature is."""
        said = super().clean()
        if not (said.get("property_name") or said.get("property_code") or self.errors):
            self.add_error("property_name", _("Elige el nombre o el código: si no, no se sabe qué lugar es cada uno."))
        return said

    def choices_made(self):
        """Return what the valid form says as JSON stores it (dict)."""
        said = dict(self.cleaned_data)
        said["district"] = said["district"].pk if said["district"] else None
        return {**said, "valid_from": said["valid_from"].isoformat()}


def first_choices(features: list[Feature]) -> dict[str, str]:
    """Return the choices (dict) with which the form begins: the file's properties by their usual names."""
    mapping = guessed(features)
    return {"kind": NEIGHBOURHOOD, **{name: mapping.of(field) for field, name in PROPERTIES.items()}}


def options_of(choices: dict[str, Any]) -> Options:
    """Return the Options of choices (dict) as `choices_made` gives them."""
    return Options(
        mapping=Mapping(**{field: choices[name] for field, name in PROPERTIES.items()}),
        kind=choices["kind"],
        district=District.objects.filter(pk=choices["district"]).first(),
        valid_from=date.fromisoformat(choices["valid_from"]),
        confirm=choices.get("confirm", False),  # a run that was begun before there were doubts
        **{name: choices[name] for name in ("create", "join", "source", "licence")},
    )
