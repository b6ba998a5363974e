"""Records are committed and indexed a few at once: search is exact afterwards, and a fault takes nothing else along."""

import json
from itertools import count

import pytest

from portal.core.indexing import verify
from portal.core.publication import batch_indexing
from portal.practices.importing import batch
from portal.practices.importing.batch import import_files
from portal.practices.models import PracticePage
from search import index
from search.models import SearchDocument
from tests import factories

from .records import line

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("a fault rolls one batch back"),
]


def lines(number):
    """Return JSON Lines (str) of so many records."""
    return "\n".join(json.dumps(line(f"prueba:{each}")) for each in range(number))


def test_a_document_is_written_once_and_search_is_exact(write, monkeypatch):
    written = []
    put = index.put
    monkeypatch.setattr(index, "put", lambda documents: put([written.append(d.key) or d for d in documents]))
    outcomes = list(import_files([write(lines(3))], publish=True))
    assert [outcome.action for outcome in outcomes] == ["created"] * 3
    assert sorted(written) == sorted(set(written))
    assert len(written) == 6
    assert verify() == (set(), set(), set())


def test_batches_end_by_number_and_by_time(write, monkeypatch):
    monkeypatch.setattr(batch, "MOST_RECORDS", 2)
    stream = import_files([write(lines(5))], publish=True, clock=lambda: 0)
    next(stream)
    assert SearchDocument.objects.filter(kind="practice").count() == 4
    assert len(list(stream)) == 4
    slow = count(step=batch.LONGEST_SECONDS + 1)  # each look at the clock is later than a batch may last
    stream = import_files([write(lines(7), "two.jsonl")], publish=True, clock=slow.__next__)
    assert [next(stream).action for _each in range(6)] == ["unchanged"] * 5 + ["created"]
    assert SearchDocument.objects.filter(kind="practice").count() == 12
    assert [outcome.action for outcome in stream] == ["created"]


def test_a_bad_record_in_a_batch_leaves_no_trace_of_itself_only(write):
    bad = line("prueba:bad")
    bad["languages"]["fr"]["title"] = "x" * 300
    outcomes = list(import_files([write(f"{lines(2)}\n{json.dumps(bad)}")], publish=True))
    assert [outcome.action for outcome in outcomes] == ["created", "created", "failed"]
    assert PracticePage.objects.count() == 4
    assert verify() == (set(), set(), set())


def change_and_break(page):
    """Change a page inside a block that breaks."""
    with batch_indexing():
        page.title = "Otra"
        factories.publish(page)
        raise RuntimeError


def test_what_breaks_inside_takes_its_changes_back():
    page = factories.practice("La calle")
    with pytest.raises(RuntimeError):
        change_and_break(page)
    assert PracticePage.objects.get(pk=page.pk).title == "La calle"
    assert SearchDocument.objects.get(key=str(page.pk)).title == "La calle"
    assert verify() == (set(), set(), set())


def test_one_block_inside_another_indexes_at_the_end_of_the_outer_one():
    with batch_indexing():
        with batch_indexing():
            page = factories.practice("La calle")
        assert not SearchDocument.objects.filter(key=str(page.pk)).exists()
    assert SearchDocument.objects.get(key=str(page.pk)).title == "La calle"


def test_a_page_deleted_inside_is_not_found_afterwards():
    page = factories.practice("La calle")
    with batch_indexing():
        page.title = "Otra"
        factories.publish(page)
        key = str(page.pk)
        PracticePage.objects.get(pk=page.pk).delete()
    assert not SearchDocument.objects.filter(key=key).exists()
    assert verify() == (set(), set(), set())
