"""The office's screens in Wagtail's admin; each part registers its own hooks when it is imported."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .boundaries import hooks as boundaries_hooks  # noqa: F401
from .dashboard import hooks as dashboard_hooks  # noqa: F401
from .guide import hooks as guide_hooks  # noqa: F401
from .records import hooks as records_hooks  # noqa: F401


@hooks.register("insert_global_admin_css")
def fit_a_phone() -> str:
    """Keep every screen of the admin inside a phone's."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/phone.css"))


@hooks.register("insert_global_admin_js")
def name_the_columns() -> str:
    """Tell the cells of lists what their columns are called, for phones."""
    return format_html('<script src="{}"></script>', static("admin/phone.js"))
