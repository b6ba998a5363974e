"""Read the meetings of a council from a calendar file or a table."""

from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal, failure_count
from portal.session_import.batch import find_council, import_file, meeting_import_summary
from portal.session_import.columns import COLUMNS


class Command(BaseCommand):
    help = "Importa las sesiones de un consejo: archivo de calendario (.ics) o tabla CSV (docs/calendars.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="Archivo .ics o CSV; lo dice su contenido.")
        parser.add_argument(
            "--council",
            required=True,
            help="El consejo: su dirección (/es/…), el final de ella, o la referencia de una de sus sesiones.",
        )
        parser.add_argument(
            "--columns",
            default="",
            help="Cómo se llaman las columnas: date=Día,title=Asunto. Columnas: {}.".format(", ".join(COLUMNS)),
        )
        order = parser.add_mutually_exclusive_group()
        order.add_argument(
            "--month-first",
            action="store_true",
            default=None,
            help="El mes va primero: 11/24/2026. Sin esto lo dice el archivo.",
        )
        order.add_argument(
            "--day-first", action="store_false", dest="month_first", help="El día va primero: 24/11/2026."
        )
        parser.add_argument("--dry-run", action="store_true", help="Dice qué pasaría y no guarda nada.")
        parser.add_argument("--publish", action="store_true", help="Publica; sin esto quedan como borrador.")

    def handle(self, *, file, council, columns, month_first, dry_run, publish, **options):
        try:
            council, mapping = find_council(council), mapping_of(columns)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        outcomes = []
        with transaction.atomic() if dry_run else nullcontext():
            for outcome in import_file(file, council, publish, mapping, month_first):
                outcomes.append(outcome)
                for line in outcome.lines():
                    self.stdout.write(line)
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            self.stdout.write(_("Fue una prueba: no se guardó nada."))
        if failure_count(outcomes):
            raise CommandError(meeting_import_summary(outcomes))
        self.stdout.write(meeting_import_summary(outcomes))


def mapping_of(text: str) -> dict[str, str]:
    """Return {column: name in the file} of "date=Día,title=Asunto". Raises Refusal for a column that there is not."""
    mapping = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        column, mark, name = part.partition("=")
        if not mark or column.strip() not in COLUMNS or not name.strip():
            raise Refusal(_("«%(part)s» no nombra una columna; son: %(columns)s") % {
                "part": part[:60], "columns": ", ".join(COLUMNS)})  # fmt: skip
        mapping[column.strip()] = name.strip()
    return mapping
