"""The two questions of an import: which files, and whether to publish."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.import_report import one_line
from portal.practices.importing.files import FORMATS, LIMIT

ACCEPT = ".txt,.pdf,.csv,.xlsx,.jsonl,.json,.ndjson"
MEGABYTE = 1 << 20
FORMAT_NAMES = {
    "": _("Lo dice el archivo: formularios del OIDP, nuestras planillas o JSON Lines"),
    "participedia": _("Casos de Participedia (JSON Lines)"),
}


class FilesInput(forms.ClearableFileInput):
    """A file input in which several files may be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; gives the good ones and what is wrong with the others, for the form to tell."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        """Return ([uploaded file that may be kept], [fault (str) of another, with its name])."""
        good, faults = [], []
        for file in data or []:
            try:
                good.append(self.checked(super().clean(file)))
            except ValidationError as fault:
                faults += [f"«{one_line(file.name)}»: {message}" for message in fault.messages]
        return good, faults

    @staticmethod
    def checked(file):
        """Return an uploaded file that is not too large. Raises ValidationError."""
        if file.size > LIMIT:
            values = {"size": f"{file.size / MEGABYTE:.1f}".removesuffix(".0"), "limit": LIMIT // MEGABYTE}
            raise ValidationError(_("tiene %(size)s MB y el límite es %(limit)s MB. Divídelo en varios.") % values)
        return file


class FilesForm(forms.Form):
    """The files to bring in; `kept` are those that an earlier try of the same run left here."""

    files = FilesField(
        label=_("Archivos"),
        required=False,
        help_text=_(
            "Puedes elegir varios: formularios del OIDP (texto o PDF), planillas (CSV o XLSX) y JSON Lines. "
            "Cada archivo puede tener hasta 20 MB."
        ),
        error_messages={"empty": _("está vacío.")},
    )

    file_format = forms.ChoiceField(
        label=_("¿De dónde vienen?"),
        choices=[(name, FORMAT_NAMES.get(name, name)) for name in FORMATS],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.good = []

    def clean_files(self):
        """Return the new files; the good ones stand in `good` too. Raises ValidationError for the others, or for none."""
        self.good, faults = self.cleaned_data["files"]
        if faults:
            raise ValidationError(faults)
        if not self.good and not self.kept:
            raise ValidationError(_("Elige al menos un archivo."))
        return self.good


class ConfirmForm(forms.Form):
    """What becomes of the records that are stored."""

    publish = forms.ChoiceField(
        label=_("¿Cómo quieres guardar las fichas?"),
        choices=[
            ("no", _("Como borradores: nadie más las ve hasta que alguien las publique")),
            ("yes", _("Publicadas: cualquiera las ve enseguida, también las que ya esperaban como borrador")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Elige si se guardan como borradores o publicadas.")},
    )
