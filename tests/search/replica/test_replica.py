"""The outbox reaches the cluster, a rebuild takes the place of the running index, and the comparison tells what differs."""

import dataclasses

import pytest

from search import index
from search.api import search
from search.models import ReplicaBuild, SearchOutbox
from search.query import SearchQuery
from search.rebuild import rebuild_documents as rebuild_table
from search.replica import building
from search.replica.building import rebuild_replica_index
from search.replica.bulk import ReplicaRefused, write_index_groups
from search.replica.comparing import compare_replica, heal
from search.replica.content import content_of
from search.replica.engine import ElasticsearchEngine
from search.replica.following import step
from search.replica.mapping import alias
from search.replica.state import status
from search.replica.sync import NoIndex, sync, target
from search.replica.writing import writer
from tests.search.conftest import corpus, document

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def filled(cluster, alone):
    """The corpus in the table and in the cluster."""
    rebuild_table(corpus())
    step()
    return cluster


def held(cluster):
    """Return the keys of the groups that the cluster holds."""
    cluster.indices.refresh(index=alias())
    return {hit["_id"] for hit in cluster.search(index=alias(), size=100)["hits"]["hits"]}


def test_what_is_acknowledged_leaves_the_outbox(filled):
    assert not SearchOutbox.objects.exists()
    assert held(filled) == {"rosario", "iztapalapa", "paris", "leeds", "recife", "assembly"}
    assert not compare_replica()


def test_a_group_goes_with_its_last_document(filled):
    index.delete(["2"])
    index.delete(["4"])
    assert sync() == 2
    assert held(filled) == {"rosario", "iztapalapa", "leeds", "recife", "assembly"}
    assert not compare_replica()


def test_a_document_that_moves_changes_both_groups(filled):
    index.put([dataclasses.replace(corpus()[3], group="iztapalapa", is_source=False)])
    sync()
    assert "paris" not in held(filled)
    assert not compare_replica()


def test_nothing_is_written_before_there_is_an_index(cluster):
    rebuild_table(corpus())
    with pytest.raises(NoIndex):
        sync()
    assert SearchOutbox.objects.count() == 7


def test_a_rebuild_takes_the_place_of_the_former_index(filled):
    before = target()
    assert rebuild_replica_index() == 6
    assert target() != before
    assert not filled.indices.exists(index=before)
    assert not ReplicaBuild.objects.exists()
    assert not compare_replica()


def test_an_interrupted_rebuild_goes_on(filled, monkeypatch):
    monkeypatch.setattr(building, "STEP", 2)
    whole, seen = building.write_index_groups, []

    def failing(index_name, number, contents, gone=()):
        seen.append(index_name)
        if len(seen) == 3:
            raise ReplicaRefused("the cluster went away")
        return whole(index_name, number, contents, gone)

    monkeypatch.setattr(building, "write_index_groups", failing)
    with pytest.raises(ReplicaRefused):
        rebuild_replica_index()
    assert ReplicaBuild.objects.get().done == 4
    assert search(SearchQuery()).total == 6
    assert rebuild_replica_index() == 6
    assert len(seen) == 4  # two groups each: what was written before was not written again
    assert target() == seen[0]
    assert not compare_replica()


def test_what_changes_during_a_rebuild_is_in_the_new_index(filled, monkeypatch):
    place = building._put_in_place

    def late(build):
        index.delete(["4"])
        index.put([document("9", "nine", "es", "Nueve")])
        sync()  # to the running index: its readers see it at once
        assert {"nine"} <= held(filled)
        index.put([document("10", "ten", "es", "Diez")])
        place(build)

    monkeypatch.setattr(building, "_put_in_place", late)
    rebuild_replica_index()
    assert "paris" not in held(filled)
    assert {"nine", "ten"} <= held(filled)
    assert not SearchOutbox.objects.exists()
    assert not compare_replica()


def test_the_comparison_names_and_heals(filled):
    with writer() as number:
        (content,) = [content_of([row]) for row in index.SearchDocument.objects.filter(key="3")]
        other = {**content, "checksum": "other"}
        write_index_groups(alias(), number, [("stranger", content), ("iztapalapa", other)], ["paris"])
    differences = compare_replica()
    assert (differences.surplus, differences.absent, differences.outdated) == (["stranger"], ["paris"], ["iztapalapa"])
    heal(differences)
    sync()
    assert not compare_replica()


def test_a_writer_that_was_overtaken_changes_nothing(filled):
    with writer() as old:
        pass
    index.put([dataclasses.replace(corpus()[3], title="Trier mieux")])
    sync()
    with pytest.raises(ReplicaRefused):
        write_index_groups(alias(), old, [("paris", {"number": 1})])
    assert not compare_replica()


def test_an_index_of_another_mapping_is_built_anew(filled, monkeypatch):
    before = target()
    monkeypatch.setattr("search.replica.mapping.VERSION", 99)
    with pytest.raises(NoIndex):
        target()
    step()
    assert target() != before
    assert not compare_replica()


def test_an_index_deleted_by_hand_is_built_anew(filled):
    filled.indices.delete(index=target())
    assert status()["fault"] == "no index"
    step()
    assert held(filled) == {"rosario", "iztapalapa", "paris", "leeds", "recife", "assembly"}


def test_an_export_gets_every_group_in_order(filled, monkeypatch):
    monkeypatch.setattr("search.replica.engine._STEP", 2)
    from search.grammar import ParsedText

    nothing = ParsedText((), (), ())
    answer = ElasticsearchEngine().answer(SearchQuery(sort="newest"), nothing, whole=True)
    assert len(answer.ranked) == 6
    assert len(set(answer.ranked)) == 6


def test_the_state_says_how_it_is(filled):
    found = status()
    assert (found["objects"], found["indexed"], found["waiting"], found["cluster"]) == (6, 6, 0, "green")
    assert "fault" not in found
