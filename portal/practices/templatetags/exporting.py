"""What the bank's template asks for taking its answer home."""

from typing import Any

from django import template
from django.template import RequestContext

from portal.practices.exporting.links import export_offers as offers

register = template.Library()


@register.simple_tag(takes_context=True)
def take_home(context: RequestContext) -> dict[str, Any]:
    """Return what the answer in the bank's context can be taken home as: see `exporting.links.export_offers`."""
    return offers(context["query"], context["results"], context["rows"])
