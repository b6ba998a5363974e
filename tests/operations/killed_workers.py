"""Workers that are killed at their work: real processes on a database of their own, in a process of its own.

`python -m tests.operations.killed_workers tasks|mails` prints what became of them as JSON. The database is the one of the
environment: a file, or a new database of PostgreSQL beside it.
"""

import json
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

LONG = 120  # seconds: whoever waits so long waits for nothing


def start():
    """Make Django ready."""
    import django
    from django.conf import settings

    import tests.environment  # noqa: F401 - where the templates of databases lie

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    settings.DATABASES["default"]["CONN_MAX_AGE"] = None


@contextmanager
def own_database():
    """Have a migrated database that other processes reach, too."""
    from django.conf import settings
    from django.db import connection

    from tests.database import fingerprint, postgresql_copy, template_file

    if connection.vendor == "postgresql":
        with postgresql_copy(fingerprint(), "killed"):
            yield
        return
    file = settings.DATABASES["default"]["NAME"]
    shutil.copy(template_file(fingerprint()), file)
    connection.close()
    yield


def work(name):
    """Be a worker."""
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    options = ("--queue-name=*", "--no-reload", "--no-startup-delay", "--interval=0.05", f"--worker-id={name}")
    call_command("db_worker", *options, verbosity=0)


def start_worker(name):
    """Start a worker of this name and return its process."""
    from django.db import connections

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work, args=(name,))
    process.start()
    return process


def kill(process):
    """Kill a process as a machine without memory does."""
    process.kill()
    process.join(LONG)


def wait_until(condition):
    """Wait until `condition()` is true; fail when it does not become so."""
    end = time.monotonic() + LONG
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.02)


def status_of(result):
    """Return how a task stands."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.get(pk=result.id).status


def look_around():
    """Let the clock look until it knows which workers are dead."""
    from django.utils import timezone

    from portal.operations.workers import SILENT_MINUTES, sweep_workers

    for _minute in range(SILENT_MINUTES + 1):
        sweep_workers(timezone.now())


def see_tasks_through(folder):
    """Kill the worker of each task as long as somebody takes it up; return how each ended, and how often it began."""
    from portal.core.task_queue import on_worker_death
    from tests.operations import dying_tasks

    on_worker_death(dying_tasks.once, lambda path: False)
    found = {}
    for task, name in ((dying_tasks.often, ""), (dying_tasks.once, ""), (dying_tasks.often, "same")):
        path = folder / f"{task.name} {name}"
        path.touch()
        result, began = task.enqueue(str(path)), 0
        while status_of(result) == "READY":
            worker = start_worker(name or f"{task.name} {began}")
            wait_until(lambda seen=began, path=path: path.read_text().count("began") > seen)
            began += 1
            kill(worker)
            if name:  # the one that takes its place has its name, and knows at once
                break
            look_around()
        if name:
            path.with_suffix(".enough").touch()
            worker = start_worker(name)
            wait_until(lambda result=result: status_of(result) == "SUCCESSFUL")
            kill(worker)
        found[path.name.strip()] = [status_of(result), path.read_text().count("began")]
    return found


def see_a_living_worker(folder):
    """Let the clock look often at a worker that lives: its task stays its own."""
    from portal.operations import workers

    from . import dying_tasks

    workers.BEAT_SECONDS = 0.01
    path = folder / "alive"
    path.touch()
    result = dying_tasks.often.enqueue(str(path))
    worker = start_worker("alive")
    wait_until(lambda: "began" in path.read_text())
    for _look in range(3):
        sign = workers.WorkerSign.objects.get(worker="alive").beats
        wait_until(lambda seen=sign: workers.WorkerSign.objects.get(worker="alive").beats > seen)
        workers.sweep_workers(None)
    status = status_of(result)
    path.with_suffix(".enough").touch()
    wait_until(lambda: status_of(result) == "SUCCESSFUL")
    os.kill(worker.pid, signal.SIGTERM)
    worker.join(LONG)
    return [status, worker.exitcode, workers.WorkerSign.objects.filter(worker="alive").exists()]


def see_mails_through():
    """Kill the worker at each step of its talk with the mail server; return how many copies arrived, and the states."""
    from datetime import timedelta
    from email import message_from_bytes

    from django.conf import settings
    from django.utils import timezone

    from portal.mail.models import MailState, OutgoingMail
    from portal.mail.outbox import queue_mail, sweep_outbox
    from tests.mail.smtp import STEPS, mail_server

    mails = {}
    with mail_server(settings) as server:
        for step in STEPS:
            server.holds.clear()
            server.go_on.clear()
            server.holds_at = [step]
            mail = queue_mail(
                to=f"{step}@example.org", subject=step, sections=["Hola"], language="es", purpose="killed", headers={}
            )
            worker = start_worker(f"first {step}")
            wait_until(server.holds.is_set)
            if step in ("said", "quit"):  # the worker writes the "yes" down before it says goodbye
                wait_until(OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENT).exists)
            kill(worker)
            server.go_on.set()
            mails[step] = mail
        look_around()
        OutgoingMail.objects.filter(state=MailState.SENDING).update(leased_until=timezone.now() - timedelta(seconds=1))
        sweep_outbox(timezone.now())
        worker = start_worker("second")
        wait_until(lambda: not OutgoingMail.objects.exclude(state=MailState.SENT).exists())
        kill(worker)
        ids = [message_from_bytes(letter)["Message-ID"] for letter in server.letters]
    attempts = dict(OutgoingMail.objects.values_list("pk", "attempts"))
    return {step: [ids.count(mail.message_id), attempts[mail.pk]] for step, mail in mails.items()}


def main(action):
    """Do what the command line says and print what was found."""
    start()
    output, sys.stdout = sys.stdout, sys.stderr
    folder = Path(os.environ["KILLED_FOLDER"])
    with own_database():
        if action == "mails":
            found = see_mails_through()
        else:
            found = {"killed": see_tasks_through(folder), "alive": see_a_living_worker(folder)}
    json.dump(found, output)


if __name__ == "__main__":
    threading.current_thread().name = "killing"
    main(sys.argv[1])
