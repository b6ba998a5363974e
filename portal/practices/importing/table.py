"""A table with one practice a row becomes records: CSV and XLSX alike. docs/codebook.md defines the columns.

A fault names the cell as a spreadsheet does (C7), the column and the value.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.models.practice import ends_before_start

from . import cells
from .cells import cell_text, is_blank
from .clean import answer_of_text, clean_html
from .heads import KEY, LISTS, column_of
from .jsonl import (
    REFERENCE,
    read_organisation,
    read_part,
    refuse_constant,
    refuse_double_names,
    rows,
    safe_text,
)
from .languages import LANGUAGE, language_code, one_of_these
from .record import (
    FACTS,
    FLAG_FACTS,
    NUMBER_FACTS,
    RICH_TEXTS,
    SOURCE_FACTS,
    TERM_FACTS,
    TERMS_FACTS,
    PracticeRecord,
    empty,
)

MOST_COLUMNS = 2_000
FAULTS_TOLD = 3


def letters(index: int) -> str:
    """Return the letters by which a spreadsheet names the column at `index`, from 0: A … Z, AA …"""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def at_cell(index: int, row: int, column: str, value: str, fault: str) -> Refusal:
    """Return the Refusal of one cell, which says where it is, what it holds and what is wrong."""
    shown = " ".join(cell_text(value).split())
    said = _("celda %(cell)s (%(column)s), «%(value)s»: %(fault)s")
    names = {"cell": f"{letters(index)}{row}", "column": column[:60], "fault": fault}
    return Refusal(said % {**names, "value": shown[:40] + ("…" if len(shown) > 40 else "")}, row)


class Table:
    """The columns of one table and what its rows say."""

    def __init__(self, head, row=1, title_rows=0):
        """Read the row of names: `head` are its cells, `row` its number. Raises Refusal for an unknown column.

        `title_rows` is how many rows that say something stand above it.
        """
        self.columns, self.row, self.rows = {}, row, 0
        self.title_rows = title_rows
        if len(head) > MOST_COLUMNS:
            raise Refusal(_("tiene más de %d columnas") % MOST_COLUMNS, row)
        for index, cell in enumerate(head):
            name = "" if is_blank(cell) else column_of(cell_text(cell))
            if name is None:
                raise at_cell(index, row, _("título de columna"), cell, _("no conozco esa columna"))
            if name and name in self.columns.values():
                raise at_cell(index, row, _("título de columna"), cell, _("esa columna está dos veces"))
            if name or not is_blank(cell):
                self.columns[index] = name
        for name in (KEY, "language"):
            if name not in self.columns.values():
                raise Refusal(_("falta la columna «%s»") % name, row)
        if not any(name.startswith("title@") for name in self.columns.values()):
            raise Refusal(_("falta la columna «%s»") % "title@es", row)
        self.codes = cells.Codes()

    def read_row(self, values, row):
        """Return the PracticeRecord of a row (list of str, or of typed values), None for a blank one. Raises Refusal.

        Cells that are missing at the end are empty, as spreadsheets leave them out.
        """
        if all(map(is_blank, values)):
            return None
        self.rows += 1
        for index, value in enumerate(values):
            if index not in self.columns and not is_blank(value):
                raise at_cell(index, row, _("sin título"), value, _("la columna no tiene título"))
        record = PracticeImportRow(self, values, row).record()
        if self.title_rows:
            note = _("los títulos de las columnas están en la fila %(row)d; lo de arriba no se leyó") % {
                "row": self.row
            }
            record.notes.append((self.row, note))
            self.title_rows = 0
        return record

    def refuse_without_rows(self):
        """Raise Refusal when no practice stands below the names of the columns."""
        if not self.rows:
            raise Refusal(_("tiene los títulos de las columnas y ninguna ficha debajo"), self.row)


class PracticeImportRow:
    """One row on its way to a record."""

    def __init__(self, table, values, row):
        self.table, self.row = table, row
        self.cells = {
            name: (index, values[index] if index < len(values) else "") for index, name in table.columns.items() if name
        }
        self.faults = []

    def record(self):
        """Return the PracticeRecord. Raises Refusal, which names up to three cells at fault."""
        record = PracticeRecord(
            key=self.read(KEY, self.must), language=self.read("language", self.language), line=self.row
        )
        record.reference = self.read("reference", read_reference)
        record.district = self.read("district", trimmed)
        for name in SOURCE_FACTS:
            if f"source.{name}" in self.cells:
                record.source[name] = self.read(f"source.{name}", self.reader(name, f"source_{name}"))
        for name in FACTS:
            if name in self.cells:
                record.facts[name] = self.read(name, self.reader(name, name), empty(name))
        for name in LISTS:
            if name in self.cells:
                self.read_list(name, record)
        self.read_versions(record)
        self.contradictions(record)
        if self.faults:
            more = len(self.faults) - FAULTS_TOLD
            said = [fault.message for fault in self.faults[:FAULTS_TOLD]]
            raise Refusal("; ".join(said + ([_("y %d más") % more] if more > 0 else [])), self.row)
        return record

    def read(self, name, reader, missing=""):
        """Return what `reader` makes of a cell, `missing` for a column that is not there; a fault is kept with its place."""
        if name not in self.cells:
            return missing
        index, value = self.cells[name]
        try:
            return reader(value)
        except Refusal as refusal:
            self.faults.append(at_cell(index, self.row, name, value, refusal.message))
            return missing

    @staticmethod
    def must(value):
        """Return a short text that may not be missing. Raises Refusal."""
        if not trimmed(value):
            raise Refusal(_("no puede quedar vacía"))
        return trimmed(value)

    def language(self, value):
        """Return the code of the first language, as one of the row's versions has it. Raises Refusal."""
        code = language_code(self.must(value))
        if not LANGUAGE.fullmatch(code):
            raise Refusal(_("no es el código de un idioma, como es o fr"))
        titles = [name for name in self.cells if name.startswith("title@") and not is_blank(self.cells[name][1])]
        return one_of_these(code, [name.partition("@")[2] for name in titles])

    def reader(self, name, field):
        """Return the function that reads the cell of a fact or of something of the source (its field in the page)."""
        codes = self.table.codes
        if name in TERMS_FACTS:
            return lambda value: codes.several(name, value)
        if name in TERM_FACTS:
            return lambda value: codes.one(name, value)
        if name in NUMBER_FACTS:
            return lambda value: cells.number(name, value)
        if name in FLAG_FACTS:
            return cells.flag
        if name in ("start", "end", "date"):
            return cells.partial_day
        if name == "last_reviewed":
            return cells.whole_day
        if name == "place_country":
            return cells.cell_country
        if name == "neighbourhood":
            return trimmed
        return lambda value: cells.accepted(field, safe_text(cell_text(value), name))

    def read_list(self, name, record):
        """Put the rows of one kind, written as JSON in one cell, into the record."""

        def reader(value):
            found = rows({name: json_list(value)}, name)
            if name == "organisations":
                return [read_organisation(row) for row in found]
            return [read_part(name, row, record.language) for row in found]

        found = self.read(name, reader, [])
        if name == "organisations":
            record.organisations = found
        else:
            record.parts[name] = found

    def read_versions(self, record):
        """Put the texts of each language that has a title into the record."""
        for name in self.cells:
            text, at, language = name.partition("@")
            if at and text == "title" and not is_blank(self.cells[name][1]):
                record.languages[language] = {}
        for name, (index, value) in self.cells.items():
            text, at, language = name.partition("@")
            if not at:
                continue
            if language in record.languages:
                said = self.read(name, lambda value, text=text: read_text(text, value))
                if text == "slug":
                    record.slugs[language] = said
                else:
                    record.languages[language][text] = said
            elif not is_blank(value):
                fault = _("hay texto y falta el título, «title@%s»") % language
                self.faults.append(at_cell(index, self.row, name, value, fault))
        if record.language and record.language not in record.languages:
            name = f"title@{record.language}"
            if name in self.cells:
                self.faults.append(at_cell(self.cells[name][0], self.row, name, "", _("falta el título")))
            else:
                self.faults.append(Refusal(_("falta la columna «%s»") % name, self.row))

    def contradictions(self, record):
        """Keep as faults what two cells say against each other; the page would refuse it too, without naming the cell."""
        facts = record.facts
        start, end = facts.get("start"), facts.get("end")
        if ends_before_start(start, end):
            self.faults.append(at_cell(*self.place("end"), end, _("Terminó antes de empezar: revisa las dos fechas.")))
        if end and facts.get("end_open"):
            fault = _("Dijiste que sigue en marcha: deja vacía la fecha en que terminó.")
            self.faults.append(at_cell(*self.place("end"), end, fault))

    def place(self, name):
        """Return (index, row, name) of a column's cell."""
        return self.cells[name][0], self.row, name


def trimmed(value: str) -> str:
    """Return a short text without spaces around it; a no-break space is one. Raises Refusal for hostile text."""
    return safe_text(cell_text(value), "").strip()


def read_reference(value: str) -> str:
    """Return a public reference, "" for none. Raises Refusal when it is of another form."""
    reference = trimmed(value)
    if reference and not REFERENCE.fullmatch(reference):
        raise Refusal(_("no es una referencia como EXP-0007"))
    return reference


def read_text(name: str, value: str) -> str:
    """Return a text of one language version, an answer as clean HTML. Raises Refusal."""
    text = safe_text(cell_text(value), name)
    if name in RICH_TEXTS:
        return clean_html(answer_of_text(text))
    return cells.accepted(name, text)


def json_list(value: str) -> list[dict[str, Any]]:
    """Return the list that a cell holds as JSON, an empty one for an empty cell. Raises Refusal."""
    text = cell_text(value).strip()
    if not text:
        return []
    try:
        return json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_double_names)
    except (RecursionError, ValueError) as fault:
        said = re.sub(r"\s*:? line \d+ column.*", "", str(fault))[:60]
        raise Refusal(_("no es JSON válido (%s)") % said) from None
