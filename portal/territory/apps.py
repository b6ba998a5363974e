from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class TerritoryConfig(AppConfig):
    name = "portal.territory"
    verbose_name = "Territorio"

    def ready(self):
        """Forget names at hand when a district changes."""
        from .known import forget_districts
        from .models import District

        post_save.connect(forget_districts, sender=District, dispatch_uid="known-districts-saved")
        post_delete.connect(forget_districts, sender=District, dispatch_uid="known-districts-deleted")
