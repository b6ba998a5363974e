from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "portal.access"
    verbose_name = "Permisos"

    def ready(self):
        """Let pages, records and their forms ask the table of roles; the checks register themselves."""
        from . import (
            checks,  # noqa: F401 (its checks register themselves)
            malformed,
            page_forms,
            page_policy,
            relations,
            scoped,
        )
        from .page_screens import names

        page_policy.connect()
        page_forms.connect()
        scoped.connect()
        relations.connect()
        names.connect()
        malformed.connect()
