from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "portal.submissions"
    verbose_name = "Lo que manda la gente"
