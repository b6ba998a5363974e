"""A task outlives its worker: it goes back to the queue, some times, unless it says otherwise."""

import ast
import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, InterfaceError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.access.accounts.mail import send_resets
from portal.agendas.models import Delivery, Recipient, WeeklyIssue
from portal.agendas.weekly.mail import deliver
from portal.core import clock, task_queue
from portal.operations import workers
from portal.operations.models import WorkerSign
from portal.operations.workers import MOST_DEATHS, SILENT_MINUTES, signs_of_life, sweep_workers
from portal.practices.importing.run_models import ImportRun, State
from portal.practices.importing.tasks import resume, work
from portal.session_import.models import SessionImport
from portal.session_import.screen.steps import work_on_session_import

ROOT = Path(__file__).resolve().parents[2]
#: every task that the worker may get → what becomes of it when its worker dies
TASKS = {
    "portal.access.accounts.mail.send_resets": "again: a second link is better than none",
    "portal.agendas.weekly.mail.deliver": "again: a second letter, under the same id, is better than none",
    "portal.mail.outbox.deliver_due": "again: each mail has a lease of its own",
    "portal.mail.outbox.deliver_mail": "again: the mail has a lease of its own",
    "portal.pictures.sizes.make_sizes": "again: it makes what is missing",
    "portal.practices.importing.tasks.work": "the run is interrupted, its editor lets it go on",
    "portal.session_import.screen.steps.work_on_session_import": "the run is interrupted, its editor lets it go on",
    "modelsearch.tasks.insert_or_update_object_task": "again: it follows the row",
    "wagtail.contrib.frontend_cache.tasks.purge_urls_from_cache_task": "again: gone is gone",
    "wagtail.images.tasks.set_image_focal_point_task": "again: it follows the picture",
    "wagtail.tasks.delete_file_from_storage_task": "again: gone is gone",
    "wagtail.tasks.update_reference_index_task": "again: it follows the row",
}
PACKAGES = ("wagtail", "wagtail_localize", "modelsearch", "allauth", "axes")


def run_killed(action, folder, **variables):
    """Let workers be killed in a process of its own; return what became of their work."""
    kept = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    database = kept.get("TEST_DATABASE_URL") or f"sqlite:///{folder / 'portal.sqlite3'}"
    environment = kept | {"DATABASE_URL": database, "KILLED_FOLDER": str(folder)} | variables
    command = [sys.executable, "-m", "tests.operations.killed_workers", action]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout), done.stderr


def tasks_in(folder, name):
    """Yield the paths of the tasks that a package defines."""
    for file in folder.rglob("*.py"):
        source = file.read_bytes()
        for node in ast.walk(ast.parse(source)) if b"@task" in source else ():
            marks = [ast.unparse(mark).partition("(")[0] for mark in getattr(node, "decorator_list", [])]
            if "task" in marks and "test" not in file.parts:
                yield ".".join([name, *file.relative_to(folder).with_suffix("").parts, node.name])


def test_of_each_task_somebody_decided_what_becomes_of_it():
    found = set(tasks_in(ROOT / "portal", "portal"))
    for name in PACKAGES:
        found |= set(tasks_in(Path(__import__(name).__file__).parent, name))
    assert found == set(TASKS), "say in TASKS, and with on_worker_death, what becomes of it when its worker dies"


@pytest.mark.both_databases("workers take turns by locks")
def test_a_task_of_a_killed_worker_is_taken_up_by_another_but_not_for_ever(tmp_path):
    found, said = run_killed("tasks", tmp_path)
    assert found["killed"] == {
        "often": ["FAILED", MOST_DEATHS + 1],
        "once": ["FAILED", 1],
        "often same": ["SUCCESSFUL", 2],
    }
    assert "tests.operations.dying_tasks.once" in said
    assert found["alive"] == ["RUNNING", 0, False]


# In this process -----------------------------------------------------------------------------------------------------


def running(task, *args, worker="dead", deaths=1, **fields):
    """Return a task (DBTaskResult) that a worker has taken up."""
    values = {
        "args_kwargs": {"args": list(args), "kwargs": {}},
        "task_path": task.module_path,
        "backend_name": "default",
    }
    values |= {"worker_ids": [worker] * deaths, "status": "RUNNING", "started_at": timezone.now()}
    return DBTaskResult.objects.create(**values | fields, run_after=timezone.now())


def look(times=SILENT_MINUTES):
    """Let the clock look so many times."""
    for _minute in range(times):
        sweep_workers(timezone.now())


@pytest.mark.django_db
def test_a_worker_that_gives_signs_keeps_its_task():
    row = running(send_resets, worker="alive")
    for _minute in range(2 * SILENT_MINUTES):
        workers.give_beat("alive")
        look(1)
    row.refresh_from_db()
    assert row.status == "RUNNING"


