"""The admin's main menu gathers what the rooms below register; its hooks register themselves when it is imported."""

from . import admin_menu  # noqa: F401
