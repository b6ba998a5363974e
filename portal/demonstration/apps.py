from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "portal.demonstration"
    verbose_name = "Demostración"
