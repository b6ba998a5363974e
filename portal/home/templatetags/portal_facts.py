"""What the portal says about itself, for the block of content pages."""

from typing import Any

from django import template
from django.template import RequestContext

from portal.home.portal_facts import portal_facts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_facts(context: RequestContext, topic: str) -> dict[str, Any]:
    """Return what the block of a topic shows (see portal_facts_of)."""
    return portal_facts_of(topic, context["request"])
