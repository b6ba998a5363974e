"""The tables of one session as everybody may read them, and of a quarter on the page of its district."""

import csv
from io import StringIO

import pytest

from portal.minutes.participation import session_tables
from portal.minutes.publication import approve, publish_minutes
from portal.participation.models import QuarterNumbers
from tests.minutes.held import wrote

from .quarter_city import FEW, LARGE, OTHER, SMALL, counted, publish_later


def tables_by_kind(minutes, version=None):
    """Return {kind: table} of a session."""
    return {table.kind: table for table in session_tables(minutes, version)}


def csv_rows(client, west):
    """Return the rows of the file of all quarters."""
    answer = client.get(f"{west.url}participation/all/csv/")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


# One session ---------------------------------------------------------------------------------------------------------


def test_what_nobody_counted_is_no_table(council, writer):
    assert list(tables_by_kind(counted(council, writer, LARGE))) == ["count", "gender", "age"]


def test_a_way_that_was_not_counted_is_no_row(council, writer):
    rows = tables_by_kind(counted(council, writer, LARGE))["count"].rows
    assert [(str(label), number) for label, number in rows] == [("En la sala", 30), ("En línea", 11)]


def test_a_category_that_was_left_empty_counts_as_nobody(council, writer):
    table = tables_by_kind(counted(council, writer, {"count.hall": "41", "gender.women": "22", "gender.men": "19"}))[
        "gender"
    ]
    assert [number for _label, number in table.rows] == [22, None, None, None]


def test_a_note_says_why_something_is_hidden(council, writer):
    tables = tables_by_kind(counted(council, writer, SMALL))
    assert "menos de 5" in str(tables["gender"].note)
    assert tables_by_kind(counted(council, writer, LARGE, start="2026-08-20 19:00"))["gender"].note == ""


def test_of_fewer_than_five_people_nothing_is_shown_not_even_how_often_they_spoke(council, writer):
    tables = session_tables(counted(council, writer, {**FEW, "turn.women": "9", "turn.men": "8", "turn.other": "7"}))
    assert {table.total for table in tables} == {None}
    assert all(table.is_total_only for table in tables)


def test_tables_are_provisional_until_the_minutes_are_approved(council, writer):
    minutes = counted(council, writer, LARGE)
    assert all(table.is_provisional for table in session_tables(minutes))
    approved = approve(minutes.session, writer)
    assert not any(table.is_provisional for table in session_tables(approved))


def test_a_correction_that_hides_other_cells_leaves_the_total_alone(council, writer):
    minutes = counted(council, writer, SMALL)
    wrote(minutes.session, writer, {**SMALL, "gender.other": "5", "gender.men": "10"})
    corrected = publish_minutes(minutes.session, writer, reason="Estaba mal contado.")
    tables = tables_by_kind(corrected)
    assert tables["gender"].is_total_only
    assert tables["gender"].total == 33
    assert tables["age"].rows == tables_by_kind(minutes)["age"].rows


def test_an_earlier_version_has_the_tables_it_had(council, writer):
    minutes = counted(council, writer, SMALL)
    before = tables_by_kind(minutes)["gender"].rows
    wrote(minutes.session, writer, {**SMALL, "gender.other": "5", "gender.men": "10"})
    corrected = publish_minutes(minutes.session, writer, reason="Estaba mal contado.")
    assert tables_by_kind(corrected, corrected.versions.first())["gender"].rows == before


# The district's page -------------------------------------------------------------------------------------------------


def test_a_district_without_numbers_says_nothing_of_them(client, west):
    assert 'id="participation"' not in client.get(west.url).content.decode()
    assert client.get(f"{west.url}participation/").status_code == 404


def test_a_district_shows_its_latest_quarter(client, west, council, writer):
    counted(council, writer, LARGE)
    publish_later()
    page = client.get(west.url).content.decode()
    assert "Julio a septiembre de 2026 (provisional)" in page
    assert "41 asistencias a 1 sesión." in page


def test_provisional_goes_from_every_form_with_the_approval(client, west, council, writer):
    minutes = counted(council, writer, LARGE)
    publish_later()
    addresses = [west.url, f"{west.url}participation/", f"{west.url}participation/2026-Q3/"]
    assert all("(provisional)" in client.get(address).content.decode() for address in addresses)
    assert {row["provisional"] for row in csv_rows(client, west)} == {"yes"}
    approve(minutes.session, writer)
    assert not any("provisional" in client.get(address).content.decode() for address in addresses)
    assert {row["provisional"] for row in csv_rows(client, west)} == {"no"}
    assert {row["provisional"] for row in client.get(f"{west.url}participation/all/json/").json()["numbers"]} == {False}


def test_earlier_quarters_are_one_step_away(client, west, council, writer):
    counted(council, writer, LARGE, start="2026-05-12 19:00")
    counted(council, writer, OTHER)
    publish_later()
    page = client.get(f"{west.url}participation/").content.decode()
    assert f"{west.url}participation/2026-Q2/" in page
    assert "Abril a junio de 2026" in client.get(f"{west.url}participation/2026-Q2/").content.decode()


@pytest.mark.parametrize("code", ["2026-Q1", "2026-Q9", "otro"])
def test_a_quarter_that_is_not_published_is_not_found(client, west, council, writer, code):
    counted(council, writer, LARGE)
    publish_later()
    assert client.get(f"{west.url}participation/{code}/").status_code == 404


def test_the_file_hides_what_the_page_hides(client, west, council, writer):
    counted(council, writer, SMALL)
    publish_later()
    hidden = [row for row in csv_rows(client, west) if row["table"] == "gender" and row["shown"] == "no"]
    assert [(row["category"], row["count"]) for row in hidden] == [("men", ""), ("other", ""), ("unknown", "")]


def test_machines_read_the_same_from_both_files(client, west, council, writer):
    counted(council, writer, SMALL)
    publish_later()
    numbers = client.get(f"{west.url}participation/all/json/").json()["numbers"]
    assert [(row["category"], row["count"] or "") for row in csv_rows(client, west)] == [
        (row["category"], "" if row["count"] is None else str(row["count"])) for row in numbers
    ]


def test_the_section_asks_the_same_for_one_session_and_for_many(
    client, west, council, writer, django_assert_max_num_queries
):
    counted(council, writer, LARGE)
    publish_later()
    client.get(west.url)
    with django_assert_max_num_queries(200) as few:
        client.get(west.url)
    QuarterNumbers.objects.all().delete()
    for day in range(13, 23):
        counted(council, writer, OTHER, start=f"2026-08-{day} 19:00")
    publish_later()
    with django_assert_max_num_queries(len(few)):
        client.get(west.url)
