"""The agendas' screens in Wagtail's admin; the hooks of each module register themselves."""

from . import duplicate, listing  # noqa: F401
from .invitation import hooks as invitation_hooks  # noqa: F401
from .series import hooks as series_hooks  # noqa: F401
from .weekly import hooks as weekly_hooks  # noqa: F401
