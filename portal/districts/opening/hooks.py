"""What opening and closing districts hooks into Wagtail: closed pages and files, and words for the log."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents import get_document_model

from portal.core.public import closed_files, is_closed
from portal.core.roles import is_curator

from .closing import CLOSED, REOPENED


@hooks.register("before_serve_page")
def refuse_closed_page(page, request, args, kwargs):
    """A page of a closed district answers 404 to everybody; curators read it in the admin."""
    if is_closed(page):
        raise Http404


@hooks.register("before_serve_document")
def refuse_closed_document(document, request):
    """A document of a closed district is the curators' only."""
    if closed_files(get_document_model().objects.filter(pk=document.pk)).exists() and not is_curator(request.user):
        raise Http404


@hooks.register("register_log_actions")
def register_actions(actions):
    actions.register_action(CLOSED, _("Cerrar el distrito"), _("Cerró el distrito"))
    actions.register_action(REOPENED, _("Reabrir el distrito"), _("Reabrió el distrito"))
