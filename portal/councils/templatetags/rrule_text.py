"""Dates of series in the admin's templates."""

from django import template

from portal.events.formatting import moment_words

register = template.Library()
register.filter("moment_words", moment_words)
