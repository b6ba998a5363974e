"""The councils' screens in Wagtail's admin; the hooks of each module register themselves when it is imported."""

from . import admin_listing, duplicate, new_session, new_session_ways, pasted_points  # noqa: F401
