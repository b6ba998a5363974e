from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "portal.operations"
    verbose_name = "Operación"

    def ready(self):
        """Have the checks known."""
        from . import checks  # noqa: F401 (they register themselves)
