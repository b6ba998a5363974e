"""Build the lemma dictionaries of the search on disk, once, at set-up."""

from django.core.management.base import BaseCommand

from search.dictionaries import build_dictionaries


class Command(BaseCommand):
    """Build what is absent; a second run does nothing."""

    help = "Builds the word dictionaries of the search on disk (a few seconds, only what is absent)."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Build and name the files."""
        for path in build_dictionaries():
            self.stdout.write(f"{path.name}: {path.stat().st_size / 1_000_000:.1f} MB")
