"""What the page of a session shows of its invitation kit."""

from django import template
from django.utils import timezone

from portal.councils.models import SessionPage
from portal.invitations.addresses import public_links

register = template.Library()


@register.simple_tag
def invitation_links(session: SessionPage) -> list[dict[str, str]]:
    """Return the links to the kit of a session: [{text, url, note}]; none once it is over."""
    return public_links(session) if session.pk and session.until > timezone.now() else []
