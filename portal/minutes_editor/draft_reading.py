"""A draft as it would be read: facts, points with what belongs to each, the rest; and the places of what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.language import label_line
from portal.councils.choices import AgeBand, Gender, ItemVisibility
from portal.minutes.choices import Attendance, ItemOutcome, Presence, SaidKind
from portal.minutes.content import ContentRow, attendance_total, content_rows, tally_of, topics_in
from portal.minutes.projection import places_of
from portal.vocabularies.models import Term, Vocabulary

from .office_rows import form_address

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem, SessionPage
    from portal.minutes.faults import MinutesFault

#: kind of number: (its closed list, what is said before each of its words)
NUMBER_WORDS = {
    "count": (Presence, ""),
    "age": (AgeBand, _("Edad")),
    "gender": (Gender, _("Género")),
    "times": (Attendance, ""),
    "turn": (Gender, _("Turnos para hablar")),
    "turn-age": (AgeBand, _("Turnos para hablar, edad")),
}
#: single texts in the order of the page
TEXT_LABELS = {
    "covered": _("Sector o territorio"),
    "summary": _("En general"),
    "other_topics": _("Otros temas"),
    "connection": _("Problemas de conexión"),
    "recording": _("Grabación"),
    "chapters": _("Capítulos de la grabación"),
    "remarks": _("Nota para el equipo (no se publica)"),
}
LONGEST_PLACE = 60


@dataclass
class PointReading:
    """One point, with what was agreed and said about it; the last one holds what belongs to none."""

    title: str
    outcome: str = ""
    discussed: str = ""
    is_internal: bool = False
    agreements: list[str] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class MinutesDraftReading:
    """A whole draft: people counted, single texts, themes, organisations, points."""

    total: int | None
    tallies: list[list[tuple[str, str]]]
    texts: list[tuple[str, str]]
    topics: list[str]
    organisations: list[str]
    points: list[PointReading]


def number_label(key: str) -> str:
    """Return how a number is called: "En la sala", "Edad: 60 o más"."""
    kind, _dot, name = key.partition(".")
    words, before = NUMBER_WORDS[kind]
    label = str(words(name).label)
    return label_line(str(before), label) if before else label


def read_draft_whole(session: SessionPage, content: Mapping[str, str]) -> MinutesDraftReading:
    """Return a draft as it would be read: five queries at most, whatever is written."""
    rows = content_rows(content, "said")
    themes = theme_labels({row["theme"] for row in rows} | set(topics_in(content)))
    return MinutesDraftReading(
        attendance_total(content),
        tallies_of(content),
        [(str(label), content[key]) for key, label in TEXT_LABELS.items() if content.get(key)],
        [themes.get(code, code) for code in topics_in(content)],
        [row["name"] for row in content_rows(content, "organisation")],
        draft_points(list(session.items.all()), content, rows, themes),
    )


def tallies_of(content: Mapping[str, str]) -> list[list[tuple[str, str]]]:
    """Return [(what was counted, how many)] of each kind of number, those alone that are not 0."""
    found = []
    for kind in NUMBER_WORDS:
        counted = tally_of(content, kind)
        found.append([(number_label(f"{kind}.{name}"), str(number)) for name, number in counted.items() if number])
    return [group for group in found if group]


def theme_labels(codes: set[str]) -> dict[str, str]:
    """Return {code: label} of themes; no query without codes."""
    wanted = codes - {""}
    terms = Term.objects.of(Vocabulary.THEME).filter(code__in=wanted) if wanted else ()
    return {term.code: term.label() for term in terms}


def draft_points(
    items: list[AgendaItem], content: Mapping[str, str], said: list[ContentRow], themes: dict[str, str]
) -> list[PointReading]:
    """Return the points of the agenda, those that came up, and last what belongs to none."""
    points: dict[str, PointReading] = {}
    records = {row.id: row for row in content_rows(content, "item")}
    for item in items:
        row = records.get(item.code, ContentRow(item.code, {}))
        internal = item.visibility != ItemVisibility.PUBLIC
        points[item.code] = PointReading(item.title, outcome_word(row["outcome"]), row["discussed"], internal)
    for row in content_rows(content, "extra"):
        points[row.id] = PointReading(row["title"], outcome_word(row["outcome"]), row["discussed"])
    rest = PointReading(gettext("Sin un punto"))
    for row in content_rows(content, "agreement"):
        points.get(row["item"], rest).agreements.append(row["text"])
    for row, reading in zip(said, said_readings(said, themes), strict=True):
        points.get(row["item"], rest).said.append(reading)
    return [*points.values(), rest] if rest.agreements or rest.said else list(points.values())


def outcome_word(value: str) -> str:
    """Return what became of a point, in a word; "" while nobody said."""
    return str(ItemOutcome(value).label) if value in ItemOutcome.values else ""


def said_readings(rows: list[ContentRow], themes: dict[str, str]) -> list[dict[str, Any]]:
    """Return what was said as it is read: {kind, text, facts}."""
    places = places_of({row["place"] for row in rows if row["place"]})
    found = []
    for row in rows:
        place = places.get(row["place"], {})
        where = place.get("neighbourhood") or place.get("district")
        times = gettext("lo dijeron %(count)s") % {"count": row["times"]} if row["times"] not in ("", "1") else ""
        facts = [themes.get(row["theme"], ""), str(where or ""), row["spot"], times]
        kind = str(SaidKind(row["kind"]).label) if row["kind"] in SaidKind.values else ""
        found.append({"kind": kind, "text": row["text"], "facts": " · ".join(fact for fact in facts if fact)})
    return found


def fault_lines(
    session: SessionPage, content: Mapping[str, str], faults: tuple[MinutesFault, ...]
) -> list[dict[str, str]]:
    """Return what is missing: {place, text, url}; the address leads to the field in the form."""
    names: dict[str, str] = defaultdict(str, {item.code: item.title for item in session.items.all()})
    for kind, name in (("extra", "title"), ("agreement", "text"), ("said", "text")):
        names.update({row.id: row[name] for row in content_rows(content, kind)})
    form = form_address(session)
    return [{"place": fault_place(one.key, names), "text": one.text, "url": f"{form}#{one.key}"} for one in faults]


def fault_place(key: str, names: Mapping[str, str]) -> str:
    """Return where in the form something is missing, in words."""
    kind, _dot, rest = key.partition(".")
    if kind in NUMBER_WORDS:
        return number_label(key)
    if kind == "topic":
        return gettext("Temas")
    if key in TEXT_LABELS:
        return str(TEXT_LABELS[key])
    name = names[rest.partition(".")[0]]
    return f"{name[:LONGEST_PLACE]}…" if len(name) > LONGEST_PLACE else name
