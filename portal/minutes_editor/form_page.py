"""The form of minutes as its page shows it: sections in the order in which one writes at the end of a meeting."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.language import label_line, reader_language
from portal.councils.choices import AgeBand, Gender, ItemVisibility
from portal.councils.items import number_public
from portal.minutes.choices import Attendance, Presence
from portal.minutes.content import TOPIC, Content, attendance_total
from portal.minutes.faults import MinutesFault
from portal.submissions.place_field import PlaceField
from portal.vocabularies.models import Term, Vocabulary

from .form_fields import Choice, FieldMaker, MinutesField
from .form_rows import ROW_KINDS, RowChoices, RowGroup, outcome_field, row_group, written_row_ids

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem, SessionPage
    from portal.minutes.saving import Theirs

#: kind of number: its name, its categories, whether it is counted by buttons
TALLIES = {
    "age": (gettext_lazy("Edad"), AgeBand, False),
    "gender": (gettext_lazy("Género"), Gender, False),
    "times": (gettext_lazy("Primera vez o no"), Attendance, False),
    "turn": (gettext_lazy("Quién tomó la palabra"), Gender, True),
    "turn-age": (gettext_lazy("De qué edad"), AgeBand, True),
}


@dataclass(frozen=True)
class MinutesPoint:
    """One point of the agenda: how it is called, who reads it, and its two fields. is_gone: it stands there no more."""

    title: str
    language: str
    is_internal: bool
    is_gone: bool
    outcome: MinutesField
    discussed: MinutesField


@dataclass(frozen=True)
class MinutesTally:
    """Numbers of one kind."""

    name: str
    fields: list[MinutesField]

    @property
    def is_open(self) -> bool:
        """Whether one of them is written, or wrong."""
        return any(field.is_open for field in self.fields)


@dataclass(frozen=True)
class MinutesFormPage:
    """All that the form shows. fields: each field by its key; faults: what is missing, with where it stands."""

    places: list[MinutesField]
    total: int | None
    points: list[MinutesPoint]
    rows: dict[str, RowGroup]
    tallies: dict[str, MinutesTally]
    topics: list[MinutesField]
    single: dict[str, MinutesField]
    fields: dict[str, MinutesField]
    faults: list[dict[str, str]]

    @property
    def turn_ages(self) -> MinutesTally:
        """The turns to speak by age; a template cannot say its key."""
        return self.tallies["turn-age"]

    @property
    def topics_open(self) -> bool:
        """Whether a theme is ticked, or other topics are written."""
        return any(field.is_open for field in [*self.topics, self.single["other_topics"]])


def build_form_page(
    session: SessionPage,
    content: Content,
    *,
    faults: Sequence[MinutesFault] = (),
    conflicts: Mapping[str, Theirs] | None = None,
    more: str = "",
) -> MinutesFormPage:
    """Return the form of a session's minutes with what is written; five queries, whatever that is.

    `faults` are shown beside the fields; `more` is the kind of row of which somebody wants more.
    """
    make = FieldMaker(content, {fault.key: fault.text for fault in faults}, conflicts or {})
    items = list(session.items.all())
    terms = list(Term.objects.of(Vocabulary.THEME))
    places = [make(f"count.{code}", label, "number") for code, label in Presence.choices]
    points = agenda_fields(session, items, make)
    choices = row_choices(session, points, terms, content)
    rows = {kind: row_group(kind, make, choices, more) for kind in ROW_KINDS}
    return MinutesFormPage(
        places=places,
        total=attendance_total(content),
        points=points,
        rows=rows,
        tallies=tally_fields(make),
        topics=topic_fields(make, terms),
        single=single_fields(make),
        fields=make.made,
        faults=[fault_link(make.made, fault) for fault in faults],
    )


def agenda_fields(session: SessionPage, items: list[AgendaItem], make: FieldMaker) -> list[MinutesPoint]:
    """Return all points of the agenda, those for the team too; last those that left it, when something is written there."""
    numbers = {item.code: item.number for item in number_public(items)}
    language = session.locale.language_code
    found = []
    for item in items:
        title = f"{numbers[item.code]}. {item.title}" if item.code in numbers else item.title
        is_internal = item.visibility == ItemVisibility.INTERNAL or item.code not in numbers
        found.append(agenda_point(make, item.code, title, language, is_internal=is_internal))
    known = {item.code for item in items}
    gone = [code for code in written_row_ids(make.content, "item") if code not in known]
    title = _("Un punto que ya no está en el orden del día")
    return [*found, *(agenda_point(make, code, title, reader_language(), is_gone=True) for code in gone)]


def agenda_point(
    make: FieldMaker, code: str, title: str, language: str, *, is_internal: bool = False, is_gone: bool = False
) -> MinutesPoint:
    """Return one point with its fields."""
    discussed = make(f"item.{code}.discussed", _("Qué se dijo"), "area", where=title)
    outcome = outcome_field(make, f"item.{code}.outcome", title)
    return MinutesPoint(title, language, is_internal, is_gone, outcome, discussed)


def row_choices(
    session: SessionPage, points: list[MinutesPoint], terms: list[Term], content: Mapping[str, str]
) -> RowChoices:
    """Return what the lists of the rows offer: points, themes in use, places."""
    named = [(point.outcome.key.split(".")[1], point.title) for point in points if not point.is_gone]
    extra = [(row, content.get(f"extra.{row}.title", "")) for row in written_row_ids(content, "extra")]
    of_points: list[Choice] = [
        ("", _("Ninguno en particular")),
        *named,
        *((row, title) for row, title in extra if title),
    ]
    themes: list[Choice] = [("", _("Elige uno")), *((term.code, term.label()) for term in terms if term.active)]
    return RowChoices(of_points, themes, PlaceField().places(), session_place(session))


def session_place(session: SessionPage) -> str:
    """Return the value of the choice of a place that means where a session belongs; "" for one of the whole city."""
    if session.neighbourhood_id:
        return f"n{session.neighbourhood_id}"
    return f"d{session.district_id}" if session.district_id else ""


def tally_fields(make: FieldMaker) -> dict[str, MinutesTally]:
    """Return the numbers of who came and who spoke."""
    return {
        kind: MinutesTally(
            str(name),
            [
                make(f"{kind}.{code}", label, "step" if is_turn else "number", where=label_line(str(name), str(label)))
                for code, label in categories.choices
            ],
        )
        for kind, (name, categories, is_turn) in TALLIES.items()
    }


def topic_fields(make: FieldMaker, terms: list[Term]) -> list[MinutesField]:
    """Return a box for each theme in use, and for those that were ticked before."""
    ticked = {found[1] for key in make.content if (found := TOPIC.fullmatch(key))}
    labels = {term.code: term.label() for term in terms}
    codes = [term.code for term in terms if term.active or term.code in ticked]
    return [make(f"topic.{code}", labels.get(code, code), "check") for code in [*codes, *sorted(ticked - set(labels))]]


def single_fields(make: FieldMaker) -> dict[str, MinutesField]:
    """Return the fields that stand once."""
    chapters = _("Una línea por capítulo; primero el minuto. Por ejemplo: 12:30 La plaza.")
    remarks = _("Solo la lee el equipo. No escribas datos de personas: van en la lista de participantes.")
    connection = _("Por ejemplo: «A las 19:40 se cortó el sonido diez minutos».")
    return {
        "covered": make("covered", _("Territorio o sector del que se habló")),
        "other_topics": make("other_topics", _("Otros temas, con tus palabras")),
        "connection": make("connection", _("Problemas de conexión"), "area", hint=connection),
        "recording": make("recording", _("Dirección de la grabación"), hint=_("Empieza con https://")),
        "chapters": make("chapters", _("Capítulos de la grabación"), "area", hint=chapters),
        "summary": make("summary", _("La sesión en pocas frases"), "area"),
        "remarks": make("remarks", _("Nota para el equipo"), "area", hint=remarks),
    }


def fault_link(fields: Mapping[str, MinutesField], fault: MinutesFault) -> dict[str, str]:
    """Return a fault as the summary lists it: {anchor, text}, with the name of what it is about."""
    field = fields.get(fault.key)
    if field is None:
        return {"anchor": "minutes-form", "text": fault.text}
    return {"anchor": field.anchor, "text": label_line(field.where or field.label, fault.text)}


def base_json(content: Mapping[str, str]) -> str:
    """Return what the form began with, as its hidden field carries it."""
    return json.dumps(dict(content), ensure_ascii=False, sort_keys=True)
