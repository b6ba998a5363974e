"""The agendas' screens in Wagtail's admin; the hooks register themselves when they are imported."""

from .weekly import hooks as weekly_hooks  # noqa: F401
