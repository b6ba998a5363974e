"""Two that set up, back up or restore at once: the second waits, and says so."""

import threading

import pytest
from django.db import connection

from portal.operations.lock import alone, is_serving, serving

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a lock of the server beside that of the folder")]


def wait_for_first(tmp_path, settings, own_folder):
    """Hold the portal, have another ask for it meanwhile; return what happened in its order."""
    happened, second_said = [], threading.Event()
    settings.VAR_DIR = tmp_path

    def say(sentence):
        happened.append(sentence)
        second_said.set()

    def second():
        with alone(connection_of_second, say):
            happened.append("second")

    connection_of_second = connection.copy()
    thread = threading.Thread(target=second)
    with alone(connection, happened.append):
        if own_folder:
            settings.VAR_DIR = tmp_path / "another server"
            settings.VAR_DIR.mkdir()
        thread.start()
        second_said.wait(30)
        happened.append("first ends")
    thread.join(30)
    return happened


def test_the_second_waits_and_says_so(tmp_path, settings):
    said, *rest = wait_for_first(tmp_path, settings, own_folder=False)
    assert "waiting for its end" in said
    assert rest[0] == "first ends"
    assert rest[-1] == "second"


@pytest.mark.postgres
def test_the_second_on_another_server_waits_too(tmp_path, settings):
    said, *rest = wait_for_first(tmp_path, settings, own_folder=True)
    assert "waiting for its end" in said
    assert rest == ["first ends", "second"]


def test_a_portal_that_runs_is_known(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    assert not is_serving()
    with serving():
        assert is_serving()
    assert not is_serving()
