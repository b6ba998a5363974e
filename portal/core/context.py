"""What every template may know: the city, the demonstration, the reader's language."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from .language import reader_language
from .models import CitySettings


def portal(request):
    """Context processor: city (CitySettings), language code, text direction, demonstration flag, public address."""
    return {
        "city": SimpleLazyObject(lambda: CitySettings.for_request(request)),
        "language": reader_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
    }
