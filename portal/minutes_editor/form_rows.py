"""The rows of the form of minutes that people add: other points, agreements, what was said, organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.minutes.choices import ItemOutcome, SaidKind
from portal.minutes.content import ROW_ID, Content

from .form_fields import NEW_ROW, Choice, FieldMaker, MinutesField, fresh_row_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

#: kind of row: how many empty ones stand below what is written, and what one of them is
ROW_KINDS = {
    "extra": (1, gettext_lazy("Otro punto")),
    "agreement": (3, gettext_lazy("Acuerdo")),
    "said": (1, gettext_lazy("Reclamo o propuesta")),
    "organisation": (1, gettext_lazy("Organización")),
}
MORE_ROWS = 3  # that «Más renglones» adds


@dataclass(frozen=True)
class MinutesRow:
    """One row: its id, its number among those that are written (0: it is new), and its fields by name."""

    id: str
    number: int
    name: str
    fields: dict[str, MinutesField]

    @property
    def is_open(self) -> bool:
        """Whether something is written in the part that folds."""
        return any(self.fields[name].is_open for name in ("spot", "item", "times") if name in self.fields)


@dataclass(frozen=True)
class RowGroup:
    """All rows of one kind, the empty ones last, and the one from which the script makes new ones."""

    kind: str
    rows: list[MinutesRow]
    blank: MinutesRow

    @property
    def template(self) -> str:
        """The template of one row."""
        return f"minutes_editor/form/row_{self.kind}.html"

    @property
    def is_open(self) -> bool:
        """Whether something is written in any of them, or wrong."""
        return any(row.number for row in self.rows)


@dataclass(frozen=True)
class RowChoices:
    """What the lists in the rows offer, read once for all of them; place: the one of the session, which they begin with."""

    points: Sequence[Choice]
    themes: Sequence[Choice]
    places: Sequence[Choice]
    place: str = ""


def written_row_ids(content: Mapping[str, str], kind: str) -> list[str]:
    """Return the ids of all rows of a kind in which anything is written, also of those that say nothing yet."""
    parts = (key.split(".") for key in content if key.startswith(f"{kind}."))
    return sorted({found[1] for found in parts if len(found) == 3 and ROW_ID.fullmatch(found[1])})


def row_group(kind: str, make: FieldMaker, choices: RowChoices, more: str = "") -> RowGroup:
    """Return the rows of one kind; `more` is the kind of which somebody asked for more empty ones."""
    empty, name = ROW_KINDS[kind]
    fields_of = ROW_FIELDS_OF[kind]
    ids = written_row_ids(make.content, kind)
    fresh = fresh_row_ids(MORE_ROWS if more == kind else empty)
    numbers = {row: place for place, row in enumerate(ids, start=1)}
    rows = [
        MinutesRow(row, numbers.get(row, 0), str(name), fields_of(make, row, where_of(name, numbers.get(row)), choices))
        for row in [*ids, *fresh]
    ]
    return RowGroup(kind, rows, MinutesRow(NEW_ROW, 0, str(name), fields_of(make, NEW_ROW, str(name), choices)))


def where_of(name: str, number: int | None) -> str:
    """Return how a row is called where several are: "Acuerdo 2"."""
    return f"{name} {number}" if number else str(name)


def extra_fields(make: FieldMaker, row: str, where: str, choices: RowChoices) -> dict[str, MinutesField]:
    """Return the fields of a point that was not on the agenda."""
    key = f"extra.{row}."
    return {
        "title": make(f"{key}title", _("De qué se habló"), where=where),
        "outcome": outcome_field(make, f"{key}outcome", where),
        "discussed": make(f"{key}discussed", _("Qué se dijo"), "area", where=where),
    }


def outcome_field(make: FieldMaker, key: str, where: str) -> MinutesField:
    """Return the three buttons that say what became of a point; none is chosen beforehand."""
    return make(key, _("Qué pasó con este punto"), "radios", choices=ItemOutcome.choices, where=where)


def agreement_fields(make: FieldMaker, row: str, where: str, choices: RowChoices) -> dict[str, MinutesField]:
    """Return the fields of an agreement."""
    key = f"agreement.{row}."
    return {
        "text": make(f"{key}text", _("Qué se acordó"), "area", where=where),
        "item": make(f"{key}item", _("En qué punto"), "select", choices=choices.points, where=where),
    }


def said_fields(make: FieldMaker, row: str, where: str, choices: RowChoices) -> dict[str, MinutesField]:
    """Return the fields of a complaint or a proposal; a new one begins with the place of the session."""
    key = f"said.{row}."
    place = "" if any(name.startswith(key) for name in make.content) else choices.place
    times = _("Deja el campo vacío si fue una sola.")
    return {
        "kind": make(f"{key}kind", _("Qué fue"), "radios", choices=SaidKind.choices, where=where),
        "text": make(f"{key}text", _("Qué se dijo"), "area", where=where),
        "theme": make(f"{key}theme", _("Tema"), "select", choices=choices.themes, where=where),
        "place": make(f"{key}place", _("Barrio"), "select", choices=choices.places, where=where, value=place),
        "spot": make(f"{key}spot", _("Lugar exacto"), where=where, hint=_("Por ejemplo: la esquina de la escuela.")),
        "item": make(f"{key}item", _("En qué punto"), "select", choices=choices.points, where=where),
        "times": make(f"{key}times", _("Cuántas personas lo dijeron"), "number", where=where, hint=times),
    }


def organisation_fields(make: FieldMaker, row: str, where: str, choices: RowChoices) -> dict[str, MinutesField]:
    """Return the field of an organisation that came."""
    return {"name": make(f"organisation.{row}.name", _("Nombre de la organización"), where=where)}


ROW_FIELDS_OF: dict[str, Callable[[FieldMaker, str, str, RowChoices], dict[str, MinutesField]]] = {
    "extra": extra_fields,
    "agreement": agreement_fields,
    "said": said_fields,
    "organisation": organisation_fields,
}


def without_begun_rows(content: Content, place: str) -> Content:
    """Return what was typed without the rows where only the place stands with which the form began."""
    begun = {
        f"said.{row}.place"
        for row in written_row_ids(content, "said")
        if [key for key, text in content.items() if text and key.startswith(f"said.{row}.")] == [f"said.{row}.place"]
    }
    return {key: text for key, text in content.items() if key not in begun or text != place}
