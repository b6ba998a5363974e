from django.apps import AppConfig


class SessionImportConfig(AppConfig):
    name = "portal.session_import"
    verbose_name = "Importación de sesiones"

    def ready(self):
        """Tell the clock what is deleted each day, and the queue what becomes of an import whose worker died."""
        from functools import partial

        from portal.core.clock import register_daily
        from portal.core.task_queue import on_worker_death
        from portal.practices.importing.attempts import interrupt_step

        from .models import SessionImport
        from .retention import purge_session_imports
        from .screen.steps import work_on_session_import

        on_worker_death(work_on_session_import, partial(interrupt_step, SessionImport))
        register_daily(purge_session_imports)
