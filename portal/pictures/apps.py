from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "portal.pictures"
    verbose_name = "Imágenes de páginas"

    def ready(self):
        """Let the worker make the sizes of each picture that is stored."""
        from . import sizes

        sizes.connect()
