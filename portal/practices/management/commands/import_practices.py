"""Read practices from OIDP forms, tables, JSON Lines and Participedia's cases into the bank."""

from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.import_report import failure_count, record_import_summary
from portal.practices.importing.batch import import_files
from portal.practices.importing.files import FORMATS


class Command(BaseCommand):
    help = "Importa experiencias: formularios del OIDP (PDF o texto), CSV, XLSX y JSON Lines (docs/exchange.md)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="PDF, texto, CSV, XLSX o JSON Lines.")
        parser.add_argument(
            "--format",
            dest="file_format",
            choices=[name for name in FORMATS if name],
            default="",
            help="Formato de otra fuente (docs/participedia.md); sin esto, lo dice el contenido del archivo.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Dice qué pasaría y no guarda nada.")
        parser.add_argument("--publish", action="store_true", help="Publica; sin esto quedan como borrador.")

    def handle(self, *, files, file_format, dry_run, publish, **options):
        outcomes = []
        with transaction.atomic() if dry_run else nullcontext():
            for outcome in import_files(files, publish, file_format):
                outcomes.append(outcome)
                for line in outcome.lines():
                    self.stdout.write(line)
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            self.stdout.write(_("Fue una prueba: no se guardó nada."))
        if failure_count(outcomes):
            raise CommandError(record_import_summary(outcomes))
        self.stdout.write(record_import_summary(outcomes))
