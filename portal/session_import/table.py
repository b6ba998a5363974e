"""Reader of tables (CSV): one meeting a row. docs/calendars.md says which columns there are and how dates are written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core.escaping import original
from portal.core.import_report import Refusal
from portal.events.choices import Modality
from portal.practices.importing.csv_table import DIVIDERS, LONGEST_CELL, MOST_ROWS, text_and_encoding, without_sep_line

from .columns import NAMES, columns_of, fold_column_name
from .days import (
    DayCell,
    holds_a_day,
    is_doubtful_day,
    month_comes_first,
    read_clock,
    read_clock_range,
    read_day_cell,
)
from .online import hold_back, read_location, without_join_links
from .record import ADDRESS, REASON, TITLE, MeetingRecord, Note, fit_text, html_of, single_line_text, web_address
from .states import divide_title, is_all_day_cell, is_private_cell, read_state_cell, read_title_state
from .values import city_zone, local_midnight

LINKS = ("agenda", "minutes", "source")
MODALITIES = {
    "presencial": Modality.IN_PERSON, "en persona": Modality.IN_PERSON, "en personne": Modality.IN_PERSON,
    "en linea": Modality.VIRTUAL, "online": Modality.VIRTUAL, "en ligne": Modality.VIRTUAL, "hibrida": Modality.HYBRID,
    "hibrido": Modality.HYBRID, "hybride": Modality.HYBRID, "mixta": Modality.HYBRID, "mixto": Modality.HYBRID,
    "remota": Modality.VIRTUAL, "a distancia": Modality.VIRTUAL, **{value: value for value in Modality.values},
}  # fmt: skip
#: heads with which Outlook and Google begin their tables in English: they write the month first where hours have AM and PM
OF_PROGRAMS = {"start date", "end date", "all day event"}
IN_ENGLISH = {*OF_PROGRAMS, "date", "day", "time", "start time", "title", "meeting", "venue", "location", "subject"}
TWELVE_HOURS = re.compile(r"[0-9]\s*[ap]\.?\s*m\b", re.IGNORECASE)


def read_table(
    data: bytes, mapping: dict[str, str] | None = None, month_first: bool | None = None
) -> Iterator[Refusal | MeetingRecord | Note]:
    """Yield a MeetingRecord or a Refusal for each row of a CSV (bytes), and Notes. Raises Refusal when it cannot be read.

    `mapping` is {column of COLUMNS: name in the file} for names that are not known; `month_first` reads 2/14/2024;
    None: as the file tells.
    """
    text, note = text_and_encoding(data)
    if note:
        yield Note(1, note)
    text, divider = without_sep_line(text)
    if not text.strip():
        raise Refusal(_("está vacío"))
    wanted = {fold_column_name(name): column for column, name in (mapping or {}).items()}
    rows = list(numbered_rows(text, divider or best_divider(text, wanted)))
    columns, unknown = columns_of(rows[0][1], wanted)
    if unknown:
        yield Note(1, _("no conozco estas columnas, y quedaron afuera: %s") % ", ".join(unknown)[:200])
    month_first, note = order_of_days(rows, columns, month_first)
    if note:
        yield Note(1, note)
    reader = RowReader(columns, month_first)
    for line, cells in rows[1:]:
        yield reader.read(cells, line)


def numbered_rows(text: str, divider: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of the rows that are not blank. Raises Refusal: a file is read whole, or nothing of it."""
    csv.field_size_limit(LONGEST_CELL)
    rows, line = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True), 0
    try:
        for number, cells in enumerate(rows):
            before, line = line + 1, rows.line_num
            if number > MOST_ROWS:
                raise Refusal(_("tiene más de %d filas") % MOST_ROWS, line)
            if any(cell.strip() for cell in cells):
                yield before, cells
    except csv.Error as fault:
        raise Refusal(_("las comillas no cierran, o falta un divisor (%s)") % fault, line + 1) from None


