"""What follows from a change of a page, done once for all changes of one transaction.

A publication saves a page several times, and its translations with it. Each save asks for the same: search documents,
announcements. Inside a batch such a task only collects its keys; it runs when the batch ends, in the same transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from .public import asked_once

Task = Callable[[list], object]
"""Gets the keys that were collected, each once."""

_batch: ContextVar[dict[Task, dict] | None] = ContextVar("batch", default=None)


@contextmanager
def batch_indexing() -> Iterator[None]:
    """Do what follows from all changes inside at once, when the block ends, and in one transaction with them.

    Inside, search still holds what was before. A block inside another one belongs to the outer one.
    """
    if in_batch():
        yield
        return
    with transaction.atomic():
        batch: dict[Task, dict] = {}
        token = _batch.set(batch)
        try:
            yield
        finally:
            _batch.reset(token)
        with asked_once():  # no task changes who may read a page
            for task, keys in batch.items():
                task(list(keys))


def in_batch() -> bool:
    """Tell whether a batch is open."""
    return _batch.get() is not None


def at_end(task: Task, keys: Iterable) -> None:
    """Call `task` with the list of `keys` when the batch ends, once for the keys of all calls; without a batch, now."""
    batch = _batch.get()
    if batch is None:
        task(list(keys))
    else:
        batch.setdefault(task, {}).update(dict.fromkeys(keys))
