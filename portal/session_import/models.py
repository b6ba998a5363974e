"""An import of meetings in the admin: its file, its council, what was chosen, and a line for each meeting."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.storage import PrivateStorage, unguessable_name
from portal.councils.models import CouncilPage
from portal.personal_data.declaration import PersonalData
from portal.practices.importing.run_models import DETAIL_DAYS, Run, RunLine


def meeting_file_name(instance: SessionImport, filename: str) -> str:
    """Return a name that nobody guesses and that says nothing of the file (upload_to of SessionImport)."""
    return unguessable_name("meetings")


class DayOrder(models.TextChoices):
    """Which number of a date such as 11/12/2026 is the day."""

    AS_TOLD = "", _("Lo dice el archivo")
    DAY_FIRST = "day", _("Primero el día: 24/11/2026")
    MONTH_FIRST = "month", _("Primero el mes: 11/24/2026")


class SessionImport(Run):
    """The meetings of one council from one file. The file goes with the import, or after a month."""

    screens = "session_imports"

    council = models.ForeignKey(
        CouncilPage, verbose_name=_("consejo"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    council_name = models.CharField(_("consejo"), max_length=255, blank=True)  # stays when the council is deleted
    order = models.CharField(_("orden del día y del mes"), max_length=5, choices=DayOrder, blank=True)
    name = models.CharField(_("archivo"), max_length=255)
    size = models.PositiveIntegerField(_("tamaño"))
    file = models.FileField(storage=PrivateStorage(), upload_to=meeting_file_name)

    personal_data = PersonalData(
        title=_("Archivos de importaciones de encuentros"),
        fields=("file",),
        labels={"file": _("archivo")},
        purpose=_("Repetir o aclarar una importación. Un calendario puede nombrar a quien invita."),
        days=DETAIL_DAYS,
        since=_("el día en que se subió"),
        afterwards=_("Quién importó, cuándo y cuánto."),
        readers=_("Quien importó, y la curaduría de la ciudad."),
        ground=_("La tarea de publicar los encuentros."),
    )

    class Meta:
        verbose_name = _("importación de reuniones")
        verbose_name_plural = _("importaciones de reuniones")
        ordering = ["-created", "-pk"]
        default_permissions = []

    @property
    def month_first(self):
        """Return what the importer asks: does the month stand first? None where the file tells."""
        return None if self.order == DayOrder.AS_TOLD else self.order == DayOrder.MONTH_FIRST

    def forget_file(self):
        """Delete the file from the disk."""
        if self.file:
            self.file.delete(save=False)


class SessionImportLine(RunLine):
    """What would become, or became, of one meeting; without an action, a remark on the file."""

    run = models.ForeignKey(SessionImport, on_delete=models.CASCADE, related_name="lines")
    # when and where the session is then, in words; empty where none is
    becomes = models.TextField(blank=True)

    class Meta:
        verbose_name = _("línea de una importación de reuniones")
        ordering = ["position", "pk"]
        default_permissions = []

    def __str__(self):
        return f"{self.run_id}:{self.line}"
