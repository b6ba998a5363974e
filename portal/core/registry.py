"""What upper apps tell the lower ones: sections for places, and kinds of objects for search, feeds and the sitemap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import HttpRequest

if TYPE_CHECKING:
    from modelcluster.models import ClusterableModel


@dataclass(frozen=True)
class PageSection:
    """A part of a page that an upper app fills: `context` gets (request, page) and returns a dict, or None for nothing."""

    place: str
    name: str
    template: str
    context: Callable[[Any, Any], dict | None]
    order: int = 100


@dataclass(frozen=True)
class Kind:
    """A kind of published page: how it is called, which model holds it, and what search keeps of it."""

    name: str
    model: type
    label: Any
    document: Callable[[Any], Any]
    related: tuple[str, ...] = field(default=())
    #: reads for a whole list of pages what `document` needs of each
    prepare: Callable[[Any], list] = list


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that has no page of its own: a route of a published page shows it.

    `model` is the page's. `documents` gets a page and returns what search keeps of the records that it shows, each
    under the key "page:record" (primary keys); a second argument names the records (list of primary keys) that are
    wanted. `present` gets such pairs (page, record) as a set and returns those of which the page does show the record.
    """

    name: str
    model: type
    label: Any
    documents: Callable[..., list]
    present: Callable[[set], set]
    related: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class TodoLine:
    """One thing that waits, as an editor reads it: what it is called, where it is done, what there is to know."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class TodoCount:
    """How many of what waits are of one kind, such as a language, and where these are listed."""

    label: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class TodoList:
    """A sort of thing that waits for editors in the admin.

    `rows` gets an account and returns the QuerySet of what waits for it, already narrowed to what it may see, the most
    urgent first; `line` gets one row and returns a TodoLine. `parts` gets (account, rows) and returns TodoCounts.
    `district` is the lookup of the name of a row's district; empty for pages, whose folder says it. `list_url` returns
    the address of a list of its own, where there is one.
    """

    name: str
    label: Any
    rows: Callable[[Any], Any]
    line: Callable[[Any], TodoLine]
    hint: Any = ""
    order: int = 100
    district: str = ""
    parts: Callable[[Any, Any], list] | None = None
    list_url: Callable[[], str] | None = None


_sections: dict[str, list[PageSection]] = defaultdict(list)
_kinds: dict[str, Kind] = {}
_record_kinds: dict[str, RecordKind] = {}
_waiting: dict[str, TodoList] = {}
_menu_links: dict[str, Any] = {}
_figures: dict[str, Callable[[], dict[str, float]]] = {}


def register_section(section: PageSection) -> None:
    """Add a Section to its place ("home", "district", …); a second one of the same name replaces the first."""
    kept = [known for known in _sections[section.place] if known.name != section.name]
    _sections[section.place] = sorted([*kept, section], key=lambda known: (known.order, known.name))


def sections_of(place: str, request: HttpRequest, page: ClusterableModel) -> list[tuple[str, dict]]:
    """Return [(template, context)] of what is registered for `place` and has something to show on `page`."""
    filled = ((section.template, section.context(request, page)) for section in _sections[place])
    return [(template, context) for template, context in filled if context is not None]


def register_kind(kind: Kind) -> None:
    """Add a Kind of page to what search, feeds and the sitemap hold."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    """Return all registered kinds by name."""
    return dict(_kinds)


def kind_of(model: type[Model]) -> Kind | None:
    """Return the Kind of a page model, or None when it goes into no search."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def register_record_kind(kind: RecordKind) -> None:
    """Add a RecordKind to what search holds."""
    _record_kinds[kind.name] = kind


def record_kinds() -> dict[str, RecordKind]:
    """Return all registered kinds of records by name."""
    return dict(_record_kinds)


def is_searched(model: type[Model]) -> bool:
    """Tell whether a change of such a page changes what search holds: of the page, or of records that it shows."""
    return kind_of(model) is not None or any(issubclass(model, kind.model) for kind in _record_kinds.values())


def labels() -> dict[str, str]:
    """Return {name: label} of everything that search finds, pages first."""
    return {name: kind.label for name, kind in [*_kinds.items(), *_record_kinds.items()]}


def register_todo_list(waiting: TodoList) -> None:
    """Add a TodoList to the admin's first page; a second one of the same name replaces the first."""
    _waiting[waiting.name] = waiting


def todo_lists() -> list[TodoList]:
    """Return everything registered that may wait for an editor (list of TodoList), in its order."""
    return sorted(_waiting.values(), key=lambda known: (known.order, known.name))


def register_menu_link(view_name: str, label: Any) -> None:
    """Add the address of a view (its URL's name) to the main menu, after the pages; `label` is a lazy translation."""
    _menu_links[view_name] = label


def menu_links() -> list[tuple[str, Any]]:
    """Return [(name of a URL, label)] of what stands in the main menu beside pages."""
    return list(_menu_links.items())


def register_figures(name: str, figures: Callable[[], dict[str, float]]) -> None:
    """Add to /metrics what `figures` returns: {name in Prometheus' text format, with its labels: number}."""
    _figures[name] = figures


def all_figures() -> dict[str, float]:
    """Return every registered figure, asked now."""
    return {name: value for figures in _figures.values() for name, value in figures().items()}
