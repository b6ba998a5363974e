"""Dates of series in the admin's templates."""

from django import template

from portal.councils import rrule_text

register = template.Library()
register.filter("moment_words", rrule_text.moment_words)
