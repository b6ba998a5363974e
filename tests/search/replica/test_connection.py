"""How the cluster is reached: several hosts, keys, a private authority; and what no log ever says of it."""

import base64
import logging

import pytest

from bench.parts.gateway import Gateway
from search.api import search
from search.query import SearchQuery
from search.rebuild import rebuild_documents as rebuild_table
from search.replica import failover
from search.replica.breaker import Breaker
from search.replica.connection import close_clients
from search.replica.failover import FailoverEngine
from search.replica.following import step
from search.replica.state import status
from tests.search.conftest import corpus

from .certificates import private_authority

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]
SECRET = "no-log-says-this"


@pytest.fixture
def gateway(cluster, settings, alone, request):
    """Return a function that puts a Gateway in front of the cluster and tells the portal its address."""
    target, opened = settings.ELASTICSEARCH["hosts"][0], []

    def place(hosts="{gateway}", options=(), **how):
        made = Gateway(target, **how)
        opened.append(made)
        addresses = [host.format(gateway=made.address, port=made.port) for host in hosts.split()]
        settings.ELASTICSEARCH = {**settings.ELASTICSEARCH, "hosts": addresses, **dict(options)}
        close_clients()
        return made

    before = settings.ELASTICSEARCH
    yield place
    settings.ELASTICSEARCH = before
    close_clients()
    for each in opened:
        each.shut()


@pytest.fixture
def breaker(monkeypatch):
    """Let the real fail-over answer, with a breaker of this test's own."""
    from search import engines

    fresh = Breaker()
    monkeypatch.setattr(failover, "breaker", fresh)
    monkeypatch.setattr(engines, "answering", lambda: FailoverEngine(engines.current_engine()))
    return fresh


def fill_and_ask():
    """Bring the corpus to the cluster and ask it."""
    rebuild_table(corpus())
    step()
    assert status()["indexed"] == 6
    return search(SearchQuery("presupuesto participativo", "es")).total


def test_an_api_key(gateway, breaker):
    made = gateway(options={"api_key": SECRET}, authorization=f"ApiKey {SECRET}")
    assert fill_and_ask() == 3
    assert made.requests
    assert not breaker.failures


def test_name_and_password_in_the_address(gateway, breaker):
    expected = base64.b64encode(f"portal:{SECRET}".encode()).decode()
    gateway(f"http://portal:{SECRET}@127.0.0.1:{{port}}", authorization=f"Basic {expected}")
    assert fill_and_ask() == 3
    assert not breaker.failures


def test_a_wrong_key_is_a_failure_that_nobody_notices(gateway, breaker, caplog):
    caplog.set_level(logging.DEBUG)
    gateway(options={"api_key": f"{SECRET}-old"}, authorization="ApiKey another")
    rebuild_table(corpus())
    assert search(SearchQuery("presupuesto participativo", "es")).total == 3
    assert breaker.is_open
    assert status()["fault"] == "AuthenticationException"
    assert caplog.text
    assert SECRET not in caplog.text


def test_a_private_authority(gateway, breaker, tmp_path):
    known, context = private_authority(tmp_path)
    gateway(options={"ca": known}, context=context)
    assert fill_and_ask() == 3
    assert not breaker.failures


def test_a_certificate_that_nobody_we_know_signed_is_refused(gateway, breaker, tmp_path):
    _, context = private_authority(tmp_path)
    gateway(context=context)
    rebuild_table(corpus())
    assert search(SearchQuery("presupuesto participativo", "es")).total == 3
    assert breaker.is_open
    assert status()["fault"] == "TlsError"


def test_the_next_host_is_asked_when_one_refuses(gateway, breaker):
    made = gateway("http://127.0.0.1:9 {gateway}")
    assert fill_and_ask() == 3
    assert made.requests
    assert not breaker.failures


def test_another_version_switches_it_off_and_it_comes_back(gateway, breaker):
    made = gateway()
    assert fill_and_ask() == 3
    made.old = True
    assert search(SearchQuery("presupuesto participativo", "es")).total == 3
    assert breaker.is_open
    made.old = False
    breaker._until = 0
    assert search(SearchQuery("presupuesto participativo", "es")).total == 3
    assert not breaker.is_open


def test_no_secret_in_any_log(gateway, breaker, caplog):
    caplog.set_level(logging.DEBUG)
    made = gateway(f"http://portal:{SECRET}@127.0.0.1:{{port}}")
    assert fill_and_ask() == 3
    made.shut()
    assert search(SearchQuery("plazas", "es")).total
    assert breaker.is_open
    assert "the cluster failed" in caplog.text
    assert SECRET not in caplog.text
    assert base64.b64encode(f"portal:{SECRET}".encode()).decode() not in caplog.text
