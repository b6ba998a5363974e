"""What `manage.py check` says of how the portal is run."""

import ipaddress

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register
def check_proxy(app_configs: object = None, **kwargs) -> list[CheckMessage]:
    """Refuse a number of proxies below zero; warn where others than the proxy reach a port that believes a proxy."""
    if settings.TRUST_PROXY < 0:
        return [Error("TRUST_PROXY says how many proxies stand in front: 0, 1, 2 …", id="operations.E001")]
    if settings.TRUST_PROXY and not is_local(settings.BIND):
        return [
            Warning(
                f"TRUST_PROXY={settings.TRUST_PROXY} with BIND={settings.BIND}: whoever reaches this port forges"
                " X-Forwarded-For and X-Forwarded-Proto.",
                hint="Let BIND be 127.0.0.1, a private address or unix:/path, or let only the proxy reach the port.",
                id="operations.W001",
            )
        ]
    return []


def is_local(bind: str) -> bool:
    """Tell whether what listens there is heard on this machine or its private network only."""
    if bind.startswith("unix:") or bind == "localhost":
        return True
    try:
        address = ipaddress.ip_address(bind.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified
