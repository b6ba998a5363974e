"""The languages of what is shown: a translation whose original changed since, words of records, a label's colon."""

from django import template
from django.template import RequestContext
from django.utils import timezone

from portal.core import locales
from portal.core.language import label_line, reader_language
from portal.core.translations import older_than_source

from .portal import page_of, surroundings

register = template.Library()


@register.simple_tag(takes_context=True)
def translated_before(context: RequestContext) -> str:
    """Return the day (ISO 8601) whose version the page shown translates, when the original changed since; else ""."""
    page, around = page_of(context), surroundings(context)
    if page is None or around is None:
        return ""
    moment = older_than_source(page, around.versions.values())
    return timezone.localdate(moment).isoformat() if moment else ""


@register.simple_tag
def record_language() -> str:
    """Return the language in which the city writes its records, where it is not the reader's; else an empty string."""
    return "" if reader_language() == locales.SOURCE else locales.SOURCE


register.filter("label_line", label_line)
