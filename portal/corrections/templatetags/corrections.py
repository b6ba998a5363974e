"""The link at the foot of a public page by which a reader says that something on it is wrong."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.template import RequestContext
from django.urls import reverse
from wagtail.models import Page

from portal.corrections.kind import NAME
from portal.corrections.reported_page import PAGE_VIEWS, reported_path

register = template.Library()


@register.simple_tag(takes_context=True)
def correction_address(context: RequestContext) -> str:
    """Return the address of a report about what is shown; "" where that is no public page, such as an error."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return ""
    path = reported_path(request)
    if not path or (request.resolver_match.view_name in PAGE_VIEWS and not isinstance(context.get("page"), Page)):
        return ""
    return f"{reverse('submission_begin', args=[NAME])}?{urlencode({'page': path})}"
