from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesEditorConfig(AppConfig):
    name = "portal.minutes_editor"
    verbose_name = _("Escribir actas")

    def ready(self):
        """Tell the admin's first page what waits, and the clock whom it reminds."""
        from . import reminders, waiting

        waiting.register()
        reminders.register()
