"""Draws the pictures of the demonstration city anew."""

from django.core.management.base import BaseCommand

from portal.demonstration.files import DATA
from portal.drawings.gallery import SCENES, draw_scene
from portal.drawings.paper import webp


class Command(BaseCommand):
    """Writes one file for each scene; the same scene gives the same pixels on every machine."""

    help = "Draws the scenes of the demonstration city anew, into portal/demonstration/data/drawings/."

    def handle(self, **options):
        """Draw all of them, and say how heavy they are."""
        folder, total = DATA / "drawings", 0
        folder.mkdir(exist_ok=True)
        for name in SCENES:
            content = webp(draw_scene(name))
            (folder / f"{name}.webp").write_bytes(content)
            total += len(content)
        self.stdout.write(f"{len(SCENES)} drawings, {total // 1000} KB")
