"""The city's table of streets, a CSV file: read line by line, with what is wrong in each line, and stored as a whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from portal.territory.known import forget_streets
from portal.territory.models import Neighbourhood, StreetSegment
from portal.territory.models.street import NO_END
from search.folding import fold, storable_text

from .addresses import street_key

#: column: the heads by which it is known, in any case, with or without accents
HEADS = {
    "street": ("street", "calle", "nombre", "rue", "rua", "via"),
    "from": ("from", "desde", "de", "inicio"),
    "to": ("to", "hasta", "a", "fin", "ate"),
    "neighbourhood": ("neighbourhood", "neighborhood", "barrio", "colonia", "quartier", "bairro"),
}
LARGEST = 20 * 1024 * 1024  # bytes; a city of a million has some 40,000 stretches in 2 MB
LONGEST_NAME = 160
BATCH = 2000


class StreetTableRefusal(Exception):
    """Why a whole file is not read: `message` in the active language."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = str(message)


@dataclass
class StreetTable:
    """What a file holds: StreetSegments that are not stored yet, and [(line, what is wrong)] of the others."""

    segments: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def streets(self):
        """Return how many different streets there are."""
        return len({segment.key for segment in self.segments})

    @property
    def places(self):
        """Return how many neighbourhoods have a street."""
        return len({segment.neighbourhood_id for segment in self.segments})


def read_street_table(content: bytes) -> StreetTable:
    """Return the StreetTable of a CSV file (bytes). Raises StreetTableRefusal where the file as a whole says nothing."""
    rows = lines_of(text_of(content))
    columns = street_columns(next(rows, (0, []))[1])
    places = neighbourhoods_by_name()
    table, seen = StreetTable(), set()
    for line, cells in rows:
        values = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        if not any(values.values()):
            continue
        segment, fault = segment_of(values, places)
        same = segment and (segment.key, segment.first, segment.last, segment.neighbourhood_id)
        if fault:
            table.faults.append((line, fault))
        elif same not in seen:  # the same stretch twice says nothing new
            seen.add(same)
            table.segments.append(segment)
    if not table.segments and not table.faults:
        raise StreetTableRefusal(_("El archivo no tiene ninguna calle debajo de los títulos de las columnas."))
    return table


def text_of(content: bytes) -> str:
    """Return the text of a file, in UTF-8 or as older spreadsheets write it. Raises StreetTableRefusal."""
    if len(content) > LARGEST:
        raise StreetTableRefusal(_("El archivo pesa más de 20 MB."))
    if content[:2] == b"PK" or b"\x00" in content:
        raise StreetTableRefusal(_("Esto no es CSV. En tu planilla elige «Guardar como», «CSV»."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line of the file, cells) of a CSV text; the sign that parts its cells is the commonest of the first line."""
    head = text.partition("\n")[0]
    apart = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(storable_text(text), newline=""), delimiter=apart)
    try:
        for cells in rows:
            yield rows.line_num, cells
    except csv.Error as fault:
        raise StreetTableRefusal(_("No se puede leer la línea %(line)s.") % {"line": rows.line_num + 1}) from fault


def street_columns(head: list[str]) -> dict[str, int]:
    """Return {column: place} from the first line of a file. Raises StreetTableRefusal where one is missing."""
    names = [fold(cell).strip() for cell in head]
    found = {
        column: next((place for place, name in enumerate(names) if name in known), None)
        for column, known in HEADS.items()
    }
    if missing := [column for column, place in found.items() if place is None]:
        raise StreetTableRefusal(
            _("Falta en la primera línea: %(missing)s. Las columnas son street, from, to, neighbourhood.")
            % {"missing": ", ".join(missing)}
        )
    return found


def neighbourhoods_by_name() -> dict[str, list[int]]:
    """Return {code or folded name: ids} of all neighbourhoods; a name may belong to several."""
    places = {}
    for pk, code, name in Neighbourhood.objects.values_list("pk", "code", "name"):
        for word in {code, fold(name)}:
            places.setdefault(word, []).append(pk)
    return places


def segment_of(values: dict[str, str], places: dict[str, list[int]]) -> tuple[StreetSegment | None, str]:
    """Return (StreetSegment, "") of one line, or (None, what is wrong with it)."""
    name, said = values["street"], values["neighbourhood"]
    known = places.get(said) or places.get(fold(said)) or []
    if not street_key(name) or len(name) > LONGEST_NAME:
        return None, _("falta el nombre de la calle, o es demasiado largo")
    if len(known) != 1:
        if known:
            return None, _("hay varios barrios «%(name)s»: escribe su código") % {"name": said}
        return None, _("no conocemos el barrio «%(name)s»") % {"name": said}
    if not all(is_house_number(values[column]) for column in ("from", "to")):
        return None, _("los números se escriben con cifras solas, hasta 999999")
    first, last = numbers_of(values["from"], values["to"])
    if first is not None and last < first:
        return None, _("el tramo termina (%(last)s) antes de empezar (%(first)s)") % {"first": first, "last": last}
    return StreetSegment(name=name, key=street_key(name), first=first, last=last, neighbourhood_id=known[0]), ""


def is_house_number(typed: str) -> bool:
    """Tell whether a cell is empty or a house number."""
    return not typed or (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(NO_END)))


def numbers_of(first: str, last: str) -> tuple[int | None, int | None]:
    """Return the numbers of a stretch: the whole street of two empty cells, from the beginning or to the end of one."""
    return (int(first or 0), int(last or NO_END)) if first or last else (None, None)


@transaction.atomic
def store_street_table(table: StreetTable) -> int:
    """Put the segments of a StreetTable in the place of all that were known; return how many there were."""
    before = StreetSegment.objects.count()
    StreetSegment.objects.all().delete()
    StreetSegment.objects.bulk_create(table.segments, batch_size=BATCH)
    transaction.on_commit(forget_streets)
    return before
