"""What `manage.py check` says of how the portal is run."""

import ipaddress
import logging
from datetime import datetime

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from portal.core.storage import storage_faults

logger = logging.getLogger(__name__)


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


@register("storage", deploy=True)
def check_storage(app_configs: object = None, **kwargs) -> list[CheckMessage]:
    """Warn of a disk that is nearly full or takes nothing."""
    return [Warning(f"{fault[0].upper()}{fault[1:]}.", id="operations.W002") for fault in storage_faults()]


def watch_storage(now: datetime) -> None:
    """Log each quarter of an hour what cannot be stored; `now` is an aware datetime. Run each minute."""
    if now.minute % 15 == 0:
        for fault in storage_faults():
            logger.warning("Storage: %s.", fault)


def is_local(bind: str) -> bool:
    """Tell whether what listens there is heard on this machine or its private network only."""
    if bind.startswith("unix:") or bind == "localhost":
        return True
    try:
        address = ipaddress.ip_address(bind.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified
