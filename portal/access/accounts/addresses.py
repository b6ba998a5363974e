"""The network address of whoever asks: the proxy's word only where a proxy is trusted."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

WITH_PORT = re.compile(r"^(?:([\d.]+)|\[(.+)\])(?::\d+)?$")  # some proxies add the port


def client_address(request: HttpRequest) -> str | None:
    """Return the address (str) that a request comes from, or None; what a visitor claims herself is not believed.

    Behind n trusted proxies it is the n-th of X-Forwarded-For counted from the right: each proxy adds whom it heard.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY and "HTTP_X_FORWARDED_FOR" in request.META:
        told = request.META["HTTP_X_FORWARDED_FOR"].split(",")[-settings.TRUST_PROXY :][0]
    try:
        address = ipaddress.ip_address(WITH_PORT.sub(r"\1\2", told.strip()))
    except ValueError:
        return None
    # a socket that listens for both (BIND=[::]) writes every IPv4 address so: all would be one /64
    return str(getattr(address, "ipv4_mapped", None) or address)


def network_of(address: str | None) -> str:
    """Return whom an address (str) is counted as: whoever has one address of IPv6 has a whole /64 of them."""
    if address and ":" in address:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return address or ""


def account_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Return the name (str) under which failed logins of an account are counted: its casing makes no second account."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return name.strip().casefold()[:150]
