"""What the districts hook into Wagtail's admin; each part registers its own hooks when it is imported."""

from . import (
    review_hooks,  # noqa: F401
    translators,  # noqa: F401
)
from .boundaries import hooks as boundaries_hooks  # noqa: F401
from .day import hooks as day_hooks  # noqa: F401
from .guide import hooks as guide_hooks  # noqa: F401
from .opening import hooks as opening_hooks  # noqa: F401
from .records import hooks as records_hooks  # noqa: F401
