"""The middleware that asks the table of rules before any screen of pages in the admin."""

from wagtail.admin.localization import get_localized_response

from portal.core.middleware import ADMIN

from .names import asking
from .refusals import damaged_response, forbidden_response, goes_on_to_addresses, is_malformed
from .rules import allows


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
        if not allows(request, match.view_name, kwargs):
            return get_localized_response(forbidden_response, request)
        return None if goes_on_to_addresses(request) else damaged_response(request, "next is no address")

    def process_exception(self, request, exception):
        """Answer with a 400 what is malformed; everything else is a fault of ours."""
        if not request.path.startswith(ADMIN) or not is_malformed(exception):
            return None
        return damaged_response(request, exception)
