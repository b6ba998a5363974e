"""Background tasks outlive their workers: each gives signs of life, and the task of one that died goes back to the queue.

django-tasks-db marks a task as running and names its worker; nobody takes it up when that worker is gone.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import Error, connection, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.core.task_queue import settle_after_death

from .models import WorkerSign

logger = logging.getLogger(__name__)
BEAT_SECONDS = 15
#: a worker that gave no sign for so many looks of the clock is dead
SILENT_MINUTES = 3
#: a task that outlived so many workers is not given to one more: it may be what they die of
MOST_DEATHS = 3


class WorkerDied(Exception):
    """A task has failed because its workers died."""


def give_beat(worker: str) -> None:
    """Note one sign of life of a worker."""
    if not WorkerSign.objects.filter(worker=worker).update(beats=F("beats") + 1):
        WorkerSign.objects.get_or_create(worker=worker, defaults={"beats": 1})


def beat_until(over: threading.Event, worker: str) -> None:
    """Give signs of life in a thread of the worker; a database that is busy or away is asked again."""
    while not over.wait(BEAT_SECONDS):
        try:
            give_beat(worker)
        except Error as fault:  # a lost connection is an InterfaceError, which is no DatabaseError
            logger.warning("The worker could not give a sign of life: %s.", type(fault).__name__)
            connection.close()
    connection.close()


@contextmanager
def signs_of_life(worker: str) -> Iterator[None]:
    """Give signs of life for a worker while this lasts; what one of the same name left undone is taken up first."""
    release_tasks(worker)
    give_beat(worker)
    over = threading.Event()
    thread = threading.Thread(target=beat_until, args=(over, worker), name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        WorkerSign.objects.filter(worker=worker).delete()


def running_tasks() -> list[DBTaskResult]:
    """Return the tasks that somebody has taken up and not ended."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return list(rows.only("pk", "task_path", "args_kwargs", "worker_ids", "started_at"))


def sweep_workers(now: datetime) -> None:
    """Look which workers gave a sign since the last look, and release the tasks of those that are dead. Run each minute."""
    known = set(WorkerSign.objects.values_list("worker", flat=True))
    unknown = {row.worker_ids[-1] for row in running_tasks() if row.worker_ids} - known
    WorkerSign.objects.bulk_create([WorkerSign(worker=worker) for worker in unknown], ignore_conflicts=True)
    WorkerSign.objects.filter(beats=F("counted")).update(silent_minutes=F("silent_minutes") + 1)
    WorkerSign.objects.exclude(beats=F("counted")).update(counted=F("beats"), silent_minutes=0)
    for sign in WorkerSign.objects.filter(silent_minutes__gte=SILENT_MINUTES):
        release_tasks(sign.worker)
        sign.delete()


def release_tasks(worker: str) -> None:
    """Let go what a worker that is dead had taken up."""
    for row in running_tasks():
        if row.worker_ids[-1:] == [worker]:
            release_task(row)


def release_task(row: DBTaskResult) -> None:
    """Put a task whose worker died back into the queue; end it where it says so, or where it outlived too many workers."""
    try:
        with transaction.atomic():
            again = len(row.worker_ids) <= MOST_DEATHS and settle_after_death(row.task_path, **row.args_kwargs)
            end_run(row, again)
    except Exception as fault:  # of what the task wants done; its words may name a person
        logger.error("The task %s could not be settled: %s.", row.task_path, type(fault).__name__)
        again = False
        end_run(row, again)
    if again:
        logger.warning("The worker of the task %s (%s) died; it runs again.", row.task_path, row.pk)
    else:
        logger.error("The worker of the task %s (%s) died; it does not run again.", row.task_path, row.pk)


def end_run(row: DBTaskResult, again: bool) -> None:
    """Write that a task waits again, or that it failed, unless its worker ended it after all."""
    died = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"
    if again:
        values = {"status": TaskResultStatus.READY, "started_at": None}
    else:
        values = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "exception_class_path": died}
    mine = {"pk": row.pk, "status": TaskResultStatus.RUNNING, "started_at": row.started_at}
    DBTaskResult.objects.filter(**mine).update(**values)
