"""How a declaration of personal data is said to people."""

from django.utils.translation import gettext as _

from portal.core.dates import duration_of_days
from portal.personal_data.declaration import PersonalData


def end_in_words(data: PersonalData) -> str:
    """Return until when the data are kept: "Se borran al cabo de 2 meses, contando desde el día del encuentro"."""
    if data.days is None:
        return _("Se guardan %(until)s") % {"until": data.until}
    return _("Se borran al cabo de %(time)s, contando desde %(since)s") % {
        "time": duration_of_days(data.days),
        "since": data.since,
    }


def rest_in_words(data: PersonalData) -> str:
    """Return what stays when the data are gone."""
    return str(data.afterwards or _("Nada."))
