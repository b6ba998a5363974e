"""What all screens of the queue share: who comes in, how a matter is found, how a page is put together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from portal.access.scoped import denial_response
from portal.submissions.models import Message, Submission

from .rights import has_queue, matters_of

RELATED = ("district", "neighbourhood", "unit", "unit__district", "assignee", "merged_into", "continues")


class QueueScreen(View):
    """A screen of the queue: closed to who has nothing to do with it, and 404 for a matter of another team."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Refuse with 403 who has no queue, and what turns out on the way not to be the account's."""
        if not has_queue(request.user):
            return denial_response(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return denial_response(request)

    def matter(self, pk: int) -> Submission:
        """Return a matter that the account may see. Raises Http404 for any other."""
        return get_object_or_404(matters_of(self.request.user).select_related(*RELATED), pk=pk)

    def message(self, pk: int) -> Message:
        """Return a message of a matter that the account may see. Raises Http404 for any other."""
        rows = Message.objects.filter(submission__in=matters_of(self.request.user).values("pk"))
        return get_object_or_404(rows.select_related("submission__district", "submission__unit"), pk=pk)

    def page(self, template: str, title: str, context: dict[str, Any], *items: tuple[str, str], status: int = 200):
        """Return a page below «Lo que llegó»; `items` are (address, label) of the breadcrumbs after it."""
        first = (reverse("submission_queue:index"), _("Lo que llegó"))
        crumbs = [{"url": url, "label": label} for url, label in (first, *items)]
        context = {"header_icon": "mail", "header_title": title, "breadcrumbs_items": crumbs, **context}
        return TemplateResponse(self.request, f"submission_queue/{template}", context, status=status)
