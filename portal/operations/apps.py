from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "portal.operations"
    verbose_name = "Operación"

    def ready(self):
        """Have the checks known, the free space and the workers watched."""
        from portal.core.clock import register_minutely

        from . import checks, workers

        register_minutely(checks.watch_storage)
        register_minutely(workers.sweep_workers)
