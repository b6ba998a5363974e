"""Takes the pictures of the editor's guide anew."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.language import CODES
from portal.demonstration.guide_pictures import take_pictures


class Command(BaseCommand):
    """Needs a running demonstration city with the same VAR_DIR, Chromium, and Playwright (see CONTRIBUTING.md)."""

    help = "Takes the pictures of the editor's guide from the running demonstration city, into static/guide/."

    def add_arguments(self, parser):
        """Where the demonstration answers, where Chromium is, and which languages."""
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="address of the demonstration")
        parser.add_argument("--chromium", default="/usr/bin/chromium", help="path of the browser")
        parser.add_argument("--language", action="append", choices=CODES, help="one language; all without it")

    def handle(self, base, chromium, language, **options):
        """Take them, and say how heavy they are. Raises CommandError outside a demonstration."""
        if not settings.DEMONSTRATION:
            raise CommandError("The guide's pictures show the invented city only: run this with DEMONSTRATION=1.")
        sizes = []
        for path, size in take_pictures(base.rstrip("/"), chromium, language or CODES):
            sizes.append(size)
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {size // 1000} KB")
        self.stdout.write(f"{len(sizes)} pictures, {sum(sizes) // 1000} KB")