def order_of_days(
    rows: list[tuple[int, list[str]]], columns: dict[str, int], month_first: bool | None
) -> tuple[bool, str]:
    """Return (whether the month comes first, what is to be said of it). Raises Refusal when the file leaves it in doubt.

    `month_first` is what was told; None leaves it to the file: day first, unless it was written by an English program.
    """
    places = [columns[name] for name in ("date", "end_date", "start", "end") if name in columns]
    cells = [(line, cells[place]) for line, cells in rows[1:] for place in places if place < len(cells)]
    try:
        told, where = month_comes_first(text for _line, text in cells)
    except Refusal as refusal:
        raise Refusal(refusal.message, cells[refusal.line][0]) from None
    heads = {fold_column_name(name) for name in rows[0][1]}
    if month_first is not None:
        if told is not None and told != month_first:
            message = _("«%s» no puede ser: elegiste otro orden de día y mes; no se guardó nada")
            raise Refusal(message % cells[where][1][:40], cells[where][0])
        return month_first, ""
    if told is not None and (not told or heads & OF_PROGRAMS):
        return told, ""
    if told:
        message = _(
            "«%s»: aquí el mes va primero, y otras fechas se leerían mal; di en qué orden van; no se guardó nada"
        )
        raise Refusal(message % cells[where][1][:40], cells[where][0])
    doubtful = next((line for line, text in cells if is_doubtful_day(text)), 0)
    if not doubtful or not any(TWELVE_HOURS.search(cell) for _line, row in rows[1:] for cell in row):
        return False, ""
    if heads & OF_PROGRAMS:
        return True, _(
            "las fechas se leyeron con el mes primero, como lo escribe el programa; si no es así, di en qué orden van"
        )
    if heads & IN_ENGLISH:
        raise Refusal(_("no sé si en las fechas el mes va primero; di en qué orden van; no se guardó nada"), doubtful)
    return False, ""


def best_divider(text: str, wanted: dict[str, str]) -> str:
    """Return the divider under which the first row names most of our columns; the comma when none names any."""
    head = text[:LONGEST_CELL].splitlines()[0]

    def known(divider):
        names = [fold_column_name(cell) for cell in next(csv.reader([head], delimiter=divider), [])]
        return sum(name in wanted or name in NAMES for name in names), len(names)

    return max(DIVIDERS, key=known)


