"""The network address of whoever asks: the proxy's word only where a proxy is trusted."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address (str) that a request comes from, or None; what a visitor claims herself is not believed.

    Behind a trusted proxy it is the last one of X-Forwarded-For: the one that this proxy wrote.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY and "HTTP_X_FORWARDED_FOR" in request.META:
        told = request.META["HTTP_X_FORWARDED_FOR"].rsplit(",", 1)[-1]
    try:
        return str(ipaddress.ip_address(told.strip()))
    except ValueError:
        return None


def account_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Return the name (str) under which failed logins of an account are counted: its casing makes no second account."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return name.strip().casefold()[:150]
