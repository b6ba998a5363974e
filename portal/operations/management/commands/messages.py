"""Extract, compile and check the texts of the interface."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

from portal.operations import messages, package_messages


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
        root = settings.BASE_DIR
        counts = {messages.catalogue_path(root, language): count for language, count in messages.extract(root).items()}
        for path, count in (counts | package_messages.extract_packages(root)).items():
            self.stdout.write(f"{path.relative_to(root)}: {count} to translate")

    def compile(self):
        """Compile what is newer than its compiled form, and let this process read it."""
        root = settings.BASE_DIR
        for path in messages.compile_catalogues(root) + package_messages.compile_package_catalogues(root):
            translation_file_changed(self, path)
            self.stdout.write(f"{path.relative_to(root)} written")

    def check(self):
        """Print every fault of the catalogues; none is an answer too."""
        faults = messages.faults(settings.BASE_DIR) + package_messages.package_faults(settings.BASE_DIR)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the catalogues.")
        self.stdout.write("The catalogues are complete.")