class RowReader:
    """Reads rows; knows which meetings came before, so that two on one day under one title have keys of their own."""

    def __init__(self, columns, month_first):
        self.columns, self.month_first, self.seen = columns, month_first, Counter()

    def read(self, cells, line):
        """Return a row (list of str) as MeetingRecord, or the Refusal that says why not."""
        said = {
            name: original(cells[index]).strip() if index < len(cells) else "" for name, index in self.columns.items()
        }
        try:
            return self.record(said, line)
        except Refusal as refusal:
            return Refusal(refusal.message, line)

    def record(self, said, line):
        """Return what a row says ({column: text}) as MeetingRecord. Raises Refusal."""
        record = MeetingRecord("", line)
        day = self.read_times(said, record)
        title = single_line_text(said.get("title", ""), record, _("título"))
        record.key = self.key(said.get("key", ""), day, divide_title(title)[0])
        record.private = is_private_cell(said.get("private", ""))
        if record.private:
            record.notes = []
            return record
        self.read_place(said, record)
        found = ((name, web_address(one, record, name)) for name in LINKS for one in addresses_in(said.get(name, "")))
        record.links += [(name, address) for name, address in found if address]
        read_state_cell(said.get("cancelled", ""), record)
        record.title = fit_text(read_title_state(title, record, line), TITLE, record, _("título"))
        if said.get("reason"):
            reason = single_line_text(said["reason"], record, _("motivo"))
            record.reason = fit_text(reason, REASON, record, _("motivo"))
        return record

    def read_place(self, said, record):
        """Read where a meeting is, in a place, from home or both, and the text, in which a link to join may be."""
        read_location(single_line_text(said.get("place", ""), record, _("lugar")), record, _("lugar"), record.line)
        if said.get("address"):
            address = single_line_text(said["address"], record, _("dirección"))
            record.address = fit_text(address, ADDRESS, record, _("dirección"))
        if online := web_address(said.get("online", ""), record, _("enlace")):
            hold_back(online, record, _("enlace"), record.line)
        text = without_join_links(said.get("text", ""), record, _("texto"), record.line)
        record.text = html_of(text, record, _("texto"))
        record.modality = cell_modality(said.get("modality", ""), record) or record.modality

    def key(self, said, day, title):
        """Return what a meeting is called in its source: its own key, else day and title, numbered where they come twice."""
        key = f"table/{said[:200]}" if said else f"table/{day:%Y-%m-%d}/{slugify(title)[:150]}"
        self.seen[key] += 1
        if said and self.seen[key] > 1:
            raise Refusal(_("la clave «%s» ya está en otra fila") % said[:60])
        return key if self.seen[key] == 1 else f"{key}/{self.seen[key]}"

    def read_times(self, said, record):
        """Read begin and end, and return the day (date). Raises Refusal."""
        begins, ends = read_clock_range(said.get("start", ""))
        begin, end = self.read_when(said.get("date", ""), begins), said.get("end", "") or ends
        if begin is None:
            raise Refusal(_("no dice qué día es"))
        last = read_day_cell(said["end_date"], self.month_first) if said.get("end_date") else None
        record.all_day = begin.clock is None or is_all_day_cell(said.get("all_day", ""))
        if record.all_day:
            record.start = local_midnight(begin.day)
            record.end = local_midnight(last.day) if last and last.day > begin.day else None
            if end and begin.clock is None:
                record.note(_("dice cuándo termina y no cuándo empieza; quedó como todo el día"))
        else:
            record.start = begin.moment or at(begin.day, begin.clock)
            record.end = self.read_end(end, begin, last)
        if record.end and record.end < record.start:
            raise Refusal(_("termina antes de empezar"))
        return begin.day

    def read_when(self, day, clock):
        """Return a DayCell of the cells of day and hour, of which one may hold both; None for none. Raises Refusal."""
        found = read_day_cell(day, self.month_first) if day.strip() else None
        if not clock.strip():
            return found
        try:
            hour, is_next_day = read_clock(clock)
        except Refusal:
            whole = read_day_cell(clock, self.month_first) if holds_a_day(clock) else None
            if whole is None:
                raise
            return whole
        if found is None:
            return None
        return DayCell(found.day + timedelta(days=1) if is_next_day else found.day, hour)

    def read_end(self, text, begin, last):
        """Return when a meeting ends (aware datetime) by its cell, its begin and last day (DayCells); None: unknown."""
        if not text.strip():
            return None
        day = last.day if last else begin.day
        if holds_a_day(text):
            found = read_day_cell(text, self.month_first)
            return found.moment or at(found.day, found.clock or time())
        clock, is_next_day = read_clock(text)
        if is_next_day or (day == begin.day and clock < begin.clock):  # 21:00 to 1:00
            day += timedelta(days=1)
        return at(day, clock)


def at(day: date, clock: time) -> datetime:
    """Return a day and an hour of the city as aware datetime."""
    return datetime.combine(day, clock, tzinfo=city_zone())


def addresses_in(cell: str) -> list[str]:
    """Return the addresses (list of str) in a cell, one a line or divided by spaces; one with spaces in it is one."""
    found = []
    for line in cell.splitlines():
        for word in line.split():
            if found and not word.startswith(("http://", "https://")) and word != line.strip():
                found[-1] += f"%20{word}"
            else:
                found.append(word)
    return found


def cell_modality(text: str, record: MeetingRecord) -> str:
    """Return the modality that a cell names, "" for none; a note for one that nobody knows."""
    if text and fold_column_name(text) not in MODALITIES:
        record.note(_("no conozco la modalidad «%s»; se dejó de lado") % text[:40])
    return MODALITIES.get(fold_column_name(text), "")
