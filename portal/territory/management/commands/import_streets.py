"""Read the city's table of streets from a CSV file: street, from, to, neighbourhood (docs/streets.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.territory.streets.report import street_import_summary, street_table_fault
from portal.territory.streets.table import StreetTableRefusal, read_street_table, store_street_table


class Command(BaseCommand):
    """The file takes the place of all streets that were known; with a wrong line nothing is stored."""

    help = "Importa la tabla de calles de la ciudad desde un CSV: street, from, to, neighbourhood (docs/streets.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="CSV en UTF-8.")
        parser.add_argument("--dry-run", action="store_true", help="Dice qué pasaría y no guarda nada.")
        parser.add_argument(
            "--skip-faults", action="store_true", help="Guarda las líneas buenas aunque otras no sirvan."
        )

    def handle(self, *, file, dry_run, skip_faults, **options):
        try:
            table = read_street_table(Path(file).read_bytes())
        except (OSError, StreetTableRefusal) as refusal:
            raise CommandError(f"{file}: {getattr(refusal, 'message', refusal)}") from refusal
        for line, fault in table.faults:
            self.stdout.write(f"{file}:{street_table_fault(line, fault)}")
        if table.faults and not skip_faults:
            raise CommandError(
                _("No se guardó nada. Corrige esas líneas, o agrega --skip-faults para guardar las demás.")
            )
        if dry_run:
            self.stdout.write(street_import_summary(table))
            self.stdout.write(_("Fue una prueba: no se guardó nada."))
            return
        self.stdout.write(street_import_summary(table, store_street_table(table)))
