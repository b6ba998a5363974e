"""Practices like this one, with the reason why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.core.language import in_interface, label_line, reader_language
from search.api import alike
from search.query import SearchHit

from .documents import TERM_FACETS
from .facets import PracticeFilterLabels
from .terms import terms_of

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

MOST = 3
WEIGHTS = {"type": 3, "category": 2, "theme": 1}
VOCABULARIES = {"type": "type", "category": "bank_category", "theme": "theme"}


def similarity_codes(page: PracticePage) -> dict[str, list[str]]:
    """Return {facet: codes} of what makes practices alike."""
    return {facet: [term.code for term in terms_of(page, TERM_FACETS[facet])] for facet in WEIGHTS}


def reason(codes: dict[str, list[str]], hit: SearchHit, labels: PracticeFilterLabels) -> str:
    """Return in words what two practices have in common, such as "Mismo tipo: Consejo. Mismos temas: Salud, Cultura"."""
    names = {"type": _("Mismo tipo"), "category": _("Misma categoría"), "theme": _("Mismos temas")}
    parts = []
    for facet, name in names.items():
        shared = [labels.term(VOCABULARIES[facet], code) for code in codes[facet] if code in hit.facets.get(facet, ())]
        if shared:
            parts.append(label_line(name, ", ".join(shared[:3])))
    return ". ".join(parts)


def related_practices(page: PracticePage) -> list[dict[str, Any]]:
    """Return up to MOST rows, as the row component takes them, of practices like `page`; the reason is their text."""
    language, codes = reader_language(), similarity_codes(page)
    weights = {(facet, code): WEIGHTS[facet] for facet, chosen in codes.items() for code in chosen}
    labels = PracticeFilterLabels(language)
    hits = alike(str(page.translation_key), weights, language=language, kinds=("practice",), limit=MOST)
    return [
        {
            "title": hit.title,
            "url": in_interface(hit.url, language),
            "lang": hit.language if hit.language != language else "",
            "text": reason(codes, hit, labels),
            "tags": [tag for tag in [hit.data.get("city") or hit.data.get("district")] if tag],
        }
        for hit in hits
    ]
