"""Read the lines of the city's map from a GeoJSON file: its river and its main streets (docs/streets.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.territory.lines.file import MapLineRefusal, read_map_lines, store_map_lines


class Command(BaseCommand):
    """The file takes the place of all lines that were known; with a wrong one nothing is stored."""

    help = "Importa el río y las calles principales del mapa desde un GeoJSON: name, kind (docs/streets.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="GeoJSON (EPSG:4326).")
        parser.add_argument("--dry-run", action="store_true", help="Dice qué pasaría y no guarda nada.")

    def handle(self, *, file, dry_run, **options):
        try:
            found = read_map_lines(Path(file).read_bytes())
        except (OSError, MapLineRefusal) as refusal:
            raise CommandError(f"{file}: {getattr(refusal, 'message', refusal)}") from refusal
        for number, fault in found.faults:
            self.stdout.write(f"{file}: {number}: {fault}")
        if found.faults:
            raise CommandError(_("No se guardó nada: corrige esas líneas."))
        count = len(found.lines)
        if not dry_run:
            store_map_lines(found)
        self.stdout.write(ngettext("%(count)s línea del mapa.", "%(count)s líneas del mapa.", count) % {"count": count})
        if dry_run:
            self.stdout.write(_("Fue una prueba: no se guardó nada."))
