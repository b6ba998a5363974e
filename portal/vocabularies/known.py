"""All terms at hand: they are few, change rarely, and every page asks for dozens of them."""

from django.core.cache import cache

from .models import Term

KEY = "vocabularies.known"
SECONDS = 60  # so long another process may show a term's former name


def known_terms():
    """Return {primary key: Term} of all terms; a change in this process is seen at once."""
    return cache.get_or_set(KEY, lambda: {term.pk: term for term in Term.objects.all()}, SECONDS)


def forget_terms(**kwargs):
    """Signal receiver: a term was saved."""
    cache.delete(KEY)
