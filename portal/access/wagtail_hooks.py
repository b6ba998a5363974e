"""What accounts and rights hook into Wagtail's admin; each part registers its own hooks when it is imported."""

from . import file_screens  # noqa: F401
from .accounts import access as account_access  # noqa: F401
from .audit import hooks as audit_hooks  # noqa: F401
from .page_screens import hooks as page_screens_hooks  # noqa: F401
