"""What every template may know: the city, the demonstration, the reader's language."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from . import locales
from .language import reader_language
from .models import CitySettings

CACHE_SECONDS = 60


def city_of(request: HttpRequest) -> CitySettings:
    """Return the CitySettings of a request's site; another process may show the former ones for a minute."""
    return city_of_site(Site.find_for_request(request))


def city_of_site(site: Site | None) -> CitySettings:
    """Return the CitySettings of a site, kept for a minute."""
    key = f"city.{site.pk if site else 0}"
    return cache.get_or_set(key, lambda: CitySettings.for_site(site) if site else CitySettings(), CACHE_SECONDS)


def publishing_city() -> str:
    """Return the name of the city whose portal this is: where what it publishes appears."""
    known = cache.get_or_set("city.default", lambda: Site.objects.filter(is_default_site=True).first(), CACHE_SECONDS)
    return city_of_site(known).name


def forget_city(sender: type[CitySettings], instance: CitySettings, **kwargs) -> None:
    """Signal receiver: the city's settings were saved."""
    cache.delete(f"city.{instance.site_id}")


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: city (CitySettings), language code, text direction, demonstration flag, public address."""
    return {
        "city": SimpleLazyObject(lambda: city_of(request)),
        "language": reader_language(),
        "direction": locales.language_row(reader_language()).direction,
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
    }
