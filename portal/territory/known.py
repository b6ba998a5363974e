"""The names of all districts at hand: every list of the portal asks for them."""

from django.core.cache import cache

from .models import District

KEY = "territory.district_names"
SECONDS = 60  # so long another process may show a district's former name


def district_names():
    """Return {code: name} of all districts; a change in this process is seen at once."""
    return cache.get_or_set(KEY, lambda: dict(District.objects.values_list("code", "name")), SECONDS)


def forget_districts(**kwargs):
    """Signal receiver: a district was saved or deleted."""
    cache.delete(KEY)
