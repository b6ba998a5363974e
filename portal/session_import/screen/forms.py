"""The questions of an import of meetings: which council, which file, what its dates mean, and whether to publish."""

from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.import_report import Refusal
from portal.core.models import User
from portal.councils.models import CouncilPage
from portal.councils.rights import councils_to_fill, may_announce_new, may_make
from portal.practices.importing.run_forms import FilesField
from portal.session_import.batch import read_meeting_file
from portal.session_import.models import DayOrder, SessionImport

ACCEPT = ".ics,.csv,.tsv,.txt,text/calendar,text/csv"
#: a file that is not larger is looked into at once; what is wrong with another one the preview says
LOOKED_INTO = 1 << 20
DRAFT, PUBLISH = "no", "yes"


def council_label(council: CouncilPage) -> str:
    """Return how a council is offered: its name, and its district's."""
    return f"{council.title} ({council.district})" if council.district_id else council.title


class MeetingFileForm(forms.Form):
    """Council, file, order of day and month, and publication; `kept` is an import whose file is here already, or None."""

    council = forms.ModelChoiceField(
        label=gettext_lazy("Consejo"),
        queryset=CouncilPage.objects.none(),
        empty_label=gettext_lazy("Elige un consejo"),
        error_messages={
            "required": gettext_lazy("Elige de qué consejo son estas reuniones."),
            "invalid_choice": gettext_lazy("En ese consejo no puedes agregar sesiones: elige otro."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Archivo"),
        help_text=gettext_lazy(
            "Un calendario (.ics) o una tabla (CSV, separada por comas o punto y coma), hasta 20 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": gettext_lazy("Elige un archivo."),
            "empty": gettext_lazy("El archivo está vacío."),
        },
    )
    order = forms.ChoiceField(
        label=gettext_lazy("¿Cómo están escritas las fechas?"),
        choices=DayOrder.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Solo importa en tablas con fechas como 11/12/2026."),
    )
    publish = forms.ChoiceField(
        label=gettext_lazy("¿Cómo quieres guardar las sesiones?"),
        choices=[
            (DRAFT, gettext_lazy("Como borradores: nadie más las ve hasta que alguien las publique")),
            (
                PUBLISH,
                gettext_lazy("Publicadas: cualquiera las ve enseguida, también las que ya esperaban como borrador"),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elige si se guardan como borradores o publicadas.")},
    )

    def __init__(self, user: User, *args, kept: SessionImport | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.kept = user, kept
        councils = councils_to_fill(user)
        self.fields["council"].queryset = councils
        self.fields["council"].label_from_instance = council_label
        self.fields["file"].required = kept is None
        if not any(may_announce_new(user, council) for council in councils):
            del self.fields["publish"]

    def clean_council(self) -> CouncilPage:
        """Return the council. Raises ValidationError where she may not add sessions, asked of the page itself."""
        council = self.cleaned_data["council"]
        if not may_make(self.user, council):
            raise ValidationError(self.fields["council"].error_messages["invalid_choice"])
        return council

    def clean_file(self):
        """Return the uploaded file, or None where one is kept. Raises ValidationError for one that is too large."""
        file = self.cleaned_data["file"]
        if file:
            FilesField.checked(file)
        return file

    def clean(self):
        """Raise ValidationError beside `publish` where the account may not publish in this council."""
        said = super().clean()
        council = said.get("council")
        if said.get("publish") == PUBLISH and council:
            if not may_announce_new(self.user, council):
                self.add_error("publish", _("En este consejo no puedes publicar: guárdalas como borradores."))
            elif not council.live:
                self.add_error("publish", _("El consejo no está publicado: guarda las sesiones como borradores."))
        return said

    def is_published(self) -> bool:
        """Tell whether the valid form wants the sessions published."""
        return self.cleaned_data.get("publish") == PUBLISH


def fault_of_file(run: SessionImport) -> str:
    """Return why nothing at all can be read from the file of an import, "" where something can, or where it is large."""
    if run.size > LOOKED_INTO:
        return ""
    fault = ""
    for item in read_meeting_file(Path(run.file.path), None, run.month_first):
        if not isinstance(item, Refusal) or fault:
            return ""
        fault = (
            _("línea %(line)s: %(message)s") % {"line": item.line, "message": item.message}
            if item.line
            else item.message
        )
    return fault
