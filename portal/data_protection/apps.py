from django.apps import AppConfig


class DataProtectionConfig(AppConfig):
    name = "portal.data_protection"
    verbose_name = "Registro de datos personales"

    def ready(self):
        """Declare what packages keep, and say how a person is found among the accounts."""
        from .accounts import register_accounts
        from .packages import declare_packages

        declare_packages()
        register_accounts()
