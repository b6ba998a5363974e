"""The pages of getting in speak the language of the account once it is known, else the browser's."""

from functools import wraps

from django.urls.resolvers import URLPattern, URLResolver
from wagtail.admin.localization import get_localized_response
from wagtail.utils.urlpatterns import decorate_urlpatterns


def in_her_language(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return URL patterns whose views answer in the language that the account chose in the admin."""

    def decorate(view):
        @wraps(view)
        def localized(request, *args, **kwargs):
            return get_localized_response(view, request, *args, **kwargs)

        return localized

    return decorate_urlpatterns(patterns, decorate)
