"""Dates of series in the admin's templates."""

from django import template

from portal.agendas.series import words

register = template.Library()
register.filter("moment_words", words.moment_words)
