"""Whatever the cluster does, the question is answered: by the database, in the same request."""

import pytest
from elasticsearch import BadRequestError

from search import engines, index
from search.api import iterate, search
from search.query import SearchQuery
from search.rebuild import rebuild_documents
from search.replica import breaker as breakers
from search.replica import failover
from search.replica.breaker import Breaker
from search.replica.connection import close_clients
from search.replica.state import replica_figures
from tests.search.conftest import corpus, document

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the database answers when the cluster does not")]


@pytest.fixture
def gone(settings, monkeypatch, alone):
    """A cluster that nobody answers for, and a table with the corpus."""
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "timeout": 0.5}
    close_clients()
    fresh = Breaker()
    monkeypatch.setattr(failover, "breaker", fresh)
    monkeypatch.setattr("search.replica.state.breaker", fresh)
    rebuild_documents(corpus())
    yield fresh
    close_clients()


def test_the_database_answers_in_the_same_request(gone):
    results = search(SearchQuery("presupuesto participativo", "es", count_facets=("theme",)))
    assert {hit.group for hit in results.hits} == {"iztapalapa", "paris", "recife"}
    assert gone.is_open


def test_exports_too(gone):
    assert len(list(iterate(SearchQuery()))) == 6


def test_publishing_does_not_fail(gone):
    index.put([document("9", "nine", "es", "Nueve")])
    assert [hit.key for hit in search(SearchQuery("nueve")).hits] == ["9"]


def test_the_cluster_is_not_asked_during_the_pause(gone, monkeypatch):
    search(SearchQuery("plazas"))
    monkeypatch.setattr(failover.ElasticsearchEngine, "answer", lambda *_args, **_more: pytest.fail("asked"))
    assert search(SearchQuery("plazas")).total


def test_a_question_that_the_cluster_refuses_switches_nothing_off(gone, monkeypatch):
    def refuse(*_args, **_more):
        raise BadRequestError("no", meta=None, body={})

    monkeypatch.setattr(failover.ElasticsearchEngine, "answer", refuse)
    assert search(SearchQuery("plazas")).total
    assert not gone.is_open


def test_the_metric_says_so(gone):
    assert replica_figures()["search_replica_up"] == 1
    search(SearchQuery("plazas"))
    figures = replica_figures()
    assert (figures["search_replica_up"], figures["search_replica_failures_total"]) == (0, 1)
    assert figures["search_replica_waiting"] == 7


def test_without_a_cluster_nothing_of_it_is_there(settings):
    settings.ELASTICSEARCH = {}
    assert replica_figures() == {}
    assert engines.answering() is engines.current_engine()
    assert not breakers.breaker.is_open


def test_health_and_metrics_are_served(gone, client):
    search(SearchQuery("plazas"))
    answer = client.get("/health").json()
    assert (answer["status"], answer["search_replica"]["up"]) == ("ok", False)
    assert "participa_search_replica_up 0" in client.get("/metrics").content.decode()
