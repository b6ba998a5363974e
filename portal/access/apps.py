from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "portal.access"
    verbose_name = "Permisos"

    def ready(self):
        """Let pages, records and their forms ask the table of roles; the checks register themselves."""
        from . import (
            checks,  # noqa: F401 (its checks register themselves)
            page_forms,
            page_policy,
            scoped,
        )

        page_policy.connect()
        page_forms.connect()
        scoped.connect()
