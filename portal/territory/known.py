"""The names of all districts at hand: every list of the portal asks for them; and whether the city has given its streets."""

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from .models import District, DistrictKind, MapLine, StreetSegment

KEY, STREETS, LINES = "territory.districts.named", "territory.streets", "territory.map_lines"
SECONDS = 60  # so long another process may show a district's former name


def _districts():
    """Return [(code, name, kind, is it open)] of all districts; a change in this process is seen at once."""
    return cache.get_or_set(KEY, lambda: list(District.objects.values_list("code", "name", "kind", "active")), SECONDS)


def said_name(name: str, kind: str) -> str:
    """Return a district's name for the reader: places keep theirs, "the whole city" is said in each language."""
    is_source = get_language() == settings.LANGUAGE_CODE
    return name if is_source or kind != DistrictKind.WHOLE_CITY else str(DistrictKind.WHOLE_CITY.label)


def district_names() -> dict[str, str]:
    """Return {code: name} of all districts, the closed ones among them: for what they once did."""
    return {code: said_name(name, kind) for code, name, kind, _is_open in _districts()}


def open_district_names() -> dict[str, str]:
    """Return {code: name} of the districts that are open: for what is offered now."""
    return {code: said_name(name, kind) for code, name, kind, is_open in _districts() if is_open}


def forget_districts(**kwargs) -> None:
    """Signal receiver: a district was saved or deleted."""
    cache.delete(KEY)


def has_streets() -> bool:
    """Tell whether an address can be looked up: a page promises it only then."""
    return cache.get_or_set(STREETS, StreetSegment.objects.exists, SECONDS)


def forget_streets() -> None:
    """The table of streets was changed."""
    cache.delete(STREETS)


def known_map_lines() -> list[MapLine]:
    """Return the river and the main streets of the map, rivers first, without their geometry: pages ask only for names."""
    return cache.get_or_set(LINES, lambda: list(MapLine.objects.defer("geometry")), SECONDS)


def forget_map_lines() -> None:
    """The lines of the map were changed."""
    cache.delete(LINES)
