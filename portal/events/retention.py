"""Personal data of registrations go when their time is over."""

from datetime import datetime, timedelta

from .models import Registration


def purge_registrations(now: datetime) -> None:
    """Delete the registrations whose event was over for their retention at `now` (aware datetime). Run daily."""
    limit = now - timedelta(days=Registration.personal_data.days)
    Registration.objects.filter(event__until__lt=limit).delete()
