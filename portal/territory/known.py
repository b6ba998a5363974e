"""The names of all districts at hand: every list of the portal asks for them; and whether the city has given its streets."""

from django.core.cache import cache

from .models import District, StreetSegment

KEY, STREETS = "territory.districts", "territory.streets"
SECONDS = 60  # so long another process may show a district's former name


def _districts():
    """Return [(code, name, is it open)] of all districts; a change in this process is seen at once."""
    return cache.get_or_set(KEY, lambda: list(District.objects.values_list("code", "name", "active")), SECONDS)


def district_names() -> dict[str, str]:
    """Return {code: name} of all districts, the closed ones among them: for what they once did."""
    return {code: name for code, name, _is_open in _districts()}


def open_district_names() -> dict[str, str]:
    """Return {code: name} of the districts that are open: for what is offered now."""
    return {code: name for code, name, is_open in _districts() if is_open}


def forget_districts(**kwargs) -> None:
    """Signal receiver: a district was saved or deleted."""
    cache.delete(KEY)


def has_streets() -> bool:
    """Tell whether an address can be looked up: a page promises it only then."""
    return cache.get_or_set(STREETS, StreetSegment.objects.exists, SECONDS)


def forget_streets() -> None:
    """The table of streets was changed."""
    cache.delete(STREETS)
