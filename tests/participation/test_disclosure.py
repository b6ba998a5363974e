"""The audit: whoever solves all published tables of sessions and of their district finds no hidden number."""

import csv
import re
from io import StringIO

import pytest

from portal.minutes.participation import WHOLE, session_tables
from portal.minutes.publication import publish_minutes
from portal.minutes.suppression import Published
from portal.participation import quarters
from tests.minutes.held import wrote

from .quarter_city import FEW, LARGE, OTHER, SMALL, counted, publish_later
from .solver import fitting, possible_in

CELL = r"<t[hd][^>]*>(.*?)</t[hd]>"
#: numbers of the sessions of a quarter, from everything shown to almost nothing
QUARTERS = {
    "one session": [SMALL],
    "two": [SMALL, OTHER],
    "three, one of them shown": [LARGE, SMALL, OTHER],
    "the same again": [SMALL, SMALL, SMALL],
    "all small cells full": [
        {"count.hall": "30", "gender.women": "22", "gender.men": "4", "gender.other": "4"},
        {"count.hall": "33", "gender.women": "25", "gender.men": "4", "gender.other": "4"},
    ],
    "nobody but women": [{"count.hall": "12", "gender.women": "12"}, {"count.hall": "9", "gender.women": "9"}],
    "one with too few": [FEW, SMALL, OTHER],
    "all with too few": [FEW, FEW],
}


def published_sums_of(client, west):
    """Return {kind: {category: number}} of the sums that the district's file shows, and the same of its totals."""
    answer = client.get(f"{west.url}participation/all/csv/")
    sums, totals = {}, {}
    for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))):
        if row["count"] and row["category"] == "total":
            totals[row["table"]] = int(row["count"])
        elif row["count"] and row["table"] != "all":
            sums.setdefault(row["table"], {})[row["category"]] = int(row["count"])
    return sums, totals


def entered(table):
    """Tell whether a session's table enters sums, as its page shows."""
    return table.total is not None


def worked_out(client, west, records):
    """Return [(session, kind, category)] of all hidden cells that have one possible value."""
    sums, totals = published_sums_of(client, west)
    tables = {}
    for record in records:
        for table in session_tables(record):
            tables.setdefault(table.kind, []).append((record.pk, table))
    known = []
    for kind, of_sessions in tables.items():
        rows = [(pk, table) for pk, table in of_sessions if entered(table)]
        shown = [{code: number for code, _label, number in table.lines} for _pk, table in rows]
        fits = [fitting(one, table.total, kind in WHOLE) for one, (_pk, table) in zip(shown, rows, strict=True)]
        assert sum(table.total for _pk, table in rows) == totals.get(kind, 0)
        values = possible_in(fits, sums.get(kind, {}))
        known += [
            (pk, kind, name)
            for (pk, _table), one, found in zip(rows, shown, values, strict=True)
            for name, number in one.items()
            if number is None and len(found[name]) < 2
        ]
    return known


@pytest.mark.parametrize("name", QUARTERS)
def test_no_hidden_cell_of_sessions_and_quarter_has_one_possible_value(client, west, council, writer, name):
    records = [
        counted(council, writer, numbers, start=f"2026-08-{day:02} 19:00")
        for day, numbers in enumerate(QUARTERS[name], start=3)
    ]
    publish_later()
    assert worked_out(client, west, records) == []


def all_sums(tables):
    """A wrong rule: shows every sum."""
    names = dict.fromkeys(name for table in tables for name in table)
    sums = {name: sum(table.get(name, 0) for table in tables) for name in names}
    return Published(sums, sum(sums.values()))


def test_the_audit_finds_sums_that_show_too_much(client, west, council, writer, monkeypatch):
    monkeypatch.setattr(quarters, "published_sums", all_sums)
    records = [
        counted(council, writer, numbers, start=f"2026-08-{day} 19:00")
        for day, numbers in enumerate(QUARTERS["all small cells full"], start=12)
    ]
    publish_later()
    assert (records[0].pk, "gender", "other") in worked_out(client, west, records)


def test_each_shown_number_of_people_is_five_or_more(client, west, council, writer):
    records = [
        counted(council, writer, numbers, start=f"2026-08-{day:02} 19:00")
        for day, numbers in enumerate([SMALL, OTHER, LARGE, FEW], start=3)
    ]
    publish_later()
    sums, totals = published_sums_of(client, west)
    shown = [number for table in sums.values() for number in table.values()]
    shown += [number for record in records for table in session_tables(record) for _label, number in table.rows]
    assert min(number for number in [*shown, *totals.values()] if number is not None) >= 5


def test_a_correction_after_the_quarter_leaves_its_numbers_as_they_were(client, west, council, writer):
    records = [counted(council, writer, SMALL), counted(council, writer, OTHER, start="2026-08-20 19:00")]
    publish_later()
    before = published_sums_of(client, west)
    wrote(records[0].session, writer, {**SMALL, "gender.other": "5", "gender.men": "10"})
    publish_minutes(records[0].session, writer, reason="Estaba mal contado.")
    publish_later()
    assert published_sums_of(client, west) == before
    gender = next(table for table in session_tables(records[0]) if table.kind == "gender")
    assert gender.is_total_only


# What the pages say --------------------------------------------------------------------------------------------------


def page_numbers(page):
    """Return [[cells of a row]] of all tables of a page, as texts."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(CELL, row, re.DOTALL)] for row in rows]


def test_the_page_of_the_minutes_shows_what_was_looked_at_here(client, council, writer):
    minutes = counted(council, writer, SMALL)
    shown = page_numbers(client.get(f"{minutes.session.url}minutes/").content.decode())
    for table in session_tables(minutes):
        for label, number in table.rows:
            assert [str(label), "no se muestra" if number is None else str(number)] in shown


def test_the_pages_of_the_district_show_what_its_file_shows(client, west, council, writer):
    counted(council, writer, SMALL)
    counted(council, writer, OTHER, start="2026-08-20 19:00")
    publish_later()
    sums, totals = published_sums_of(client, west)
    numbers = page_numbers(client.get(f"{west.url}participation/").content.decode())
    told = sorted(int(row[1]) for row in numbers if len(row) == 2 and row[1].isdecimal())
    assert told == sorted([*(number for table in sums.values() for number in table.values()), *totals.values()])


@pytest.mark.parametrize("people", ["0", "1", "2", "4"])
def test_few_people_are_told_by_the_same_words_however_few(client, council, writer, people):
    session = counted(council, writer, {"count.hall": people}).session
    addresses = [session.url, f"{session.url}minutes/", f"{session.url}minutes/aloud/", council.url]
    pages = " ".join(client.get(address).content.decode() for address in addresses)
    words = re.sub(r"<[^>]+>|\s+", " ", pages)
    assert "menos de 5" in words
    assert not re.search(r"menos de 5 +persona\b|Vino ", words)
