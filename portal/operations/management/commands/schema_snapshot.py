"""Keep the snapshots of the tables true: they are written anew after each change of a migration."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.operations.schema import snapshot


class Command(BaseCommand):
    """Works on a database of its own, which it makes beside the configured one and removes."""

    help = "Compares the stored snapshot of the tables with what migrations make; --write stores it anew."

    def add_arguments(self, parser):
        """Take whether to write."""
        parser.add_argument("--write", action="store_true", help="Store the snapshot of this kind of database anew.")

    def handle(self, write, **options):
        """Migrate an empty database, and write or compare."""
        text, path = self.migrated(), snapshot.snapshot_path(connection.vendor)
        if write:
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{path.name} written")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{path.name} is not what migrations make: manage.py schema_snapshot --write")

    def migrated(self):
        """Return the snapshot of a new, migrated database."""
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            return snapshot.dump(connection)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
