"""The agenda's filters: how they are called, what can be chosen in each and how often, which are on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agendas.calendar.query import BY_PHONE, COUNCIL, FACETS
from portal.core.language import language_name
from portal.councils.choices import CouncilKind
from portal.events.choices import EventKind, Modality
from portal.territory.known import open_district_names
from portal.vocabularies.known import known_terms

if TYPE_CHECKING:
    from portal.agendas.calendar.query import CalendarQuery

NAMES = {
    "time": gettext_lazy("Cuándo te queda bien"),
    "modality": gettext_lazy("Cómo participas"),
    "service": gettext_lazy("Lo que necesitas"),
    "district": gettext_lazy("Distrito"),
    "neighbourhood": gettext_lazy("Barrio"),
    "council": gettext_lazy("Consejo"),
    "kind": gettext_lazy("Clase de encuentro"),
    "theme": gettext_lazy("Tema"),
    "language": gettext_lazy("Lengua en que se habla"),
}
OPEN = ("time", "modality", "service")
TIME_WORDS = {
    "morning": gettext_lazy("Por la mañana"),
    "afternoon": gettext_lazy("Por la tarde"),
    "evening": gettext_lazy("Después del trabajo (desde las 18)"),
    "weekend": gettext_lazy("El fin de semana"),
}
#: in this order; all others by name
ORDERS = {
    "time": ("evening", "morning", "afternoon", "weekend"),
    "modality": Modality.values,
    "kind": (*CouncilKind.values, *EventKind.values),
}
WORDS = {"time": TIME_WORDS, "modality": dict(Modality.choices), "kind": dict(CouncilKind.choices + EventKind.choices)}


@dataclass
class AgendaFilterLabels:
    """The words for the codes of all filters in one language."""

    language: str
    councils: dict[int, Any]  # CouncilPage by the number of its first version
    neighbourhoods: dict[str, str]

    def __post_init__(self):
        self.terms = {(term.vocabulary, term.code): term for term in known_terms().values()}

    def of(self, name, code):
        """Return the name of a filter's code as a reader says it; the code itself where nobody knows it."""
        if name in WORDS:
            return str(WORDS[name].get(code, code))
        if name in ("theme", "service"):
            if code == BY_PHONE:
                return _("Por teléfono, sin internet")
            term = self.terms.get((name, code))
            return term.label(self.language) if term else code
        if name == "council":
            page = self.councils.get(int(COUNCIL.fullmatch(code)[1]))
            return page.title if page else code
        if name == "language":
            return language_name(code, self.language) if code.isalpha() else code
        return (open_district_names() if name == "district" else self.neighbourhoods).get(code, code)

    def lang(self, name, code):
        """Return the language of a council's name when it is another than the reader's, else an empty string."""
        page = self.councils.get(int(COUNCIL.fullmatch(code)[1])) if name == "council" else None
        return page.locale.language_code if page and page.locale.language_code != self.language else ""

    def place(self, name, code):
        """Return the place of a code among its equals."""
        if name in ORDERS:
            order = ORDERS[name]
            return (order.index(code) if code in order else len(order), code)
        if name in ("theme", "service"):
            term = self.terms.get((name, code))
            return (term.order if term else 9999, code)
        if name == "district":
            order = list(open_district_names())
            return (order.index(code) if code in order else len(order), code)
        return (0, self.of(name, code).casefold())


def council_code(number: int, labels: AgendaFilterLabels) -> str:
    """Return the code of a council in addresses: the number of its first version, and its name for who reads them."""
    page = labels.councils.get(number)
    return f"{number}-{page.slug}" if page else str(number)


def filter_options(
    name: str, counted: dict[str, Any], asked: CalendarQuery, labels: AgendaFilterLabels
) -> dict[str, int]:
    """Return {code: count} of what can be chosen in a filter and of what is chosen already."""
    found = dict(counted[name])
    if name == "council":
        chosen = asked.council_ids()
        return {council_code(number, labels): found.get(number, 0) for number in {*found, *chosen}}
    if name == "kind":
        found.pop(EventKind.SESSION, None)  # said by every kind of council
    return {**dict.fromkeys(getattr(asked, name), 0), **found}


def is_chosen(name: str, code: str, asked: CalendarQuery) -> bool:
    """Tell whether a code is on."""
    if name == "council":
        return int(COUNCIL.fullmatch(code)[1]) in asked.council_ids()
    return code in getattr(asked, name)


def facet(name: str, counted: dict[str, Any], asked: CalendarQuery, labels: AgendaFilterLabels) -> dict[str, Any]:
    """Return a filter as components/facet.html takes it."""
    values = [
        {
            "code": code,
            "label": labels.of(name, code),
            "lang": labels.lang(name, code),
            "count": count,
            "selected": is_chosen(name, code, asked),
        }
        for code, count in filter_options(name, counted, asked, labels).items()
    ]
    values.sort(key=lambda value: (not value["selected"], labels.place(name, value["code"])))
    return {
        "name": name,
        "label": NAMES[name],
        "values": values,
        "open": name in OPEN,
        "selected_count": sum(value["selected"] for value in values),
    }


def facets(counted: dict[str, Any], asked: CalendarQuery, labels: AgendaFilterLabels) -> list[dict[str, Any]]:
    """Return the filters to show: those in which there is a choice, or one was made."""
    found = [facet(name, counted, asked, labels) for name in FACETS]
    return [one for one in found if len(one["values"]) > 1 or one["selected_count"] or one["name"] in OPEN]


def agenda_chips(asked: CalendarQuery, labels: AgendaFilterLabels) -> list[dict[str, str]]:
    """Return what is on, each with the address that takes it off."""
    found = [
        {"label": labels.of(name, code), "remove_url": asked.address(**{name: asked.without(name, code)})}
        for name in FACETS
        for code in getattr(asked, name)
    ]
    if asked.text:
        found.append({"label": f"«{asked.text}»", "remove_url": asked.address(text="")})
    return found


def kept_fields(asked: CalendarQuery) -> list[tuple[str, str]]:
    """Return [(name, value)] of what the form of the filters keeps: look and time, the days apart, which it asks."""
    address = QueryDict(asked.unfiltered().query(since=None, to=None, view=asked.view))
    return [(name, value) for name, values in address.lists() for value in values]


def filter_words(asked: CalendarQuery, labels: AgendaFilterLabels) -> str:
    """Return the filters that are on in words, for titles of feeds and calendars; empty for all."""
    names = [labels.of(name, code) for name in FACETS for code in getattr(asked, name)]
    return " · ".join([f"«{asked.text}»"] * bool(asked.text) + names)
