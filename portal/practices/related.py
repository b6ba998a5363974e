"""Practices like this one, with the reason why."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from portal.core.language import in_interface, listed

from .models.practice import PracticePage
from .terms import load_terms, terms_of

MOST = 3
WEIGHTS = {"types": 3, "bank_categories": 2, "themes": 1}


def candidates(page):
    """Return public practices that share a type or a category, the ones that share most first."""
    wanted = {field: [term.pk for term in terms_of(page, field)] for field in WEIGHTS}
    others = listed(PracticePage.objects.exclude(translation_key=page.translation_key))
    others = others.filter(Q(types__in=wanted["types"]) | Q(bank_categories__in=wanted["bank_categories"]))
    shared = {
        f"same_{field}": Count(field, filter=Q(**{f"{field}__in": wanted[field]}), distinct=True) for field in WEIGHTS
    }
    score = sum(weight * Count(f, filter=Q(**{f"{f}__in": wanted[f]}), distinct=True) for f, weight in WEIGHTS.items())
    return others.annotate(**shared, likeness=score).order_by("-likeness", "pk").select_related("locale", "district")


def reason(page, other):
    """Return in words what two practices have in common, such as "Mismo tipo: Consejo. Mismos temas: Salud, Cultura"."""
    names = {"types": _("Mismo tipo"), "bank_categories": _("Misma categoría"), "themes": _("Mismos temas")}
    parts = []
    for field, name in names.items():
        kept = {term.pk for term in terms_of(other, field)}
        shared = [term.label() for term in terms_of(page, field) if term.pk in kept]
        if shared:
            parts.append(f"{name}: {', '.join(shared[:3])}")
    return ". ".join(parts)


def related_practices(page):
    """Return up to MOST rows, as the row component takes them, of practices like `page`; the reason is their text."""
    return [
        {
            "title": other.title,
            "url": in_interface(other.url),
            "lang": other.locale.language_code if other.is_in_other_language else "",
            "text": reason(page, other),
            "tags": [tag for tag in [other.place_city or str(other.district or "")] if tag],
        }
        for other in load_terms(candidates(page)[:MOST])
    ]
