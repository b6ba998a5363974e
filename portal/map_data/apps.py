from django.apps import AppConfig


class MapDataConfig(AppConfig):
    name = "portal.map_data"
    verbose_name = "Calles y líneas del mapa"

    def ready(self):
        """Tell the clock what is deleted each day."""
        from portal.core.clock import register_daily

        from .retention import purge_map_data_imports

        register_daily(purge_map_data_imports)
