"""The demonstration's content pages: numbers to call stand in one file, and links lead to pages that exist."""

import re

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import translation

from portal.demonstration.content import PAGE_LINK, WHOLE, city_words, fill_marks
from portal.demonstration.files import read_all, read_toml

PAGES = read_all("pages")
PHONE = re.compile(r"0800[ .]?\d{3}")
MARK = re.compile(r"\{[a-z_]+\}")


def texts_of(value):
    """Yield every text in the data of a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)


@pytest.mark.parametrize(("stem", "data"), PAGES, ids=[stem for stem, _data in PAGES])
def test_no_page_types_a_number_that_a_record_knows(stem, data):
    typed = [text for text in texts_of(data) if PHONE.search(text) or "@nuevaribera.example" in text]
    assert typed == []


@pytest.mark.parametrize(("stem", "data"), PAGES, ids=[stem for stem, _data in PAGES])
def test_every_mark_is_filled_and_every_link_leads_to_a_page(stem, data):
    known = {page["slug"] for _stem, page in PAGES} | set(WHOLE)
    for text in texts_of(fill_marks(data, city_words())):
        assert not MARK.search(text), text
        assert {name for _words, name in PAGE_LINK.findall(text)} <= known, text


def test_the_marks_are_what_the_city_and_its_districts_say():
    districts = [table for table in read_toml("districts.toml")["districts"] if table["kind"] == "district"]
    assert city_words()["{districts}"] == str(len(districts))
    assert city_words()["{telephone}"] == read_toml("city.toml")["telephone"]


@pytest.mark.parametrize("name", ["city.toml", "district-index.toml", "bank.toml"])
def test_introductions_count_nothing(name):
    counted = [text for text in texts_of(read_toml(name)) if re.search(r"\b(seis|six|siete|sept|sete|seven)\b", text)]
    assert counted == []


def words_in(code, table):
    """Yield the texts of a topic's table in a language; Spanish ones stand beside the others."""
    said = table.get(code, {}) if code != "es" else {key: table[key] for key in ("title", "lead", "points")}
    yield from texts_of(said)


@pytest.mark.parametrize(
    ("code", "written"), [("es", "3\u00a0311"), ("en", "3,311"), ("fr", "3\u00a0311"), ("pt", "3.311")]
)
def test_thousands_are_written_as_the_portal_writes_them(code, written):
    with translation.override(code):
        assert intcomma(3311) == written
    topics = [topic for _stem, file in read_all("sessions/topics") for topic in file["topics"]]
    texts = [text for topic in topics for text in words_in(code, topic)]
    if code == "es":  # of the other languages only what is said of sessions: they count decimals in texts too
        texts += [text for _stem, table in read_all("practices/own") for text in texts_of(table["es"])]
    found = [number for text in texts for number in re.findall(r"\b\d{1,3}([.,\s\u202f])\d{3}\b", text)]
    assert set(found) <= {written[1]}
