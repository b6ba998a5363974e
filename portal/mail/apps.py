from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "portal.mail"
    verbose_name = "Correo"

    def ready(self):
        """Tell the clock what is sent and what is purged, and the office what did not go out."""
        from portal.core.clock import register_daily, register_minutely

        from . import outbox, retention, waiting

        retention.register()
        waiting.register()
        register_minutely(outbox.sweep_outbox)
        register_daily(retention.purge_mails)
