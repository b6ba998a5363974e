"""What an editor reads after saving a page: whether the public sees it already, and one button for the next step.

Wagtail says "has been updated" for a draft of a public page too. The button belongs to the page's own form, below the
message: it sends what stands there now, with all its checks.
"""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView

from portal.core.models import BasePage

FORM = "page-edit-form"  # Wagtail's id


def step_to_public(request: HttpRequest, page: BasePage) -> tuple[str, str] | None:
    """Return (name of the button in the form, its label) of what makes a draft public; None where nothing does now."""
    rights = page.permissions_for_user(request.user)
    if rights.can_publish():
        return "action-publish", _("Publicarlo ahora")
    if rights.can_submit_for_moderation():
        return "action-submit", _("Enviar a revisión")
    return None


def draft_sentence(page: BasePage) -> str:
    """Return what saving a draft of a page did, and what the public sees meanwhile."""
    values = {"title": page.get_admin_display_title()}
    if page.live:
        return _("Guardaste un borrador de «%(title)s». Todavía no es público: se sigue leyendo lo de antes.") % values
    return _("Guardaste «%(title)s» como borrador. Todavía no es público.") % values


def form_button(name: str, label: str) -> SafeString:
    """Return a button that sends the form of the page from above it."""
    return format_html(
        '<span class="buttons"><button type="submit" form="{}" name="{}" value="{}"'
        ' class="button button-small button-secondary">{}</button></span>',
        FORM, name, name, label,
    )  # fmt: skip


def tell_draft(request: HttpRequest, page: BasePage) -> None:
    """Say after saving a draft that nobody reads it yet, and offer the next step."""
    step = step_to_public(request, page)
    button = form_button(*step) if step else ""
    messages.success(request, format_html("{} {}", draft_sentence(page), button))


def connect() -> None:
    """Have Wagtail's form of pages say so; it has no hook for its own sentence."""
    wagtails = EditView.add_save_confirmation_message

    def add_save_confirmation_message(view):
        if view.is_reverting or view.action_name != "save":
            wagtails(view)
        else:
            tell_draft(view.request, view.page)

    EditView.add_save_confirmation_message = add_save_confirmation_message
