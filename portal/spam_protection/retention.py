"""What the protection forgets, and when: proofs when they expire, counts and periods of the gate after four weeks."""

from datetime import datetime

from .gate import WEEKS
from .models import FormHour, GatePeriod, UsedProof


def purge_spam_protection(now: datetime) -> None:
    """Delete what counts no longer; `now` is an aware datetime. Run daily."""
    UsedProof.objects.filter(expires_at__lt=now).delete()
    FormHour.objects.filter(hour__lt=now - WEEKS).delete()
    GatePeriod.objects.filter(ended_at__lt=now - WEEKS).delete()
