"""What the districts hook into Wagtail's admin; each part registers its own hooks when it is imported."""

from .records import hooks as records_hooks  # noqa: F401
