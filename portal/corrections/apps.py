from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "portal.corrections"
    verbose_name = "Correcciones"
