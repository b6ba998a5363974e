"""Extract, compile and check the texts of the interface."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

from portal.operations import messages


class Command(BaseCommand):
    """`messages extract` after changing a text, `messages check` before a commit, `messages compile` at set-up."""

    help = "Extracts, compiles or checks the translations of the interface (no system gettext needed)."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Take what is to be done."""
        parser.add_argument("action", choices=["extract", "compile", "check"])

    def handle(self, action, **options):
        """Do it; `check` ends with an error when a catalogue has a fault."""
        getattr(self, action)()

    def extract(self):
        """Write the catalogues and say how much each still wants."""
        for language, count in messages.extract(settings.BASE_DIR).items():
            path = messages.catalogue_path(settings.BASE_DIR, language).relative_to(settings.BASE_DIR)
            self.stdout.write(f"{path}: {count} to translate")

    def compile(self):
        """Compile what is newer than its compiled form, and let this process read it."""
        for path in messages.compile_catalogues(settings.BASE_DIR):
            translation_file_changed(self, path)
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written")

    def check(self):
        """Print every fault of the catalogues; none is an answer too."""
        faults = messages.faults(settings.BASE_DIR)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the catalogues.")
        self.stdout.write("The catalogues are complete.")
