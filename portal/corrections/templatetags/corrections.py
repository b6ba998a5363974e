"""The link at the foot of a public page by which a reader says that something on it is wrong."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.template import RequestContext
from django.urls import reverse
from wagtail.models import Page

from portal.corrections.kind import NAME
from portal.corrections.reported_page import PAGE_VIEWS, PROPOSAL_VIEW, reported_path

register = template.Library()


def is_shown(view_name: str, context: RequestContext) -> bool:
    """Tell whether a view shows what its address names: not an error, and not what is left of a proposal."""
    if view_name == PROPOSAL_VIEW:
        return "proposal" in context
    return view_name not in PAGE_VIEWS or isinstance(context.get("page"), Page)


@register.simple_tag(takes_context=True)
def correction_address(context: RequestContext) -> str:
    """Return the address of a report about what is shown; "" where that is no public page, such as an error."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return ""
    path = reported_path(request)
    if not path or not is_shown(request.resolver_match.view_name, context):
        return ""
    return f"{reverse('submission_begin', args=[NAME])}?{urlencode({'page': path})}"
