"""A backup of the whole portal while it runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.operations.backup.making import make_backup
from portal.operations.backup.manifest import BackupError
from portal.operations.lock import alone


class Command(BaseCommand):
    """Made into a new folder, which gets its name when it is whole; see docs/operations.md."""

    help = (
        "Writes database, uploaded files, mail written as files and the secret into a new folder; the portal goes on."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        """Take the folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet")

    def handle(self, folder, **options):
        """Make it, saying each step."""
        try:
            with alone(connection, self.say):
                manifest = make_backup(folder.absolute(), self.say)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        size = sum(int(facts["bytes"]) for facts in manifest.files.values())
        self.stdout.write(
            f"{folder}: {len(manifest.files)} files, {size / 1_000_000:.1f} MB, version {manifest.portal}"
        )
        self.stdout.write("It holds personal data and the secret: keep it where only you can read.")

    def say(self, step):
        """Name the step under way."""
        self.stdout.write(f"• {step}")
        self.stdout.flush()
