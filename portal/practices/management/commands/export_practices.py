"""Write the bank's practices as JSON Lines to standard output."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.practices.importing.jsonl import write_line
from portal.practices.importing.record_export import exported_records, left_out_counts


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
        count = 0
        for record in exported_records(with_drafts):
            self.stdout.write(write_line(record))
            count += 1
        # Standard output holds the file alone. What is left out is said beside it, so that no copy is thought to be whole.
        drafts, restricted = left_out_counts(with_drafts)
        if drafts or restricted or not count:
            self.stderr.write(export_summary(count, drafts, restricted))


def export_summary(count: int, drafts: int, restricted: int) -> str:
    """Return how many practices were written, and how many left out: `drafts` and `restricted` ones."""
    parts = [ngettext("%d experiencia exportada", "%d experiencias exportadas", count) % count]
    if drafts:
        words = ngettext(
            "%d borrador quedó fuera (--with-drafts lo incluye)",
            "%d borradores quedaron fuera (--with-drafts los incluye)",
            drafts,
        )
        parts.append(words % drafts)
    if restricted:
        words = ngettext(
            "%d con acceso restringido quedó fuera", "%d con acceso restringido quedaron fuera", restricted
        )
        parts.append(words % restricted)
    if not (count or drafts or restricted):
        parts.append(_("el banco está vacío"))
    return "; ".join(parts)
