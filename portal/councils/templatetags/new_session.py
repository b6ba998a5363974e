"""`{% new_session_below folder as url %}`: the way to «Añadir sesión» from a folder in which councils lie."""

from typing import Any

from django import template
from wagtail.models import Page

from portal.councils.new_session_ways import new_session_url
from portal.councils.rights import councils_to_fill

register = template.Library()


@register.simple_tag(takes_context=True)
def new_session_below(context: dict[str, Any], folder: Page) -> str:
    """Return the address, with the council where a folder has only one; "" where the account makes no sessions below."""
    councils = councils_to_fill(context["request"].user).child_of(folder)
    found = list(councils[:2])
    return new_session_url(found[0] if len(found) == 1 else None) if found else ""
