from django.apps import AppConfig


class DrawingsConfig(AppConfig):
    name = "portal.drawings"
    verbose_name = "Dibujos de la demostración"
