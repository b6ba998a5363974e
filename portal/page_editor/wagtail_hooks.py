"""What the room hooks into Wagtail's form of pages; each part registers its own when it is imported."""

from . import buttons, translators  # noqa: F401
