from django.apps import AppConfig


class SpamProtectionConfig(AppConfig):
    name = "portal.spam_protection"
    verbose_name = "Defensa contra robots"
