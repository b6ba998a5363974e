"""Write the bank's practices as JSON Lines to standard output."""

from django.core.management.base import BaseCommand

from portal.practices.importing.jsonl import write_line
from portal.practices.importing.record_export import exported_records


class Command(BaseCommand):
    help = "Escribe las experiencias del banco como JSON Lines (docs/exchange.md)."

    def add_arguments(self, parser):
        group = parser.add_mutually_exclusive_group()
        group.add_argument(
            "--live-only",
            action="store_true",
            default=True,
            help="Solo lo que es público (es lo que hace sin opciones).",
        )
        group.add_argument(
            "--with-drafts",
            action="store_true",
            help="También borradores, como están ahora; nunca páginas restringidas.",
        )

    def handle(self, *, with_drafts, **options):
        for record in exported_records(with_drafts):
            self.stdout.write(write_line(record))
