"""What search learns from the vocabularies: the terms whose names people type when they look for a practice."""

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

from search import thesaurus
from search.thesaurus import Concept

from .models import Term, Vocabulary

# What a practice is about, in words people type. Left out are the lists that describe the record itself (state, sizes,
# kinds of annex): "terminada" or "video" in a question is a plain word. OIDP's own wordings are left out as well: the
# form's are whole sentences nobody types, and the short ones are among the other words.
EXPANDING = (
    Vocabulary.TYPE,
    Vocabulary.THEME,
    Vocabulary.OBJECTIVE,
    Vocabulary.BANK_CATEGORY,
    Vocabulary.SDG,
)


def concepts() -> list[Concept]:
    """Return a list of search.thesaurus.Concept, one per active term that expands; "other" means nothing to search."""
    terms = Term.objects.active().filter(vocabulary__in=EXPANDING).exclude(code="other")
    return [thesaurus.Concept(f"{term.vocabulary}/{term.code}", _words(term)) for term in terms]


def connect() -> None:
    """Tell search where its concepts come from, and forget them when a term changes (elsewhere in a minute)."""
    thesaurus.register_thesaurus(concepts)
    post_save.connect(_forget, sender=Term, dispatch_uid="vocabularies.thesaurus")


def _words(term):
    """Return {language: [name, other words]} of a term."""
    words = {code: [term.labels.get(code), *term.alternative_labels.get(code, [])] for code, _ in settings.LANGUAGES}
    return {code: list(dict.fromkeys(filter(None, known))) for code, known in words.items() if any(known)}


def _forget(**kwargs):
    """Forget only what is committed: a question in between would bring the old words back."""
    transaction.on_commit(thesaurus.invalidate)
