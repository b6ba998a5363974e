"""The groups of the curators and of each district's teams, and the review of pages, made or mended."""

from django.core.management.base import BaseCommand

from portal.districts.roles import ensure_roles


class Command(BaseCommand):
    """Part of `set_up`; running it again changes nothing."""

    help = "Makes or mends the groups of curators and district teams, and the review workflow."

    def handle(self, **options):
        """Make what is missing."""
        ensure_roles()
