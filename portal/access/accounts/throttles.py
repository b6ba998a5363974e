"""What may be tried only so often: counted in the database, told in words."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import ngettext

from portal.core.models import Attempt, User
from portal.core.models.accounts import KEPT

CODES = "code"  # wrong codes of one account
USED = "used-code"  # codes of an app that were right once
RESETS = "reset"  # new passwords asked for, by mail address and by network address
HOUR = timedelta(hours=1)
RESETS_OF_ONE, RESETS_FROM_ONE = 3, 20


def too_many(wait: timedelta) -> ValidationError:
    """Return the ValidationError that tells how long (timedelta) to wait."""
    text = ngettext(
        "Demasiados intentos. Vuelve a probar en %(count)d minuto.",
        "Demasiados intentos. Vuelve a probar en %(count)d minutos.",
        minutes_of(wait),
    )
    return ValidationError(text % {"count": minutes_of(wait)}, code="throttled")


def minutes_of(wait: timedelta) -> int:
    """Return a time to wait (timedelta) in whole minutes, at least one."""
    return max(1, -(-int(wait.total_seconds()) // 60))


def lock_left(name: str, address: str) -> timedelta:
    """Return how long (timedelta) the logins of an account from an address stay locked."""
    tries = AccessAttempt.objects.filter(username=name, ip_address=address)
    latest = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    return latest + settings.AXES_COOLOFF_TIME - timezone.now()


def is_locked(user: User) -> bool:
    """Tell whether an account (User) is locked after wrong passwords from some address, or after wrong codes."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(username=user.get_username().casefold(), attempt_time__gt=since).order_by()
    sums = tries.values("ip_address").annotate(failures=Sum("failures_since_start"))
    wrong_codes = Attempt.of(CODES, user.pk).filter(at__gt=since).count()
    limit = settings.AXES_FAILURE_LIMIT
    return wrong_codes >= limit or sums.filter(failures__gte=limit).exists()


def reset_attempts(user: User) -> None:
    """Let an account (User) try again at once, from everywhere."""
    AccessAttempt.objects.filter(username=user.get_username().casefold()).delete()
    Attempt.of(CODES, user.pk).delete()


def purge_attempts(now: datetime) -> None:
    """Forget attempts that count no longer; `now` is an aware datetime. Run daily."""
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - KEPT).delete()
