"""Reader of tables (CSV): one meeting a row. docs/calendars.md says which columns there are and how dates are written."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core.escaping import original
from portal.core.import_report import Refusal
from portal.events.choices import Modality
from portal.practices.importing.csv_table import DIVIDERS, LONGEST_CELL, MOST_ROWS, text_and_encoding, without_sep_line

from .record import ADDRESS, PLACE, REASON, TITLE, MeetingRecord, Note, fit_text, html_of, single_line_text, web_address
from .values import FIRST_YEAR, LAST_YEAR, city_zone, local_midnight

#: column → names by which it is known, folded
COLUMNS = {
    "date": ("date", "fecha", "data", "dia", "day", "jour"),
    "title": ("title", "meeting", "titulo", "tema", "reunion", "sesion", "titre", "seance", "reuniao", "sessao"),
    "start": ("start", "start time", "time", "hora", "inicio", "empieza", "debut", "heure", "hora de inicio", "comeca"),
    "end": ("end", "end time", "fin", "termina", "hora de fin", "fim"),
    "end_date": ("end date", "last day", "hasta el dia", "ultimo dia", "dernier jour"),
    "place": ("place", "location", "venue", "lugar", "sede", "lieu", "local"),
    "address": ("address", "direccion", "domicilio", "adresse", "endereco"),
    "modality": ("modality", "modalidad", "modalite", "modalidade"),
    "online": ("online", "online link", "join link", "enlace", "enlace para entrar", "lien", "link da reuniao"),
    "agenda": ("agenda", "agenda link", "orden del dia", "ordre du jour", "pauta"),
    "minutes": ("minutes", "minutes link", "acta", "proces-verbal", "compte rendu", "ata"),
    "source": ("url", "link", "source", "fuente", "pagina"),
    "text": ("text", "description", "texto", "descripcion", "descricao"),
    "cancelled": ("cancelled", "canceled", "status", "state", "estado", "cancelada", "etat"),
    "reason": ("reason", "motivo", "raison", "motif"),
    "key": ("key", "id", "uid", "clave", "cle", "chave"),
}
NAMES = {name: column for column, names in COLUMNS.items() for name in (column.replace("_", " "), *names)}
LINKS = ("agenda", "minutes", "source")
CANCELLED = {
    "cancelled",
    "canceled",
    "cancelada",
    "cancelado",
    "annulee",
    "annule",
    "yes",
    "si",
    "sim",
    "oui",
    "x",
    "1",
    "true",
}
HAPPENS = {"", "planned", "confirmed", "rescheduled", "prevista", "confirmada", "no", "nao", "non", "false"}
MODALITIES = {
    "presencial": Modality.IN_PERSON, "en persona": Modality.IN_PERSON, "en personne": Modality.IN_PERSON,
    "en linea": Modality.VIRTUAL, "online": Modality.VIRTUAL, "en ligne": Modality.VIRTUAL, "hibrida": Modality.HYBRID,
    "hibrido": Modality.HYBRID, "hybride": Modality.HYBRID, **{value: value for value in Modality.values},
}  # fmt: skip
ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ](.+))?")
OTHER = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?:[T ](.+))?")
CLOCK = re.compile(
    r"([0-9]{1,2})(?:\s*[:.hH]\s*([0-9]{2})?)?(?::[0-9]{2})?\s*(?:hs?\.?|hrs?\.?|min)?\s*([aApP])?\.?\s*[mM]?\.?"
)


def fold_column_name(name: str) -> str:
    """Return the name of a column as it is compared: small letters without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("_", " "))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def read_table(
    data: bytes, mapping: dict[str, str] | None = None, month_first: bool = False
) -> Iterator[Refusal | MeetingRecord | Note]:
    """Yield a MeetingRecord or a Refusal for each row of a CSV (bytes), and Notes. Raises Refusal when it cannot be read.

    `mapping` is {column of COLUMNS: name in the file} for names that are not known; `month_first` reads 2/14/2024.
    """
    text, note = text_and_encoding(data)
    if note:
        yield Note(1, note)
    text, divider = without_sep_line(text)
    if not text.strip():
        raise Refusal(_("está vacío"))
    wanted = {fold_column_name(name): column for column, name in (mapping or {}).items()}
    divider = divider or best_divider(text, wanted)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    line = 1
    try:
        columns, unknown = columns_of(next(rows), wanted)
        if unknown:
            yield Note(1, _("no conozco estas columnas, y se dejaron: %s") % ", ".join(unknown)[:200])
        reader = RowReader(columns, month_first)
        for number, cells in enumerate(rows, start=1):
            line, before = rows.line_num, line + 1
            if number > MOST_ROWS:
                raise Refusal(_("tiene más de %d filas") % MOST_ROWS, line)
            if any(cell.strip() for cell in cells):
                yield reader.read(cells, before)
    except csv.Error as fault:
        raise Refusal(_("las comillas no cierran, o falta un divisor (%s)") % fault, line) from None


def best_divider(text: str, wanted: dict[str, str]) -> str:
    """Return the divider under which the first row names most of our columns; the comma when none names any."""
    head = text[:LONGEST_CELL].splitlines()[0]

    def known(divider):
        names = [fold_column_name(cell) for cell in next(csv.reader([head], delimiter=divider), [])]
        return sum(name in wanted or name in NAMES for name in names), len(names)

    return max(DIVIDERS, key=known)


