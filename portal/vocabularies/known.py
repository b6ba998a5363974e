"""All terms at hand: they are few, change rarely, and every page asks for dozens of them."""

from uuid import uuid4

from django.core.cache import cache

from .models import Term

KEY = "vocabularies.known"
SECONDS = 60  # so long another process may show a term's former name

_kept: dict = {"version": "", "terms": {}}


def known_terms() -> dict[int, Term]:
    """Return {primary key: Term} of all terms; a change in this process is seen at once."""
    # The cache holds only a version: unpickling a hundred terms for each question took half of a page's time.
    version = cache.get_or_set(KEY, lambda: uuid4().hex, SECONDS)
    if _kept["version"] != version:
        _kept["version"], _kept["terms"] = version, {term.pk: term for term in Term.objects.all()}
    return _kept["terms"]


def forget_terms(**kwargs) -> None:
    """Signal receiver: a term was saved."""
    cache.delete(KEY)