@pytest.mark.django_db
def test_a_worker_is_dead_after_some_looks_without_a_sign_whatever_the_hour():
    row = running(send_resets, started_at=timezone.now() - timedelta(days=30))
    workers.give_beat("dead")
    look(SILENT_MINUTES)
    row.refresh_from_db()
    assert row.status == "RUNNING"  # the first look only counted
    look(1)
    row.refresh_from_db()
    assert (row.status, row.started_at) == ("READY", None)
    assert DBTaskResult.objects.ready().get() == row
    assert not WorkerSign.objects.exists()


@pytest.mark.django_db
def test_a_worker_that_never_gave_a_sign_is_given_the_same_time():
    row = running(send_resets)
    look(SILENT_MINUTES - 1)
    row.refresh_from_db()
    assert row.status == "RUNNING"
    look(1)
    row.refresh_from_db()
    assert row.status == "READY"


@pytest.mark.django_db
def test_a_task_that_outlived_too_many_workers_fails_and_the_log_names_no_address(caplog):
    row = running(send_resets, "vecina@example.org", deaths=MOST_DEATHS + 1)
    look()
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert row.finished_at
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "send_resets" in caplog.text
    assert "vecina" not in caplog.text


@pytest.mark.django_db
def test_what_ended_after_all_is_not_begun_again():
    row = running(send_resets)
    seen = workers.running_tasks()
    row.set_successful(None)
    workers.release_task(seen[0])
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_fault_in_what_a_task_wants_done_ends_that_task_and_no_other(monkeypatch, caplog):
    def fail(email):
        raise KeyError(email)

    monkeypatch.setitem(task_queue._after_death, send_resets.module_path, fail)
    failing, other = running(send_resets, "vecina@example.org"), running(deliver, 7)
    look()
    failing.refresh_from_db()
    other.refresh_from_db()
    assert (failing.status, other.status) == ("FAILED", "READY")
    assert "vecina" not in caplog.text


@pytest.mark.django_db
def test_looking_costs_the_same_for_one_worker_and_for_twenty(django_assert_max_num_queries):
    for number in range(20):
        running(send_resets, worker=f"w{number}")
        workers.give_beat(f"w{number}")
    with django_assert_max_num_queries(6):
        look(1)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "task"), [(ImportRun, work), (SessionImport, work_on_session_import)])
@pytest.mark.parametrize("state", [State.WAITING, State.WORKING])
def test_an_import_whose_worker_died_is_interrupted_and_its_editor_goes_on(model, task, state):
    fields = {"language": "es", "attempt": 2} | ({"size": 1} if model is SessionImport else {})
    run = model.objects.create(**fields, state=state)
    done = model.objects.create(**fields, state=State.DONE)
    rows = [running(task, run.pk, 2), running(task, done.pk, 2)]
    look()
    run.refresh_from_db()
    done.refresh_from_db()
    assert (run.state, done.state) == (State.INTERRUPTED, State.DONE)
    for row in rows:
        row.refresh_from_db()
        assert row.status == "FAILED"
    if model is ImportRun:
        assert resume(run)


@pytest.mark.django_db
def test_a_later_attempt_of_an_import_is_left_alone():
    run = ImportRun.objects.create(language="es", state=State.WORKING, attempt=3)
    running(work, run.pk, 2)
    look()
    run.refresh_from_db()
    assert run.state == State.WORKING


@pytest.mark.django_db
def test_a_letter_whose_worker_died_is_sent_by_the_next(monkeypatch, mailoutbox):
    issue = WeeklyIssue.objects.create(week="2026-W47", state=WeeklyIssue.State.DRAFT)
    office = Recipient.objects.create(name="Parques", email="parques@city.example")
    fields = {"issue": issue, "recipient": office, "state": Delivery.State.WAITING}
    delivery = Delivery.objects.create(**fields, tried_at=timezone.now())
    row = running(deliver, delivery.pk)
    look()
    delivery.refresh_from_db()
    row.refresh_from_db()
    assert (delivery.tried_at, row.status) == (None, "READY")


@pytest.mark.django_db
def test_signs_of_life_begin_with_the_work_and_end_with_it():
    mine, others = running(send_resets, worker="w"), running(send_resets, worker="other")
    with signs_of_life("w"):
        assert WorkerSign.objects.get().worker == "w"
        mine.refresh_from_db()
        others.refresh_from_db()
        assert (mine.status, others.status) == ("READY", "RUNNING")
    assert not WorkerSign.objects.exists()


@pytest.mark.parametrize("fault", [DatabaseError("database is locked"), InterfaceError("connection already closed")])
def test_a_database_that_is_busy_or_away_ends_no_signs(fault, monkeypatch, caplog):
    asked = []

    class Over:
        def wait(self, seconds):
            return len(asked) > 2

    def busy(worker):
        asked.append(worker)
        raise fault

    monkeypatch.setattr(workers, "give_beat", busy)
    monkeypatch.setattr(workers.connection, "close", lambda: None)
    workers.beat_until(Over(), "w")
    assert asked == ["w"] * 3


@pytest.mark.django_db
def test_the_clock_looks_each_minute():
    assert "portal.operations.workers.sweep_workers" in clock.tick(timezone.now())