def columns_of(head: list[str], wanted: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """Return ({column: index}, [unknown names]) of the first row. Raises Refusal without a date, or with one twice."""
    found, unknown = {}, []
    for index, name in enumerate(head):
        column = wanted.get(fold_column_name(name)) or (
            NAMES.get(fold_column_name(name)) if fold_column_name(name) not in wanted else None
        )
        if column in found and fold_column_name(name) in wanted:
            found[column] = index
        elif column in found:
            raise Refusal(_("dos columnas dicen lo mismo: %s") % name.strip()[:60], 1)
        elif column:
            found[column] = index
        elif name.strip():
            unknown.append(name.strip()[:40])
    missing = wanted.keys() - {fold_column_name(name) for name in head}
    if missing:
        raise Refusal(_("la primera fila no tiene la columna «%s»") % sorted(missing)[0][:60], 1)
    if "date" not in found:
        message = _("la primera fila no tiene una columna con la fecha (date, fecha …); están: %s")
        raise Refusal(message % ", ".join(name.strip() for name in head)[:200], 1)
    return found, unknown


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
        record.title = fit_text(title, TITLE, record, _("título"))
        record.place = fit_text(single_line_text(said.get("place", ""), record, _("lugar")), PLACE, record, _("lugar"))
        record.address = fit_text(
            single_line_text(said.get("address", ""), record, _("dirección")), ADDRESS, record, _("dirección")
        )
        record.online_url = web_address(said.get("online", ""), record, _("enlace"))
        record.modality = cell_modality(said.get("modality", ""), record)
        record.text = html_of(said.get("text", ""), record, _("texto"))
        found = ((name, web_address(one, record, name)) for name in LINKS for one in addresses_in(said.get(name, "")))
        record.links = [(name, address) for name, address in found if address]
        record.cancelled = is_cancelled_cell(said.get("cancelled", ""))
        record.reason = fit_text(
            single_line_text(said.get("reason", ""), record, _("motivo")), REASON, record, _("motivo")
        )
        record.key = self.key(said.get("key", ""), day, title)
        return record

    def key(self, said, day, title):
        """Return what a meeting is called in its source: its own key, else day and title, numbered where they come twice."""
        key = f"table/{said[:200]}" if said else f"table/{day:%Y-%m-%d}/{slugify(title)[:150]}"
        self.seen[key] += 1
        if said and self.seen[key] > 1:
            raise Refusal(_("la clave «%s» ya está en otra fila") % said[:60])
        return key if self.seen[key] == 1 else f"{key}/{self.seen[key]}"

    def read_times(self, said, record):
        """Read begin and end, and return the day (date). Raises Refusal."""
        day, clock = self.read_day(said.get("date", ""))
        begin = read_clock(said.get("start", "")) or clock
        last, _clock = self.read_day(said["end_date"]) if said.get("end_date") else (day, None)
        record.all_day = begin is None
        if record.all_day:
            record.start = local_midnight(day)
            record.end = local_midnight(last) if last > day else None
            if said.get("end"):
                record.note(_("dice cuándo termina y no cuándo empieza; quedó como todo el día"))
        else:
            record.start = at(day, begin)
            end = read_clock(said.get("end", ""))
            if end is not None:
                # 21:00 to 1:00 ends on the next day
                record.end = at(last + timedelta(days=1) if last == day and end < begin else last, end)
        if record.end and record.end < record.start:
            raise Refusal(_("termina antes de empezar"))
        return day

    def read_day(self, text):
        """Return (day, hour or None) of a cell. Raises Refusal."""
        if match := ISO.fullmatch(text):
            year, month, day = match[1], match[2], match[3]
        elif match := OTHER.fullmatch(text):
            day, month, year = (match[2], match[1], match[3]) if self.month_first else (match[1], match[2], match[3])
        else:
            raise Refusal(_("«%s» no es una fecha; se escribe 2026-11-24 o 24/11/2026") % text[:40])
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            hint = "" if self.month_first else _(" (¿el mes va primero? Usa --month-first)")
            raise Refusal(_("«%s» no es una fecha del calendario") % text[:40] + hint) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Refusal(_("«%s» no es una fecha del calendario") % text[:40])
        clock = match[4]
        return found, read_clock(clock) if clock and clock.strip("0:. ") else None


def read_clock(text: str) -> time | None:
    """Return a cell as time of day, None when it is empty. Raises Refusal."""
    if not text.strip():
        return None
    match = CLOCK.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        if not 1 <= hour <= 12:
            hour = 99
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Refusal(_("«%s» no es una hora; se escribe 19:00") % text[:40]) from None


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


def is_cancelled_cell(text: str) -> bool:
    """Tell whether a cell says that the meeting is off. Raises Refusal for what says neither."""
    if fold_column_name(text) not in CANCELLED | HAPPENS:
        raise Refusal(_("no sé si «%s» quiere decir que se canceló") % text[:40])
    return fold_column_name(text) in CANCELLED
