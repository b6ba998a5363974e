"""What the room hooks into Wagtail's form of pages; each part registers its own when it is imported."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

from . import buttons, outcomes, translators  # noqa: F401


@hooks.register("insert_global_admin_js")
def keep_what_is_sent() -> SafeString:
    """What was sent after the login had run out is offered again (static/admin/keep.js)."""
    return format_html(
        '<script src="{}" data-offer="{}" data-restore="{}" data-refill="{}" data-discard="{}"></script>',
        static("admin/keep.js"),
        _(
            "La última vez que enviaste esta página, el portal ya te pedía entrar otra vez y no la guardó. "
            "Lo que escribiste sigue aquí."
        ),
        _("Recuperarlo como borrador"),
        _("Recuperarlo"),
        _("Descartarlo"),
    )


@hooks.register("insert_global_admin_js")
def open_where_the_fault_is() -> SafeString:
    """A long form opens at its first fault (static/admin/faults.js)."""
    return format_html('<script src="{}"></script>', static("admin/faults.js"))
