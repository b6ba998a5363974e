"""How much comes from where: attempts counted in the database; of an address only a keyed hash is kept, for a day.

An address has a budget for each form, wide enough for a school class or a library in which forty people write at once. What
lies around it (a /24 of IPv4, a /48 of IPv6) has a wider one. As an address is asked first, one cannot use up what others
around it need. The counts of a whole form only turn on its gate (portal/spam_protection/gate.py); they refuse nobody.
"""

import ipaddress
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from portal.access.accounts.addresses import client_address, network_of
from portal.core.models import Attempt

logger = logging.getLogger(__name__)

HOUR, SHORT = timedelta(hours=1), timedelta(minutes=10)
OF_ONE, OF_WIDE = "form-network", "form-around"
LIMIT_OF_ONE, LIMIT_OF_WIDE = 160, 480  # an hour: forty people begin and send two things each
#: so many of one address count for the rate of a form in ten minutes: a library is no attack, nor can one address feign one
COUNTED_OF_ONE = 10
WIDE = {4: 24, 6: 48}


def sender_network(request: HttpRequest) -> str | None:
    """Return whom a sending is counted as; None when senders cannot be told apart.

    So it is behind a proxy on this machine that nobody declared (TRUST_PROXY): all would be one, and shut out each other.
    """
    address = client_address(request)
    if address is None:
        return None
    if (
        not settings.TRUST_PROXY
        and "HTTP_X_FORWARDED_FOR" in request.META
        and ipaddress.ip_address(address).is_loopback
    ):
        if cache.add("undeclared-proxy", True, 86_400):
            logger.warning("A proxy on this machine asks and TRUST_PROXY is 0: sendings are not counted by address.")
        return None
    return network_of(address)


def wide_network(network: str) -> str:
    """Return what lies around a network (an address of IPv4, a /64 of IPv6)."""
    known = ipaddress.ip_network(network)
    return str(known.supernet(new_prefix=WIDE[known.version]))


def wait_for_budget(form: str, network: str, now: datetime) -> timedelta | None:
    """Count one more sending of a form from a network. Returns how long it must wait when its budget is used up."""
    one = f"{form} {network}"
    if wait := Attempt.count(OF_ONE, one, LIMIT_OF_ONE, HOUR, now):
        return wait
    wait = Attempt.count(OF_WIDE, f"{form} {wide_network(network)}", LIMIT_OF_WIDE, HOUR, now)
    latest = Attempt.of(OF_ONE, one).order_by("-at", "-pk").first() if wait else None
    if latest:
        latest.delete()  # others used it up
    return wait


def counts_for_form(form: str, network: str | None, now: datetime) -> bool:
    """Tell whether the sending that was counted just now is among the first of its network within ten minutes."""
    if network is None:
        return True
    recent = Attempt.of(OF_ONE, f"{form} {network}").filter(at__gt=now - SHORT, at__lte=now)
    return recent.count() <= COUNTED_OF_ONE
