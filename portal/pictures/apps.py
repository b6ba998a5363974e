from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "portal.pictures"
    verbose_name = "Imágenes de páginas"

    def ready(self):
        """Let the worker make the sizes of each picture that is stored, and everybody see those of the venues."""
        from portal.core.public import register_showing

        from . import sizes
        from .venues import is_of_a_venue

        sizes.connect()
        register_showing(is_of_a_venue)
