"""The middleware that asks the table of rules before any screen of pages in the admin."""

from django.http import HttpRequest, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from portal.access.scoped import denial_response
from portal.core.middleware import ADMIN

from .names import asking
from .rules import allows


def forbidden_response(request: HttpRequest, *args, **kwargs) -> TemplateResponse:
    """Return the refusal in the form in which it was asked: a page, or JSON for a script."""
    by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    if by_script or "wagtailadmin_api" in request.resolver_match.namespaces:
        return JsonResponse({"detail": _("Esto no es de tu distrito o tu papel no alcanza.")}, status=403)
    return denial_response(request)


class PageScreensMiddleware:
    """Refuse with a 403 what a rule of portal/access/page_screens/rules.py does not allow."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(ADMIN):
            return self.get_response(request)
        with asking(request):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Ask for the view that the address means; who is not logged in is asked to log in by the view itself."""
        if not request.path.startswith(ADMIN):
            return None  # a public page looks at no session: it is the same for everybody and may be cached
        user = getattr(request, "user", None)
        match = request.resolver_match
        if user is None or not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return None
        if allows(request, match.view_name, kwargs):
            return None
        return get_localized_response(forbidden_response, request)
