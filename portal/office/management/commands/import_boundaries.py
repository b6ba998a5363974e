"""Read the boundaries of districts or neighbourhoods from a GeoJSON file."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.office.boundaries.carrying import carry_out_together
from portal.territory.boundaries.mapping import FIELDS, check_mapping, guessed, parse_field_mapping
from portal.territory.boundaries.options import DISTRICT, NEIGHBOURHOOD, Options
from portal.territory.boundaries.planning import plan_boundary_import
from portal.territory.boundaries.reading import read_boundary_file
from portal.territory.boundaries.refusal import BoundaryRefusal
from portal.territory.boundaries.report import REFUSED, boundary_import_summary
from portal.territory.models import District


class Command(BaseCommand):
    help = "Importa límites de barrios o distritos desde un archivo GeoJSON (docs/boundaries.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="GeoJSON en WGS 84.")
        parser.add_argument("--kind", choices=[NEIGHBOURHOOD, DISTRICT], default=NEIGHBOURHOOD, help="Qué son.")
        parser.add_argument(
            "--map",
            metavar="CAMPO=PROPIEDAD,…",
            action="append",
            default=[],
            help=f"Qué propiedad del archivo dice qué; campos: {', '.join(FIELDS)}. Vacía: ninguna.",
        )
        parser.add_argument("--create", action="store_true", help="Crea los barrios que no existen.")
        parser.add_argument("--join", action="store_true", help="Une los elementos que son del mismo lugar.")
        parser.add_argument("--confirm", action="store_true", help="Importa también los límites que están en duda.")
        parser.add_argument("--district", metavar="CODE", help="El distrito en el que están todos.")
        parser.add_argument("--source", default="", help="De dónde vienen. Por ejemplo: catastro municipal.")
        parser.add_argument("--licence", default="", help="Con qué licencia. Por ejemplo: CC BY 4.0.")
        parser.add_argument("--valid-from", metavar="DATE", type=date.fromisoformat, help="2025-01-31; si no, hoy.")
        parser.add_argument("--dry-run", action="store_true", help="Dice qué pasaría y no guarda nada.")

    def handle(self, *, file, dry_run, **options):
        try:
            features = read_boundary_file(file)
            chosen = self.options(features, **options)
            steps = plan_boundary_import(features, chosen)
        except BoundaryRefusal as refusal:
            raise CommandError(f"{file}: {refusal.message}") from refusal
        self.stdout.write(chosen.mapping.in_words())
        outcomes = []
        for outcome in (step.outcome for step in steps) if dry_run else carry_out_together(steps, chosen):
            outcomes.append(outcome)
            self.stdout.write(outcome.line())
        if dry_run:
            self.stdout.write(_("Fue una prueba: no se guardó nada."))
        if any(outcome.action == REFUSED for outcome in outcomes):
            raise CommandError(boundary_import_summary(outcomes))
        self.stdout.write(boundary_import_summary(outcomes))

    def options(self, features, *, kind, map, create, join, confirm, district, source, licence, valid_from, **rest):
        """Return the Options of the command line for some Features. Raises Refusal."""
        mapping = guessed(features, parse_field_mapping(",".join(map)))
        check_mapping(mapping, features)
        record = District.objects.filter(code=district).first() if district else None
        if district and record is None:
            raise BoundaryRefusal(_("no hay un distrito «%s».") % district)
        lengths = {"source": (source, 200), "licence": (licence, 80)}
        for name, (text, longest) in lengths.items():
            if len(text) > longest:
                values = {"name": name, "limit": longest}
                raise BoundaryRefusal(_("--%(name)s tiene más de %(limit)d caracteres.") % values)
        chosen = Options(mapping, kind, record, create, join, confirm, source, licence)
        if valid_from:
            chosen.valid_from = valid_from
        return chosen
