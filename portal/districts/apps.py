from django.apps import AppConfig


class DistrictsConfig(AppConfig):
    name = "portal.districts"
    verbose_name = "Distritos"
