"""The years in which something may happen; beyond them a date is a slip of the keyboard, and sums with it overflow."""

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2200


def refuse_far_years(form, *names):
    """Say beside each of these fields of a form being cleaned that its date or moment lies in no year that can be meant."""
    for name in names:
        said = form.cleaned_data.get(name)
        if said and not FIRST_YEAR <= said.year <= LAST_YEAR:
            form.add_error(name, _("Revisa el año: %(year)s no puede ser.") % {"year": said.year})
