"""The office's screens in Wagtail's admin; each part registers its own hooks when it is imported."""

from .boundaries import hooks as boundaries_hooks  # noqa: F401
from .dashboard import hooks as dashboard_hooks  # noqa: F401
from .guide import hooks as guide_hooks  # noqa: F401
from .records import hooks as records_hooks  # noqa: F401
