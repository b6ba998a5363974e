"""Bring the vocabularies of the data file into the database: `manage.py load_vocabularies`."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.vocabularies.loader import DATA, DataError, load
from portal.vocabularies.models import Term


class Command(BaseCommand):
    """Loads terms; may be run as often as one likes, keeps the city's edits, deletes nothing."""

    help = "Load the vocabularies: adds and updates terms, keeps what the city edited, deletes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--file", default=DATA, help="another data file (TOML)")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *args, file, dry_run, **options):
        try:
            with transaction.atomic():
                changes = load(Term, file)
                transaction.set_rollback(dry_run)
        except DataError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for change in changes:
            self.stdout.write(str(change))
        if not any(change.action in {"created", "updated"} for change in changes):
            self.stdout.write("nothing to change")
        elif dry_run:
            self.stdout.write("dry run: nothing was written")
