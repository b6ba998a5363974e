"""A selection as a file: the answer of the bank or chosen practices, public ones only, with flat memory and few queries."""

import gc
import json
import tracemalloc

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.practices.exporting import selection, views
from portal.practices.exporting.csvfile import csv_lines
from portal.practices.exporting.jsonfile import json_lines
from portal.practices.exporting.xlsxfile import write_xlsx
from portal.practices.importing.jsonl import read_line
from portal.practices.importing.record_export import export_practice
from tests import factories

from .conftest import whole
from .test_tables import read_xlsx

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("the selection is streamed from a cursor of the server"),
]
FORMS = list(views.TYPES)
MOST_QUERIES = 30


def address(form, query="", code="es"):
    """Return the address of a selection in a format."""
    return f"/{code}/practices/selection.{form}{query}"


def references(client, query):
    """Return the references that JSON Lines of a selection hold, in order."""
    lines = whole(client.get(address("jsonl", query))).decode().splitlines()
    return [json.loads(line)["reference"] for line in lines]


def test_json_lines_are_the_exchange_format(client, full):
    (line,) = whole(client.get(address("jsonl"))).decode().splitlines()
    assert json.loads(line) == export_practice(full)
    assert read_line(line).key == f"urn:uuid:{full.translation_key}"


def test_json_holds_the_same_practices_and_the_codebook(client, full):
    factories.practice("Huerta")
    data = json.loads(whole(client.get(address("json", "?country=AR"))))
    assert data["practices"] == [export_practice(full)]
    assert data["question"] == "?country=AR"
    assert data["codebook"]["format"] == "participa-codebook/1"
    assert json.loads(whole(client.get(address("json", "?q=xyzzyx"))))["practices"] == []


def test_a_selection_is_the_answer_of_the_bank_in_its_order(client):
    first = factories.practice("Consejo b", types=["council"])
    second = factories.practice("Consejo a", types=["council", "pb"])
    factories.practice("Huerta", types=["initiative"])
    assert references(client, "?type=council&sort=title") == [second.reference, first.reference]
    assert references(client, "?q=consejo&type=pb") == [second.reference]


def test_chosen_practices_come_in_the_order_of_their_choice(client):
    pages = [factories.practice(f"Consejo {number}") for number in range(3)]
    chosen = [pages[2].reference, pages[0].reference]
    assert references(client, f"?ref={chosen[0]}&ref={chosen[1]}&ref=EXP-9999&q=nada") == chosen


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_is_in_no_file(client, full, hidden, form):
    chosen = "&".join(f"ref={page.reference}" for page in [full, *hidden])
    for query in ("", "?q=secreto", f"?{chosen}"):
        body = whole(client.get(address(form, query)))
        assert b"Secreto" not in body
    if form != "xlsx":  # zipped: see the next test
        assert full.reference.encode() in body


def test_what_is_not_public_is_in_no_workbook_and_on_no_page(client, full, hidden):
    chosen = "?" + "&".join(f"ref={page.reference}" for page in [full, *hidden])
    _book, rows = read_xlsx(whole(client.get(address("xlsx", chosen))))
    assert [row["reference"] for row in rows] == [full.reference]
    for name in ("practice_cite", "practice_paper"):
        html = client.get(reverse(name) + chosen).content.decode()
        assert "Secreto" not in html
        assert full.reference in html
    assert "Secreto" not in client.get(reverse("practice_feed")).content.decode()
    for page in hidden:
        for form in ("bib", "ris", "csl"):
            assert client.get(reverse("practice_citation", args=[page.reference, form])).status_code == 404


def test_a_translation_that_is_not_public_is_left_out(client, full):
    french = full.get_translations().get()
    french.unpublish()
    (line,) = whole(client.get(address("jsonl"))).decode().splitlines()
    assert list(json.loads(line)["languages"]) == ["es"]


@pytest.mark.parametrize("form", FORMS)
def test_files_are_downloads_that_search_engines_leave_alone(client, full, form):
    response = client.get(address(form))
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Disposition"].startswith('attachment; filename="practices-20')
    assert response.streaming
    whole(response)  # the way of the test client: a close by hand would hang up on the database
    head = client.head(address(form))
    assert (head.status_code, whole(head)) == (200, b"")
    assert client.post(address(form)).status_code == 405


def test_an_unknown_format_is_no_page(client):
    assert client.get(address("exe")).status_code == 404
    assert client.get("/es/practices/codebook.exe").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_the_number_of_queries_does_not_grow_with_the_rows(client, full, form):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            whole(client.get(address(form)))
        return len(captured)

    queries()
    one = queries()
    for number in range(9):
        factories.practice(f"Consejo {number}", types=["council"], themes=["health"])
    queries()  # terms are read anew once a minute
    assert queries() == one <= MOST_QUERIES


def consumed(form, monkeypatch, batches):
    """Return the peak of memory (bytes) while a format of `batches` batches of practices, each read anew, is written."""
    keys = next(selection.shown_batches(answer_parameters(), "es"))
    monkeypatch.setattr(selection, "shown_batches", lambda *_args: (keys for _number in range(batches)))
    practices = selection.whole_practices(answer_parameters(), "es")
    gc.collect()
    tracemalloc.start()
    try:
        if form == "xlsx":
            write_xlsx(practices, "es", "").close()
        else:
            for _piece in csv_lines(practices, "es") if form == "csv" else json_lines(practices):
                pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        monkeypatch.undo()


def answer_parameters():
    """Return the parameters of an address without any."""
    return QueryDict("")


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_memory_is_flat_over_many_rows(full, monkeypatch, form):
    for number in range(19):
        factories.practice(f"Consejo {number}", types=["council"], how_achieved=f"<p>{'mucho texto ' * 200}</p>")
    few = consumed(form, monkeypatch, 4)
    many = consumed(form, monkeypatch, 30)  # all six hundred at once would take more than 6 MB
    assert many < few + 2_000_000
    assert many < 4_000_000


CODES = st.sampled_from(["council", "EXP-0001", "nadie", "'", '"', "%", "\x00", "x" * 500, "‮א", "", "\x01", "\ud7ff"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.sampled_from(['"', "\x00", "\x01\x0b", "AND OR (", "𝒳\ufffe"]), st.text(max_size=40)),
    refs=st.lists(CODES, max_size=3),
    types=st.lists(CODES, max_size=2),
    page=st.sampled_from(["", "-1", "9" * 30, "x"]),
)
def test_every_address_is_answered(client, full, text, refs, types, page):
    parameters = {"q": text, "ref": refs, "type": types, "page": page, "bom": text, "sort": text}
    for form in FORMS:
        response = client.get(address(form), parameters)
        assert response.status_code == 200
        whole(response)
    for name in ("practice_feed", "practice_cite", "practice_paper"):
        assert client.get(reverse(name), parameters).status_code == 200
