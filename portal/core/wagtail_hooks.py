"""What core hooks into Wagtail's admin; each part registers its own hooks when it is imported."""

from . import content_checks  # noqa: F401
