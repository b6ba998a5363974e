"""Personal data of registrations go when their time is over."""

from datetime import datetime, timedelta

from .models import Registration
from .models.registration import RETENTION_DAYS


def purge_registrations(now: datetime) -> None:
    """Delete the registrations of events that were over RETENTION_DAYS before `now` (aware datetime)."""
    Registration.objects.filter(event__until__lt=now - timedelta(days=RETENTION_DAYS)).delete()
