"""What may be tried only so often: counted in the database, told in words.

A password is looked at only after its budgets: those of the account's name (whether there is such an account or not) and
of the network that asks, beside that of both together (AXES_LOCKOUT_PARAMETERS). A wrong name takes as long as a right one
because both are hashed; so that hashing takes no thread from readers, a process hashes one password at a time and lets one
more wait. Whoever came in from a network lately is let through both: others cannot lock an account out of its own office.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.core.models import Attempt, User
from portal.core.models.accounts import KEPT

CODES = "code"  # wrong codes of one account
USED = "used-code"  # codes of an app that were right once
RESETS = "reset"  # new passwords asked for, by mail address and by network address
HOUR = timedelta(hours=1)
RESETS_OF_ONE, RESETS_FROM_ONE = 3, 20
OF_NAME, OF_NETWORK = "login-name", "login-network"  # passwords tried, unless they were right
KNOWN, KNOWN_FOR = "login-known", timedelta(days=Attempt.personal_data.days)  # networks from which an account came in
NAME_TIMES, NETWORK_TIMES = 4, 10  # these budgets, in times of LOGIN_FAILURES: an office has one address
_door, _hashing = threading.BoundedSemaphore(2), threading.Lock()


def begin_attempt(name: str, network: str) -> None:
    """Take one password from the budgets of a name and of a network. Raises ValidationError when one is empty."""
    failures, within = settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME
    wait = Attempt.count(OF_NETWORK, network, NETWORK_TIMES * failures, within)
    if not wait and not is_known(name, network):
        wait = Attempt.count(OF_NAME, name, NAME_TIMES * failures, within)
        if wait:
            give_attempt_back(None, network)
    if wait:
        raise too_many(wait)


def give_attempt_back(name: str | None, network: str) -> None:
    """Put one password back into both budgets: it was right, or nobody looked at it."""
    for kind, who in ((OF_NAME, name), (OF_NETWORK, network)):
        latest = Attempt.of(kind, who).order_by("-at").first()
        if latest:
            latest.delete()


def is_known(name: str, network: str) -> bool:
    """Tell whether the account of this name came in from this network lately."""
    return Attempt.of(KNOWN, f"{name} {network}").filter(at__gt=timezone.now() - KNOWN_FOR).exists()


def note_known(name: str, network: str) -> None:
    """Note that the account of this name came in from this network."""
    Attempt.of(KNOWN, f"{name} {network}").delete()
    Attempt.count(KNOWN, f"{name} {network}", 1, KNOWN_FOR)


@contextmanager
def one_at_a_time(name: str, network: str) -> Iterator[None]:
    """Look at a password inside the context. Raises ValidationError when one waits already."""
    if is_known(name, network):
        yield
    elif _door.acquire(blocking=False):
        try:
            with _hashing:
                yield
        finally:
            _door.release()
    else:
        give_attempt_back(name, network)
        busy = gettext("Muchas personas entran a la vez. Espera unos segundos y prueba otra vez.")
        raise ValidationError(busy, code="throttled")


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
    """Tell whether an account (User) is locked after wrong passwords, from some address or from many, or wrong codes."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(username=user.get_username().casefold(), attempt_time__gt=since).order_by()
    sums = tries.values("ip_address").annotate(failures=Sum("failures_since_start"))
    wrong_codes = Attempt.of(CODES, user.pk).filter(at__gt=since).count()
    passwords = Attempt.of(OF_NAME, user.get_username().casefold()).filter(at__gt=since).count()
    limit = settings.AXES_FAILURE_LIMIT
    return wrong_codes >= limit or passwords >= NAME_TIMES * limit or sums.filter(failures__gte=limit).exists()


def reset_attempts(user: User) -> None:
    """Let an account (User) try again at once, from everywhere."""
    AccessAttempt.objects.filter(username=user.get_username().casefold()).delete()
    Attempt.of(CODES, user.pk).delete()
    Attempt.of(OF_NAME, user.get_username().casefold()).delete()


def purge_attempts(now: datetime) -> None:
    """Forget attempts that count no longer; `now` is an aware datetime. Run daily."""
    Attempt.objects.filter(at__lt=now - KEPT).exclude(kind=KNOWN).delete()
    Attempt.objects.filter(at__lt=now - KNOWN_FOR).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - KEPT).delete()
