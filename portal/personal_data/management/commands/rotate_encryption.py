"""Write all encrypted personal data anew with the newest secret; it may be stopped and begun again at any time."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from portal.personal_data.rotation import BATCH, encrypted_columns, rotate_column


class Command(BaseCommand):
    """Rotate each column and say how many values were written."""

    help = "Write all encrypted personal data anew with the newest secret."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the size of a batch."""
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in a transaction (default: %(default)s)")

    def handle(self, *args, **options) -> None:
        """Rotate all columns. Raises CommandError when a value cannot be opened: the former secret must not go yet."""
        if options["batch"] < 1:
            raise CommandError("A batch has at least one row.")
        written = unreadable = 0
        for model, name in encrypted_columns():
            report = rotate_column(model, name, options["batch"])
            written, unreadable = written + report.written, unreadable + report.unreadable
            self.stdout.write(
                f"{report.column}: {report.written} written anew, {report.current} were new already, "
                f"{report.unreadable} cannot be opened"
            )
        self.stdout.write(f"{written} values written anew.")
        if unreadable:
            raise CommandError(
                f"{unreadable} values were encrypted with a secret that is not known here: put it into "
                "SECRET_KEY_FALLBACKS, or below the first line of the file secret-key, and run this again."
            )
