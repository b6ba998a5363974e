"""What the admin answers to what it does not do: 403 for what is not the account's, 400 for what no form of it sends."""

import logging

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from portal.access.scoped import denial_response

logger = logging.getLogger(__name__)


def is_address(text: str) -> bool:
    """Tell whether a text may be an address to go on to (`next`): others are taken for the name of a view."""
    return not text or text.startswith(("/", "http://", "https://"))


def goes_on_to_addresses(request: HttpRequest) -> bool:
    """Tell whether every `next` of a request is an address."""
    return all(map(is_address, [*request.GET.getlist("next"), *request.POST.getlist("next")]))


def is_malformed(error: Exception) -> bool:
    """Tell whether an error says that a request lacks a part, or was refused for its form."""
    return isinstance(error, (BadRequest, MultiValueDictKeyError))


def malformed_response(request: HttpRequest, error: Exception | str) -> TemplateResponse:
    """Return the answer to a request that no form of the admin sends: 400, in words; the log says what was wrong."""
    logger.warning("Malformed request for %s: %s", request.path, error)
    context = {"header_title": _("No se entiende"), "page_title": _("No se entiende"), "header_icon": "warning"}
    return TemplateResponse(request, "access/malformed.html", context, status=400)


def is_by_script(request: HttpRequest) -> bool:
    """Tell whether a script asks, which shows no page."""
    by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return by_script or "wagtailadmin_api" in request.resolver_match.namespaces


def forbidden_response(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Return the refusal in the form in which it was asked: a page, or JSON for a script."""
    if is_by_script(request):
        return JsonResponse({"detail": _("Esto no es de tu distrito o tu rol no alcanza.")}, status=403)
    return denial_response(request)


def damaged_response(request: HttpRequest, error: Exception | str) -> HttpResponse:
    """Return the answer to what no form of the admin sends, in the account's language, as a page or as JSON."""
    if is_by_script(request):
        return JsonResponse({"detail": str(error)}, status=400)
    return get_localized_response(malformed_response, request, error).render()
