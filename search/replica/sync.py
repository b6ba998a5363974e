"""From the outbox to the cluster: each changed group anew as it stands now, and its rows go when it is acknowledged."""

from elasticsearch import NotFoundError

from search.models import ReplicaBuild, SearchGroup, SearchOutbox
from search.replica.bulk import write_index_groups
from search.replica.connection import client
from search.replica.content import group_contents
from search.replica.mapping import alias, is_current
from search.replica.writing import writer

BATCH = 500  # outbox rows in one go


class NoIndex(Exception):
    """The cluster has no index of ours, or one of another version: it must be built."""


def target() -> str:
    """Return the name of the index behind the alias. Raises NoIndex when there is none with today's mapping."""
    try:
        (index,) = client(patient=True).indices.get_alias(name=alias())
    except NotFoundError as error:
        raise NoIndex(alias()) from error
    if not is_current(index):
        raise NoIndex(index)
    return index


def sync() -> int:
    """Bring the replica up to date; returns how many outbox rows were acknowledged. A change that comes meanwhile has
    a row of its own, which stays.

    Raises NoIndex, and what the client raises when the cluster does not answer: then all rows stay.
    """
    index, done = target(), 0
    while count := _some(index):
        done += count
    return done


def _some(index: str) -> int:
    """Write the groups of some outbox rows; returns the number of rows."""
    with writer() as number:
        rows = list(SearchOutbox.objects.filter(sent=False).order_by("pk")[:BATCH])
        if not rows:
            return 0
        write_groups(index, number, {row.group for row in rows})
        chosen = SearchOutbox.objects.filter(pk__in=[row.pk for row in rows])
        if ReplicaBuild.objects.exists():
            chosen.update(sent=True)  # the index that is being built wants them too
        else:
            chosen.delete()
    return len(rows)


def write_groups(index: str, number: int, keys: set[str]) -> None:
    """Write these groups as they stand now; those without documents are taken out."""
    ids = SearchGroup.objects.filter(key__in=keys).values_list("pk", flat=True)
    found = dict(group_contents(ids))
    write_index_groups(index, number, found.items(), keys - found.keys())
