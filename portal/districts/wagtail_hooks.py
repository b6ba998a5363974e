"""What the districts hook into Wagtail's admin; the hooks register themselves when they are imported."""

from .opening import hooks as opening_hooks  # noqa: F401
