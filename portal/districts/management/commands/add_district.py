"""A district opened from the command line: page in every language, collection, teams, rights, review."""

import time

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.districts.opening.inventory import sentences
from portal.districts.opening.opening import open_district
from portal.districts.opening.pages import DistrictIndexMissing
from portal.territory.models import DistrictKind

FACTS = {
    "kind": "What it is; default: district.",
    "seat": "Name of the district's centre.",
    "address": "Address of the centre.",
    "phone": "Telephone of the centre.",
    "email": "Mail address of the office.",
}


class Command(BaseCommand):
    """Running it again for the same code mends what somebody broke and changes nothing else."""

    help = "Opens a district, or mends one that stands already; prints what was made or mended."

    def add_arguments(self, parser):
        """Code and name, and what is known of the centre."""
        parser.add_argument("code", help="Stands in addresses. For example: oeste.")
        parser.add_argument("name", help="What people call it. A district that stands already keeps its own.")
        for name, text in FACTS.items():
            parser.add_argument(f"--{name}", help=text, choices=DistrictKind.values if name == "kind" else None)

    def handle(self, *args, code, name, **options):
        """Open and report. Raises CommandError for facts that a district does not take."""
        started = time.perf_counter()
        facts = {fact: options[fact] for fact in FACTS if options[fact]}
        if "seat" in facts:
            facts["seat_name"] = facts.pop("seat")
        try:
            opening = open_district(code, name, **facts)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except DistrictIndexMissing as error:
            raise CommandError("There is no page of the districts; make one under the home page first.") from error
        self.report(opening, name, time.perf_counter() - started)

    def report(self, opening, name, seconds):
        """Print what was made or mended, and in how many seconds."""
        district = opening.district
        for sentence in sentences(opening.lines):
            self.stdout.write(f"  {sentence}")
        if not opening.is_new and name != district.name:
            self.stdout.write(f"  {district.code} is called {district.name} and keeps that name.")
        if not district.active:
            self.stdout.write(f"  {district.code} is closed and stays so; see close_district --reopen.")
        done = "opened" if opening.is_new else "mended" if opening.lines else "stands, nothing to mend"
        self.stdout.write(f"{district.code}: {done}, in {seconds:.2f} s")
