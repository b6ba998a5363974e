from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    name = "portal.personal_data"
    verbose_name = "Datos personales"

    def ready(self):
        """Have the declarations of all models checked."""
        from . import checks  # noqa: F401 - it registers itself
