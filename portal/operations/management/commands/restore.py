"""A portal from a backup, on this database and in this VAR_DIR."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.operations.backup.manifest import BackupError
from portal.operations.backup.restoring import restore_backup
from portal.operations.lock import alone, is_serving


class Command(BaseCommand):
    """Whole or not at all; BASE_URL and all other variables stay those of this environment; see docs/operations.md."""

    help = "Makes this portal from a backup, of SQLite or PostgreSQL into either; then run set_up and serve."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Take the folder, and whether what is here may go."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder that `backup` made")
        parser.add_argument("--replace", action="store_true", help="let it take the place of a portal that has data")

    def handle(self, folder, replace, **options):
        """Check it, restore it, saying each step."""
        try:
            if is_serving():
                raise BackupError("The portal runs: stop it first.")
            with alone(connection, self.say):
                manifest = restore_backup(folder.absolute(), replace, self.say)
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored. {error}") from error
        self.stdout.write(f"Restored as it was at {manifest.made_at} (version {manifest.portal}).")
        self.stdout.write("Next: manage.py set_up, then manage.py serve.")

    def say(self, step):
        """Name the step under way."""
        self.stdout.write(f"• {step}")
        self.stdout.flush()
