"""The file of an import of streets or of lines of the map: read at once, so that what is wrong stands beside the field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.territory.boundaries.reading import in_one_line

from .tables import MEGABYTE, REFUSALS, TableKind


class MapDataFileForm(forms.Form):
    """The file of one table (TableKind)."""

    file = forms.FileField(
        error_messages={
            "required": gettext_lazy("Elige un archivo."),
            "empty": gettext_lazy("El archivo está vacío."),
        }
    )

    def __init__(self, kind: TableKind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, field = kind, self.fields["file"]
        field.label, field.help_text = kind.file_label, kind.help_text
        field.widget = forms.FileInput(attrs={"accept": kind.accept})

    def clean_file(self):
        """Return the uploaded file. Raises ValidationError when it is too large or nothing can be read from it."""
        file = self.cleaned_data["file"]
        if file.size > self.kind.largest:
            sizes = {"size": file.size / MEGABYTE, "limit": self.kind.largest // MEGABYTE}
            raise ValidationError(_("Pesa %(size).1f MB y el límite es %(limit)d MB.") % sizes)
        try:
            self.kind.read(file.read())
        except REFUSALS as refusal:
            raise ValidationError(f"«{in_one_line(file.name)}»: {refusal.message}") from refusal
        file.seek(0)
        return file


class DoubtsForm(forms.Form):
    """The one answer that an import with doubtful lines wants."""

    without_faults = forms.BooleanField(
        label=gettext_lazy("Importar sin las líneas que están en duda"),
        error_messages={"required": gettext_lazy("Corrige el archivo, o marca que se importe sin esas líneas.")},
    )
