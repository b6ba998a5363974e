"""What core hooks into Wagtail's admin; each part registers its own hooks when it is imported."""

from .page_screens import hooks as page_screens_hooks  # noqa: F401
