from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "portal.operations"
    verbose_name = "Operación"

    def ready(self):
        """Have the checks known, and the free space watched."""
        from portal.core.clock import register_minutely

        from . import checks

        register_minutely(checks.watch_storage)
