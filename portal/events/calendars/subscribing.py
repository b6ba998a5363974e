"""The addresses by which a calendar program subscribes to a calendar file of the portal."""

from django.conf import settings


def subscription(path: str) -> dict[str, str]:
    """Return how the calendar file at `path` (with its question) is subscribed to: {"address", "webcal"}."""
    address = f"{settings.BASE_URL}{path}"
    return {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
