"""A district closed, or opened again, from the command line."""

from django.core.management.base import BaseCommand, CommandError

from portal.districts.opening.closing import close_district, reopen_district
from portal.districts.opening.numbers import consequences
from portal.territory.models import District


class Command(BaseCommand):
    """Nothing is deleted: the curators keep everything, and `--reopen` brings it back."""

    help = "Closes a district: its pages answer 404, its teams lose their rights. With --reopen the other way."

    def add_arguments(self, parser):
        """The code, and the direction."""
        parser.add_argument("code")
        parser.add_argument("--reopen", action="store_true", help="Open it again, as it was.")

    def handle(self, *args, code, reopen, **options):
        """Close or reopen, and say what that did. Raises CommandError for a code that no district has."""
        district = District.objects.filter(code=code).first()
        if district is None:
            raise CommandError(f"No district has the code {code}.")
        lines = consequences(district)
        done = (reopen_district if reopen else close_district)(district)
        for line in lines if done else ():
            self.stdout.write(f"  {line}")
        state = "open" if reopen else "closed"
        self.stdout.write(f"{code}: {'now' if done else 'already'} {state}")
