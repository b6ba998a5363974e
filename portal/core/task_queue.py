"""The queue of what the worker does: in a batch, tasks that say the same are put into it once.

A task whose worker died runs again (portal/operations/workers.py); one that must not, or not at once, says so here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django_tasks.base import Task, TaskResult
from django_tasks.utils import normalize_json
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from .publication import at_end, in_batch

#: tasks of the libraries that read a row as it is when they run: asked twice, they do the same twice
FOLLOWING = {
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.tasks.update_reference_index_task",
}

_after_death: dict[str, Callable[..., bool]] = {}


def on_worker_death(task: Task, settle: Callable[..., bool]) -> None:
    """Have `settle` called with the arguments of a task whose worker died; it returns whether the task runs again."""
    _after_death[task.module_path] = settle


def settle_after_death(task_path: str, args: Iterable[Any], kwargs: dict[str, Any]) -> bool:
    """Do what a task wants done when its worker died; return whether it runs again, as most do."""
    settle = _after_death.get(task_path)
    return settle is None or settle(*args, **kwargs)


class BatchedTasks(DatabaseBackend):
    """The queue of the worker's tasks; in a batch, what only follows the state of a row is asked once, at its end."""

    def enqueue(self, task: Task, args: Iterable[Any], kwargs: dict[str, Any]) -> TaskResult | None:
        """Put a task into the queue and return its result; None where it waits for the end of a batch."""
        if in_batch() and task.module_path in FOLLOWING and not kwargs:
            at_end(self.enqueue_all, [(task, tuple(args))])
            return None
        return super().enqueue(task, args, kwargs)

    def enqueue_all(self, calls: Iterable[tuple[Task, tuple]]) -> None:
        """Put many tasks, pairs of a Task and its arguments, into the queue at once."""
        DBTaskResult.objects.bulk_create(
            DBTaskResult(
                id=self._get_id(),
                args_kwargs=normalize_json({"args": args, "kwargs": {}}),
                priority=task.priority,
                task_path=task.module_path,
                queue_name=task.queue_name,
                backend_name=self.alias,
                run_after=get_date_max(),  # at once
            )
            for task, args in calls
        )
