"""Look after the search table: compare it with what is public, mend it, make it anew."""

import time
from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from portal.core.indexing import every_document, verify
from search.rebuild import rebuild


class Command(BaseCommand):
    """`verify` names the differences and with --heal mends them; `rebuild` writes everything anew."""

    help = "verify [--heal]: names what search holds too much, too little or outdated. rebuild: makes the table anew."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["verify", "rebuild"])
        parser.add_argument("--heal", action="store_true", help="verify: also mend the differences")

    def handle(self, *args, action, heal, **options):
        getattr(self, action)(heal)

    def verify(self, heal):
        """Exit with an error when there are differences that were not mended."""
        surplus, absent, outdated = verify(heal)
        for name, keys in (("too much", surplus), ("missing", absent), ("outdated", outdated)):
            for key in sorted(keys, key=lambda key: [int(part) for part in key.split(":")]):
                self.stdout.write(f"{name}: page {key}")
        if not (surplus or absent or outdated):
            self.stdout.write("search holds exactly what is public")
        elif not heal:
            raise CommandError("there are differences; run it again with --heal")

    def rebuild(self, heal):
        """Write all documents anew and say how long it took."""
        started = time.perf_counter()
        count = rebuild(chain.from_iterable(every_document()))
        self.stdout.write(f"{count} documents in {time.perf_counter() - started:.1f} s")
