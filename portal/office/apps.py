from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "portal.office"
    verbose_name = "Oficina"

    def ready(self):
        """Register what waits on the editor's first page, and what the clock deletes; the checks register themselves."""
        from portal.core.clock import register_daily

        from . import checks  # noqa: F401 (its checks register themselves)
        from .boundaries.retention import purge_boundary_imports
        from .dashboard import todo
        from .package_labels import label_packages

        label_packages()
        todo.register()
        register_daily(purge_boundary_imports)
