"""What a loudspeaker says in words: numbers, days and hours, in the four languages of the portal."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.events.number_words import LARGEST, number_words
from portal.events.speech import aloud, at_hour, counted_words, spoken_day, spoken_hour

NUMBERS = [
    ("es", 0, "cero"),
    ("es", 21, "veintiuno"),
    ("es", 100, "cien"),
    ("es", 115, "ciento quince"),
    ("es", 1000, "mil"),
    ("es", 4602, "cuatro mil seiscientos dos"),
    ("en", 101, "one hundred and one"),
    ("en", 2026, "two thousand and twenty-six"),
    ("fr", 71, "soixante et onze"),
    ("fr", 80, "quatre-vingts"),
    ("fr", 81, "quatre-vingt-un"),
    ("fr", 99, "quatre-vingt-dix-neuf"),
    ("fr", 200, "deux cents"),
    ("fr", 4602, "quatre mille six cent deux"),
    ("pt", 101, "cento e um"),
    ("pt", 1100, "mil e cem"),
    ("pt", 4602, "quatro mil seiscentos e dois"),
]
HOURS = [
    ("es", 0, 0, "a las doce de la noche"),
    ("es", 7, 15, "a las siete y cuarto de la mañana"),
    ("es", 13, 0, "a la una de la tarde"),
    ("es", 19, 30, "a las siete y media de la tarde"),
    ("es", 20, 0, "a las ocho de la noche"),
    ("en", 12, 0, "at noon"),
    ("en", 18, 45, "at a quarter to seven in the evening"),
    ("en", 19, 5, "at seven oh five in the evening"),
    ("fr", 1, 0, "à une heure"),
    ("fr", 12, 30, "à midi trente"),
    ("fr", 21, 0, "à vingt et une heures"),
    ("pt", 1, 0, "à uma hora"),
    ("pt", 12, 0, "ao meio-dia"),
    ("pt", 22, 20, "às vinte e duas e vinte"),
]


@pytest.mark.parametrize(("language", "number", "words"), NUMBERS)
def test_numbers_are_said_as_people_say_them(language, number, words):
    assert number_words(number, language) == words


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_no_two_numbers_sound_alike(language):
    assert len({number_words(number, language) for number in range(LARGEST + 1)}) == LARGEST + 1


@pytest.mark.parametrize(("language", "hour", "minute", "words"), HOURS)
def test_hours_are_said_as_people_say_them(language, hour, minute, words):
    assert at_hour(hour, minute, language) == words


def test_days_and_hours_are_the_citys():
    late = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)  # the evening before, in the city
    assert spoken_day(late, "es") == "martes primero de diciembre"
    assert spoken_day(late, "en") == "Tuesday the first of December"
    assert spoken_day(late, "fr") == "mardi premier décembre"
    assert spoken_day(late, "pt") == "terça-feira primeiro de dezembro"
    assert spoken_hour(late, "es") == "a las diez y media de la noche"


def test_an_address_and_its_hours_are_read_out():
    text = "Av. Independencia 4602, n° 3, de 19:00 a las 21:30"
    said = "avenida Independencia cuatro mil seiscientos dos, número tres, de las siete de la tarde a las nueve y media"
    assert aloud(text, "es") == f"{said} de la noche"


def test_a_telephone_is_read_digit_by_digit_where_it_begins_with_zero():
    assert aloud("0341", "es") == "cero tres cuatro uno"


@given(st.text(max_size=200), st.sampled_from(["es", "en", "fr", "pt"]))
def test_anything_can_be_read_aloud(text, language):
    said = aloud(text, language)
    assert not [word for word in said.split(" ") if word.isascii() and word.isdigit()]


@pytest.mark.parametrize(
    ("language", "number", "people", "agreements"),
    [
        ("es", 1, "una", "un"),
        ("es", 21, "veintiuna", "veintiún"),
        ("es", 41, "cuarenta y una", "cuarenta y un"),
        ("es", 532, "quinientas treinta y dos", "quinientos treinta y dos"),
        ("es", 200, "doscientas", "doscientos"),
        ("en", 41, "forty-one", "forty-one"),
        ("fr", 41, "quarante et une", "quarante et un"),
        ("fr", 81, "quatre-vingt-une", "quatre-vingt-un"),
        ("pt", 42, "quarenta e duas", "quarenta e dois"),
        ("pt", 301, "trezentas e uma", "trezentos e um"),
        ("pt", 500, "quinhentas", "quinhentos"),
        ("pt", 900, "novecentas", "novecentos"),
        ("es", 12345, "uno dos tres cuatro cinco", "uno dos tres cuatro cinco"),
    ],
)
def test_a_number_agrees_with_what_is_counted(language, number, people, agreements):
    assert counted_words(number, language, of_women=True) == people
    assert counted_words(number, language) == agreements
