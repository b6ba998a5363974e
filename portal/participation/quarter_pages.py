"""Who took part, on the page of a district: the latest published quarter, all of them, and the same as table and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.clock import register_daily
from portal.core.dates import format_day
from portal.core.language import in_interface, label_line
from portal.core.registry import PageSection, register_section
from portal.councils.choices import AgeBand, Gender
from portal.districts.models import DistrictPage
from portal.minutes.content import NUMBERS
from portal.minutes.participation import HIDDEN_WORDS, KIND_LABELS, NOTE, TOTAL_LABEL, TURNS, NumberTable, number_table
from portal.minutes.suppression import UNKNOWN, Published

from .models import QuarterNumbers
from .quarters import CROSS, provisional_sessions, publish_quarters, quarter_named

if TYPE_CHECKING:
    from django.utils.functional import Promise

#: the part of a district's address under which the numbers lie
FOLDER = "participation"
CROSS_LABEL = gettext_lazy("Género y edad de quienes dejaron sus datos")
COLUMNS = ("quarter", "table", "category", "count", "shown", "sessions", "provisional", "published_on")


@dataclass(frozen=True)
class QuarterReading:
    """The published numbers of a quarter, and whether some of its minutes may still change."""

    numbers: QuarterNumbers
    is_provisional: bool

    @property
    def label(self) -> str:
        """The quarter in words."""
        return quarter_named(self.numbers.quarter).label

    @property
    def marked_label(self) -> str:
        """The quarter in words, and the mark of what is provisional."""
        said = {"text": self.label, "word": _("provisional")}
        return _("%(text)s (%(word)s)") % said if self.is_provisional else self.label

    def tables(self) -> list[NumberTable]:
        """Return the sums of the sessions, one table for each way of counting."""
        kept = self.numbers.tables
        return [
            number_table(
                kind,
                Published(kept[kind]["shown"], kept[kind]["total"]),
                is_provisional=self.is_provisional,
                sessions=kept[kind]["sessions"],
            )
            for kind in KIND_LABELS
            if kind in kept
        ]


def read_quarters(rows: Iterable[QuarterNumbers]) -> list[QuarterReading]:
    """Return some quarters as everybody may read them, in their order: one query more, none for none."""
    rows = list(rows)
    provisional = provisional_sessions(rows) if rows else set()
    return [QuarterReading(row, not provisional.isdisjoint(row.sessions)) for row in rows]


def district_quarters(page: DistrictPage) -> list[QuarterReading]:
    """Return all published quarters of a district, the latest first."""
    return read_quarters(QuarterNumbers.objects.filter(district=page.record_id).order_by("-quarter"))


# Words ---------------------------------------------------------------------------------------------------------------


def quarter_sentences(reading: QuarterReading) -> list[str]:
    """Return what the tables do not say: attendances, people, what is left out, and until when it was counted."""
    numbers = reading.numbers
    counted = len(numbers.sessions) - numbers.small_sessions
    said = {"people": intcomma(numbers.people), "count": counted}
    sentences = [
        ngettext("%(people)s asistencias a %(count)s sesión.", "%(people)s asistencias a %(count)s sesiones.", counted)
        % said
    ]
    if numbers.unique_people is not None:
        sentences.append(_("%(count)s personas distintas dejaron sus datos.") % {"count": numbers.unique_people})
    if numbers.returning_people is not None:
        sentences.append(_("%(count)s de ellas vinieron más de una vez.") % {"count": numbers.returning_people})
    if numbers.small_sessions:
        few = numbers.small_sessions
        sentences.append(
            ngettext(
                "No contamos %(count)s sesión a la que vinieron menos de 5 personas.",
                "No contamos %(count)s sesiones a las que vinieron menos de 5 personas.",
                few,
            )
            % {"count": few}
        )
    day = format_day(timezone.localdate(numbers.published_at), year=True)
    sentences.append(_("Según las actas publicadas hasta el %(day)s.") % {"day": day})
    if reading.is_provisional:
        sentences.append(_("Alguna de esas actas es provisional: todavía se puede corregir."))
    return sentences


def shown_number(number: int | None) -> str | Promise:
    """Return a number as a cell says it."""
    return HIDDEN_WORDS if number is None else intcomma(number)


# Tables --------------------------------------------------------------------------------------------------------------


def short_rows(tables: Iterable[NumberTable]) -> list[list[dict[str, Any]]]:
    """Return the rows of one table for all ways of counting people; what shows only its total is one row."""
    rows = []
    for table in tables:
        if table.kind in TURNS:
            continue
        lines = [(str(table.label), None)] if table.is_total_only else table.rows
        for label, number in lines:
            name = str(label) if table.is_total_only else label_line(str(table.label), str(label))
            rows.append([{"text": name, "header": True}, {"text": shown_number(number), "num": True}])
    return rows


def full_table(table: NumberTable) -> dict[str, Any]:
    """Return one way of counting as the table component takes it, its total last."""
    rows = [
        [{"text": label, "header": True}, {"text": shown_number(number), "num": True}] for label, number in table.rows
    ]
    rows.append([{"text": TOTAL_LABEL, "header": True}, {"text": shown_number(table.total), "num": True}])
    sessions = ngettext("%(count)s sesión", "%(count)s sesiones", table.sessions) % {"count": table.sessions}
    caption = f"{table.label}, {sessions}"
    if table.is_provisional:
        caption = _("%(text)s (%(word)s)") % {"text": caption, "word": _("provisional")}
    unit = _("Veces") if table.kind in TURNS else _("Personas")
    return {"caption": caption, "head": [{"text": table.label}, {"text": unit, "num": True}], "rows": rows}


def cross_table(reading: QuarterReading) -> dict[str, Any] | None:
    """Return gender and age together as the table component takes it; None where the register does not tell it."""
    kept = reading.numbers.tables.get(CROSS)
    if kept is None:
        return None
    head = [{"text": _("Género")}, *({"text": label, "num": True} for label in AgeBand.labels)]
    rows = [
        [
            {"text": label, "header": True},
            *({"text": shown_number(kept["shown"][f"{gender}.{age}"]), "num": True} for age in AgeBand.values),
        ]
        for gender, label in Gender.choices
    ]
    caption = CROSS_LABEL
    if reading.is_provisional:
        caption = _("%(text)s (%(word)s)") % {"text": caption, "word": _("provisional")}
    return {"caption": caption, "head": head, "rows": rows}


def quarter_context(reading: QuarterReading) -> dict[str, Any]:
    """Return what the page of one quarter shows of its numbers."""
    cross = cross_table(reading)
    tables = [full_table(table) for table in reading.tables()]
    return {
        "label": reading.marked_label,
        "sentences": quarter_sentences(reading),
        "tables": [*tables, cross] if cross else tables,
        "note": NOTE,
    }


def quarter_page_context(reading: QuarterReading, readings: Iterable[QuarterReading], base: str) -> dict[str, Any]:
    """Return all that the page of one quarter shows; `base` is the address of the district's page."""
    others = [
        {"text": other.marked_label, "url": f"{base}{FOLDER}/{other.numbers.quarter}/"}
        for other in readings
        if other is not reading
    ]
    downloads = [
        {
            "text": _("Descargar todos los trimestres"),
            "url": f"{base}{FOLDER}/all/csv/",
            "note": "CSV",
            "download": True,
        },
        {"text": _("Los mismos números para programas"), "url": f"{base}{FOLDER}/all/json/", "note": "JSON"},
    ]
    title = _("Quiénes participaron")
    return {
        **quarter_context(reading),
        "part_title": f"{title}: {reading.marked_label}",
        "title": title,
        "others": others,
        "downloads": downloads,
    }


