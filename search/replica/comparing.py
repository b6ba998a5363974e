"""Both sides compared by checksum: what the cluster holds too much, too little or otherwise."""

from dataclasses import dataclass, field

from search.index import write_outbox_rows
from search.models import SearchGroup, SearchOutbox
from search.replica.building import index_checksums
from search.replica.connection import client
from search.replica.content import contents_between
from search.replica.sync import target

STEP = 1_000


@dataclass
class Differences:
    """Keys of groups."""

    surplus: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.surplus or self.absent or self.outdated)


def compare_replica() -> Differences:
    """Return how the index that readers ask differs from the documents of the database. Raises NoIndex."""
    index = target()
    client(patient=True).indices.refresh(index=index)
    there = dict(index_checksums(index))
    differences, last = Differences(), 0
    while groups := list(SearchGroup.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]):
        last = groups[-1]
        for key, content in contents_between(groups[0], groups[-1]):
            checksum = there.pop(key, None)
            if checksum is None:
                differences.absent.append(key)
            elif checksum != content["checksum"]:
                differences.outdated.append(key)
    differences.surplus = sorted(there)
    return differences


def heal(differences: Differences) -> None:
    """Put what differs into the outbox: the next sync mends it."""
    write_outbox_rows([("", key) for key in (*differences.absent, *differences.outdated)], SearchOutbox.Action.PUT)
    write_outbox_rows([("", key) for key in differences.surplus], SearchOutbox.Action.DELETE)
