from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    name = "portal.personal_data"
    verbose_name = "Datos personales"
