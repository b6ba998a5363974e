"""What one cell of a table means: dates, numbers, yes and no, codes and their words, with the habits of spreadsheets.

A value is a str (CSV), or what XLSX has typed: int, float, bool, datetime.
"""

import math
import re
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.models import PracticePage
from portal.vocabularies.countries import find_country
from portal.vocabularies.matching import match_option
from portal.vocabularies.models import Term

from .clean import refuse_hostile
from .periods import iso_partial_date, partial_date
from .record import NUMBER_FACTS

YES = {"true", "verdadero", "vrai", "verdadeiro", "sí", "si", "yes", "oui", "sim", "1", "x"}
NO = {"false", "falso", "faux", "no", "non", "não", "nao", "0"}
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
SEPARATED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
#: thousands that nobody reads otherwise: parted by spaces or apostrophes, or twice by the same sign
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([ '’])\d{3}(?:\1\d{3})*|([.,])\d{3}(?:\2\d{3})+)")
SHORT_YEAR = re.compile(
    r"(?:\d{1,2}[-/. ])?[^\W\d_]+\.?[-/. ]'?\d{2}|[^\W\d_]+\.?[-/. ]\d{1,2}|\d{1,2}[-/. ][^\W\d_]+\.?"
)
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")
BETWEEN = ";"
MOST_COUNTED = 2**31 - 1


def cell_text(value: str) -> str:
    """Return the text (str) of a cell's value: a whole number without ".0", a day in ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


def is_blank(value: str) -> bool:
    """Tell whether a cell holds nothing that is seen; no-break spaces and byte order marks are not."""
    return not cell_text(value).replace("\u200b", "").replace("\ufeff", "").strip()


def short_cell_text(value: str) -> str:
    """Return the short text of a cell without spaces around it, no-break spaces as spaces. Raises Refusal."""
    text = cell_text(value)
    refuse_hostile(text)
    return re.sub(r"[\u00a0\u202f]", " ", text).strip()


def partial_day(value: datetime | int | str) -> str:
    """Return a partial ISO date, "" for none. Raises Refusal for what is no date, or what two people read differently."""
    text = MIDNIGHT.sub("", short_cell_text(value))
    if not text:
        return ""
    hint = _("escribe el año, el mes o el día así: 2018, 2018-12 o 2018-12-24")
    if SHORT_YEAR.fullmatch(text):
        raise Refusal(_("la hoja de cálculo cambió la fecha y ya no se sabe el siglo, o si es día o año; %s") % hint)
    if found := DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = found.groups()
        if int(day) <= 12 and int(month) <= 12 and day != month:
            raise Refusal(_("no se sabe cuál es el día y cuál el mes; %s") % hint)
        day, month = (day, month) if int(month) <= 12 else (month, day)
        return written_day(year, month, day, hint)
    try:
        return partial_date(text.replace("/", "-") if re.fullmatch(r"\d{4}/\d{1,2}(/\d{1,2})?", text) else text)
    except ValueError:
        raise Refusal(_("no es una fecha; %s") % hint) from None


def written_day(year: str, month: str, day: str, hint: str) -> str:
    """Return a day in ISO. Raises Refusal when there is no such day."""
    try:
        return iso_partial_date(year, month, day)
    except ValueError:
        raise Refusal(_("no es una fecha; %s") % hint) from None


def whole_day(value: datetime | str) -> str:
    """Return a day in ISO, "" for none. Raises Refusal for anything less."""
    day = partial_day(value)
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        raise Refusal(_("hace falta el día entero, así: 2018-12-24")) from None


def number(name: str, value: str) -> float:
    """Return the number of a fact, None for an empty cell: a decimal comma is read, separated thousands are refused."""
    text = short_cell_text(value)
    if not text:
        return None
    whole = NUMBER_FACTS[name] is int
    if whole and THOUSANDS.fullmatch(text):
        text = re.sub(r"[ '’.,]", "", text)
    if whole and SEPARATED.fullmatch(text):
        raise Refusal(_("escribe el número sin separador de miles"))
    if not NUMBER.fullmatch(text):
        raise Refusal(_("no es un número"))
    found = float(text.replace(",", "."))
    if whole and math.isfinite(found) and found.is_integer() and not 0 <= found <= MOST_COUNTED:
        raise Refusal(_("debe estar entre 0 y %d") % MOST_COUNTED)
    if not math.isfinite(found) or (whole and not found.is_integer()):
        raise Refusal(_("no es un número entero") if whole else _("no es un número"))
    return accepted(name, NUMBER_FACTS[name](found))


def flag(value: bool | str) -> bool:
    """Return whether a cell says yes, in four languages; an empty one says no. Raises Refusal for anything else."""
    text = short_cell_text(value).lower()
    if text in YES:
        return True
    if text in NO or not text:
        return False
    raise Refusal(_("escribe true o false"))


def cell_country(value: str) -> str:
    """Return the ISO 3166-1 code of a country given by its code or its name, "" for none. Raises Refusal."""
    text = short_cell_text(value)
    code = find_country(text.upper() if len(text) == 2 else text) if text else ""
    if code is None:
        raise Refusal(_("no conozco ese país"))
    return code


def accepted(field: str, value: float | str) -> float | str:
    """Return a value that the field of the practice takes. Raises Refusal in the field's own words otherwise."""
    try:
        PracticePage._meta.get_field(field).run_validators(value)
        if field == "source_language" and value:
            PracticePage._meta.get_field(field).validate(value, None)
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages)) from None
    return value


class Codes:
    """The codes of the vocabularies' terms, found by code or by any of their words in four languages; looked up once."""

    def __init__(self):
        self.known = {}

    def find(self, name, wording):
        """Return the code that `wording` means in the vocabulary of a fact. Raises Refusal when no term is called so."""
        if (name, wording) not in self.known:
            vocabulary = PracticePage._meta.get_field(name).vocabulary
            codes = {term.code for term in Term.objects.of(vocabulary)}
            term = None if wording in codes else match_option(vocabulary, wording)
            self.known[name, wording] = wording if wording in codes else term.code if term else None
        code = self.known[name, wording]
        if code is None:
            raise Refusal(_("«%s» no es una opción de esta lista; mira el libro de códigos") % wording[:60])
        return code

    def one(self, name, value):
        """Return the code of a cell that holds one term, "" for an empty one. Raises Refusal."""
        text = short_cell_text(value)
        return self.find(name, text) if text else ""

    def several(self, name, value):
        """Return the codes of a cell that holds terms divided by semicolons. Raises Refusal."""
        wordings = [wording.strip() for wording in short_cell_text(value).split(BETWEEN)]
        return list(dict.fromkeys(self.find(name, wording) for wording in wordings if wording))
