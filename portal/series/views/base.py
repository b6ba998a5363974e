"""What the screens of series share: whose they are, and how they look."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from portal.access.scoped import denial_response
from portal.core.language import source_version
from portal.councils.models import CouncilPage
from portal.series import rights


class SeriesView(View):
    """A screen that answers 403 where its rights refuse."""

    http_method_names = ("get", "head", "post", "options")

    def dispatch(self, request, *args, **kwargs):
        """Turn a refusal into its page."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return denial_response(request)

    def council(self, page_id, action="view"):
        """Return the first version of a council with whose series the account may do `action`.

        Raises Http404 for another page, PermissionDenied for a council that is not hers.
        """
        council = source_version(get_object_or_404(CouncilPage, pk=page_id))
        if not rights.has_series_right(self.request.user, action, council):
            raise PermissionDenied
        return council

    def page(self, template, title, context, crumbs=(), status=200):
        """Return a screen; `crumbs` are (address, label) before its own."""
        items = [{"url": url, "label": label} for url, label in (*crumbs, ("", title))]
        context = {"header_icon": "calendar-alt", "header_title": title, "breadcrumbs_items": items, **context}
        return TemplateResponse(self.request, f"series/{template}", context, status=status)


def crumbs_of(council: CouncilPage) -> list[tuple[str, str]]:
    """Return the way to the screens of a council."""
    return [
        (reverse("wagtailadmin_explore", args=[council.pk]), council.title),
        (reverse("council_series", args=[council.pk]), _("Sesiones")),
    ]
