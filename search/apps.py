"""Application configuration of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search app; it registers nothing by itself, the portal registers kinds and thesaurus with the door."""

    name = "search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Buscador"
