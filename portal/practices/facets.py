"""The bank's filters: what they are called, where their labels come from, in which order they stand."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.language import language_name
from portal.territory.known import open_district_names
from portal.vocabularies.countries import country_name
from portal.vocabularies.known import known_terms


@dataclass(frozen=True)
class Filter:
    """One filter of the bank: `name` in addresses and search, its vocabulary (or "" for another source of labels)."""

    name: str
    label: Any
    vocabulary: str = ""
    starts_open: bool = False


#: those asked for most come first: the page shows FIRST_FILTERS of them, the others behind "more"
FILTERS = (
    Filter("category", _("Categoría del banco"), "bank_category", starts_open=True),
    Filter("type", _("Tipo de experiencia"), "type", starts_open=True),
    Filter("theme", _("Ámbito temático"), "theme"),
    Filter("told", _("Qué se sabe de ella")),
    Filter("country", _("País")),
    Filter("district", _("Distrito")),
    Filter("objective", _("Objetivo"), "objective"),
    Filter("scope", _("Ámbito territorial"), "scope"),
    Filter("author", _("Quién la hizo"), "author_kind"),
    Filter("outcome", _("Situación"), "outcome"),
    Filter("review", _("Revisión")),
    Filter("year", _("Año de inicio")),
    Filter("sdg", _("Objetivo de Desarrollo Sostenible"), "sdg"),
    Filter("distinction", _("Distinción"), "distinction"),
    Filter("language", _("Idioma del original")),
)
FIRST_FILTERS = 6
#: the words of codes that are in no vocabulary, by filter
WORDS = {
    "review": {"verified": _("Verificada por la ciudad"), "district": _("Revisada por su distrito")},
    "told": {"told": _("Contada por quienes la hicieron"), "facts": _("Solo los datos")},
}
NAMES = tuple(filter_.name for filter_ in FILTERS)


class PracticeFilterLabels:
    """The words for the codes of all filters in one language."""

    def __init__(self, language):
        self.language = language
        self._terms = None

    def terms(self):
        """Return {(vocabulary, code): Term}."""
        if self._terms is None:
            self._terms = {(term.vocabulary, term.code): term for term in known_terms().values()}
        return self._terms

    def term(self, vocabulary, code):
        """Return the name of a term, or its code when nobody knows it."""
        term = self.terms().get((vocabulary, code))
        return term.label(self.language) if term else code

    def of(self, filter_, code):
        """Return the name of a filter's code as a reader says it."""
        if filter_.vocabulary:
            label = self.term(filter_.vocabulary, code)
            return f"{code}. {label}" if filter_.name == "sdg" else label
        if filter_.name == "country":
            return country_name(code, self.language)
        if filter_.name == "language":
            return language_name(code, self.language)
        if filter_.name in WORDS:
            return str(WORDS[filter_.name].get(code, code))
        if filter_.name == "district":
            return open_district_names().get(code, code)
        return code

    def order(self, filter_, code):
        """Return the place of a code among its equals: the vocabulary's order, newest year first, else by name."""
        if filter_.vocabulary:
            term = self.terms().get((filter_.vocabulary, code))
            return (term.order if term else 999, code)
        if filter_.name == "year":
            return (-int(code) if code.isdigit() else 0, code)
        return (0, self.of(filter_, code).casefold())
