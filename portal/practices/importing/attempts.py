"""How a run's step is begun, taken up, kept alive and ended: the same for every import that the worker does.

Each start is one more attempt: a task of a former one finds that its number is over, and stops.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks.base import Task
from wagtail.log_actions import LogContext

from portal.core.import_report import Refusal

from .run_models import DETAIL_DAYS, ImportStep, Run, State

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)


class Superseded(Exception):
    """Another attempt has this run in hand now."""


def set_values(runs: QuerySet[Run], **values) -> int:
    """Set fields of runs in one question to the database; return how many runs there were."""
    return runs.update(**values)


def start_step(run: Run, step: str, task: Task, **values) -> bool:
    """Have a step of a run begin, or go on where it stopped; `values` are further fields to set.

    `task` takes (primary key, attempt). Returns whether it was done: False when somebody else did it meanwhile.
    """
    fresh = {} if step == run.step and run.attempt else {"done": 0, "counts": {}, "finished": None}
    fresh |= {"step": step, "state": State.WAITING, "attempt": run.attempt + 1, "sign_of_life": timezone.now()}
    mine = type(run).objects.filter(pk=run.pk, attempt=run.attempt, state=run.state)
    with transaction.atomic():
        if not set_values(mine, **fresh, **values):
            return False
        # Only when the run is stored, else the worker is faster than we and finds nothing.
        transaction.on_commit(partial(task.enqueue, run.pk, run.attempt + 1))
    return True


def work_on_step(model: type[Run], run_id: int, attempt: int, do_step: Callable) -> None:
    """Do the present step of a run with `do_step`, if this attempt (int) still is its latest.

    A fault leaves the run as interrupted and is raised again.
    """
    mine = model.objects.filter(pk=run_id, attempt=attempt)
    if not set_values(mine.filter(state=State.WAITING), state=State.WORKING, sign_of_life=timezone.now()):
        return
    run = mine.select_related("user").get()
    try:
        with override(run.language), LogContext(user=run.user):
            do_step(run)
    except Superseded:
        logger.warning("%s %s was taken over by another attempt.", model.__name__, run_id)
    except Exception:
        set_values(mine, state=State.INTERRUPTED)
        raise


def interrupt_step(model: type[Run], run_id: int, attempt: int) -> bool:
    """Leave a run whose worker died as interrupted, so that its editor lets it go on; the task does not run again."""
    mine = model.objects.filter(pk=run_id, attempt=attempt, state__in=(State.WAITING, State.WORKING))
    set_values(mine, state=State.INTERRUPTED)
    return False


def give_sign(run: Run, **values) -> None:
    """Note that this attempt is alive, with what it reached. Raises Superseded when it has the run no longer."""
    mine = type(run).objects.filter(pk=run.pk, attempt=run.attempt, state=State.WORKING)
    if not set_values(mine, **{**values, "sign_of_life": timezone.now()}):
        raise Superseded


def count_items(run: Run, items: Iterator) -> None:
    """Go through what is in the files once, so that progress has a whole to be a part of."""
    total = 0
    for _item in items:
        total += 1
        if total % 100 == 0:
            give_sign(run)
    run.total = total
    give_sign(run, total=total)


def read_safely(read: Callable[[], Iterator], name: str) -> Iterator:
    """Yield what `read` yields; a fault of it becomes a Refusal, and is logged under the `name` of the file."""
    try:
        yield from read()
    except Exception:
        logger.exception("Could not read %s.", name)
        yield Refusal(_("no se pudo leer: el archivo parece dañado"))


def finish_step(run: Run) -> None:
    """Close the step with its counts."""
    give_sign(run, state=State.DONE, finished=timezone.now(), counts=run.count(run.step), done=run.total)


def purge_runs(runs: QuerySet[Run], now: datetime, delete_files: Callable) -> int:
    """Delete files and lines of runs older than DETAIL_DAYS at `now` (aware datetime); return of how many.

    `delete_files` takes a run and deletes what it holds on the disk. A run that never got to its import goes as a whole.
    """
    count = 0
    for run in runs.filter(created__lt=now - timedelta(days=DETAIL_DAYS), purged=False):
        if run.is_under_way:
            continue
        count += 1
        delete_files(run)
        if run.step == ImportStep.PREVIEW:
            run.delete()
            continue
        run.lines.all().delete()
        run.purged = True
        run.save(update_fields=["purged"])
    return count
