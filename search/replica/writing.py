"""One writer at a time: whoever changes the cluster holds a row of the database while it reads what to write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from search.models import ReplicaLock


@contextmanager
def writer() -> Iterator[None]:
    """Hold the lock until the end of this block, in one transaction. Others wait; on SQLite for 20 seconds at most.

    What is read in it is at least as new as what any former writer read, so nothing older overwrites it.
    """
    ReplicaLock.objects.get_or_create(name="writer")
    with transaction.atomic():
        ReplicaLock.objects.select_for_update().get(name="writer")
        yield