# For machines --------------------------------------------------------------------------------------------------------


def machine_rows(readings: Iterable[QuarterReading]) -> Iterator[dict[str, Any]]:
    """Yield the same numbers for machines, a dict of COLUMNS each; a hidden number is None and not `shown`."""
    for reading in readings:
        numbers = reading.numbers
        common = {
            "quarter": numbers.quarter,
            "provisional": reading.is_provisional,
            "published_on": timezone.localdate(numbers.published_at).isoformat(),
        }
        people = {"unique": numbers.unique_people, "returning": numbers.returning_people}
        whole = {"attendances": numbers.people, "small-sessions": numbers.small_sessions, **people}
        cells = [("all", name, number, len(numbers.sessions)) for name, number in whole.items()]
        for kind in (*KIND_LABELS, CROSS):
            if kept := numbers.tables.get(kind):
                order = [name for name in category_order(kind) if name in kept["shown"]]
                cells += [(kind, name, kept["shown"][name], kept["sessions"]) for name in order]
                cells.append((kind, "total", kept["total"], kept["sessions"]))
        for table, category, number, sessions in cells:
            row = {"table": table, "category": category, "count": number, "shown": number is not None}
            yield {name: {**common, **row, "sessions": sessions}[name] for name in COLUMNS}


def category_order(kind: str) -> list[str]:
    """Return the categories of a table in their order, as files name them."""
    if kind == CROSS:
        return [f"{gender}.{age}" for gender in Gender.values for age in AgeBand.values]
    return [*NUMBERS[kind], UNKNOWN]


# On the district's page ----------------------------------------------------------------------------------------------


def district_participation(request: HttpRequest, page: DistrictPage) -> dict[str, Any] | None:
    """Return what the section shows: the latest published quarter; None while there is none."""
    readings = read_quarters(QuarterNumbers.objects.filter(district=page.record_id).order_by("-quarter")[:1])
    if not readings:
        return None
    reading = readings[0]
    return {
        "label": reading.marked_label,
        "sentences": quarter_sentences(reading),
        "head": [{"text": _("Quiénes")}, {"text": _("Personas"), "num": True}],
        "rows": short_rows(reading.tables()),
        "note": NOTE,
        "all_url": f"{in_interface(page.get_url(request))}{FOLDER}/",
    }


def register_participation() -> None:
    """Register the section, and have the clock publish quarters."""
    register_daily(publish_quarters)
    register_section(
        PageSection("district", "participation", "participation/section.html", district_participation, order=42)
    )
