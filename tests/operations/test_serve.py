"""Setting up and serving: each step once, what dies is started again, and a signal ends it all cleanly."""

import io
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.core.models import ClockRun
from portal.operations.management.commands import serve, set_up

LONG = 120  # seconds: whoever waits so long waits for nothing


def wait_until(condition, seconds=LONG):
    """Wait until `condition()` is true; fail when it does not become so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def note(path, word):
    """Append a line to a file."""
    with path.open("a") as stream:
        stream.write(f"{word}\n")


def work(path, name, dies, is_deaf=False):
    """Stand in for a child of `serve`: note each start; die at once, or live until the signal."""
    note(path, f"{name} {os.getpid()}")
    if dies:
        os._exit(3)
    signal.signal(signal.SIGTERM, signal.SIG_IGN if is_deaf else lambda *_: (note(path, f"{name} ended"), os._exit(0)))
    time.sleep(LONG)


@pytest.fixture
def portal(tmp_path, monkeypatch):
    """Return a function that starts `serve` with stand-ins for its children: (process, file of what they noted)."""
    started = []

    def start(deaf=False):
        path = tmp_path / "notes"
        path.touch()
        monkeypatch.setattr(serve, "PAUSES", (0.1, 0.2))
        monkeypatch.setattr(serve, "PATIENCE", 1)
        monkeypatch.setattr(serve, "serve_web", lambda port, workers: work(path, "web", dies=False, is_deaf=deaf))
        monkeypatch.setattr(serve, "call_command", lambda name, *options: work(path, name, dies=name == "clock"))
        serve.connections.close_all()  # a forked copy that ends would hang up on the other tests' database
        process = multiprocessing.get_context("fork").Process(target=call_command, args=("serve", "--port=1"))
        process.start()
        started.append(process)
        return process, path

    yield start
    for process in started:
        process.kill()


def test_a_child_that_dies_is_started_again_and_the_others_stay(portal):
    _process, path = portal()
    wait_until(lambda: path.read_text().count("clock") >= 3)
    assert path.read_text().count("web") == 1
    assert path.read_text().count("db_worker") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_reaches_the_children_and_all_end(portal, number):
    process, path = portal()
    wait_until(lambda: "web" in path.read_text() and "db_worker" in path.read_text())
    time.sleep(0.2)
    os.kill(process.pid, number)
    process.join(LONG)
    assert process.exitcode == 0
    assert "web ended" in path.read_text()
    assert "db_worker ended" in path.read_text()


def test_a_child_that_does_not_listen_is_ended_all_the_same(portal):
    process, path = portal(deaf=True)
    wait_until(lambda: "web" in path.read_text())
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGTERM)
    process.join(LONG)
    assert process.exitcode == 1
    pid = int(next(line for line in path.read_text().splitlines() if line.startswith("web")).split()[1])
    assert not Path(f"/proc/{pid}").exists()


def test_a_child_that_keeps_dying_waits_longer_each_time(monkeypatch):
    child = serve.Child("clock", print)
    monkeypatch.setattr(serve.time, "monotonic", lambda: 1000.0)
    child.started = 999.0
    assert [child.bury() for _ in range(7)] == [1, 2, 5, 10, 30, 30, 30]
    child.started = 1000.0 - serve.STEADY - 1
    assert child.bury() == 1


@pytest.fixture
def steps(monkeypatch, settings, tmp_path):
    """Return the list of the commands that set_up calls; none of them does anything."""
    called = []
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"

    def note_command(name, *args, **options):
        called.append(name)
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").touch()

    monkeypatch.setattr(set_up, "call_command", note_command)
    monkeypatch.setattr(set_up.Command, "build_dictionaries", lambda self: None)
    monkeypatch.setattr(set_up.Command, "start", lambda self, step, work: work())  # in this process: `called` sees it
    return called


@pytest.mark.django_db
def test_set_up_does_each_thing_once(steps, settings):
    settings.DEMONSTRATION = True
    call_command("set_up", stdout=io.StringIO())
    assert steps == ["messages", "collectstatic", "ensure_roles", "load_demonstration"]
    steps.clear()
    call_command("set_up", stdout=io.StringIO())
    assert steps == ["messages", "ensure_roles"]


@pytest.mark.django_db
def test_a_city_of_its_own_gets_no_invented_one(steps, settings):
    settings.DEMONSTRATION = False
    call_command("set_up", stdout=io.StringIO())
    assert "load_demonstration" not in steps
    assert not ClockRun.objects.exists()


@pytest.mark.django_db
def test_a_changed_static_file_is_collected_again(steps, monkeypatch):
    call_command("set_up", stdout=io.StringIO())
    steps.clear()
    monkeypatch.setattr(set_up, "static_state", lambda: "something else")
    call_command("set_up", stdout=io.StringIO())
    assert "collectstatic" in steps
