"""A new index beside the one that readers ask, then both change places at once; goes on where it was interrupted."""

import time
from collections.abc import Callable, Iterator

from elasticsearch import NotFoundError

from search.models import ReplicaBuild, SearchGroup, SearchOutbox
from search.replica.bulk import write_index_groups
from search.replica.connection import client, prefix
from search.replica.content import contents_between
from search.replica.mapping import alias, body, is_current, mapping_fingerprint
from search.replica.sync import write_groups
from search.replica.writing import lock, writer

STEP = 2_000  # groups
SEGMENTS = 4  # as many processors search them at once; each further one costs every question time
# Nobody asks it yet, and what a node loses by dying is written again: the build goes on from its last step.
MEANWHILE = {"refresh_interval": "-1", "translog.durability": "async"}
USUAL = {"refresh_interval": "1s", "translog.durability": "request"}
Progress = Callable[[int, int, float], None]


def rebuild_replica_index(progress: Progress = lambda done, total, rate: None) -> int:
    """Build the index anew and put it in place; returns the number of groups.

    `progress` gets the groups done, those in all, and groups a second. Raises what the client raises: call it again, and
    it goes on. Readers have the former index until the end.
    """
    with lock("builder"):
        with writer() as number:
            build = _begun()
        started, before = time.monotonic(), build.done
        while count := _step(build, number):
            build.done += count
            build.save(update_fields=["done", "last_group"])
            progress(build.done, build.total, (build.done - before) / max(time.monotonic() - started, 0.001))
        indices = client(patient=True).indices
        indices.put_settings(index=build.index, settings=USUAL)
        # In the node's own time: readers are answered from the many segments until the few are there.
        indices.forcemerge(index=build.index, max_num_segments=SEGMENTS, wait_for_completion=False)
        _put_in_place(build)
    return build.done


def _begun() -> ReplicaBuild:
    """Return the build to go on with, or a new one with its empty index."""
    indices = client(patient=True).indices
    for build in ReplicaBuild.objects.all():
        if is_current(build.index) and indices.exists(index=build.index):
            return build
        build.delete()
        indices.delete(index=build.index, ignore_unavailable=True)
    name = f"{prefix()}-{mapping_fingerprint()}-{int(time.time() * 1000)}"
    # First the row, so that outbox rows are kept from now on; then what they change is read.
    build = ReplicaBuild.objects.create(index=name, total=SearchGroup.objects.count())
    settings = body()
    settings["settings"] |= MEANWHILE
    indices.create(index=name, **settings)
    return build


def _step(build: ReplicaBuild, number: int) -> int:
    """Write the next groups; returns their number."""
    groups = list(
        SearchGroup.objects.filter(pk__gt=build.last_group).order_by("pk").values_list("pk", flat=True)[:STEP]
    )
    if groups:
        write_index_groups(build.index, number, contents_between(groups[0], groups[-1]))
        build.last_group = groups[-1]
    return len(groups)


def _put_in_place(build: ReplicaBuild) -> None:
    """Write what changed meanwhile, let the alias point here, and remove the former indexes."""
    es = client(patient=True)
    with writer() as number:
        rows = list(SearchOutbox.objects.values_list("pk", "group"))
        keys = list(dict.fromkeys(group for _, group in rows))
        for start in range(0, len(keys), STEP):
            write_groups(build.index, number, set(keys[start : start + STEP]))
        es.indices.refresh(index=build.index)
        actions = [{"add": {"index": build.index, "alias": alias(), "is_write_index": True}}]
        actions += [{"remove_index": {"index": index}} for index in _ours() - {build.index}]
        es.indices.update_aliases(actions=actions)
        build.delete()
        for start in range(0, len(rows), STEP):
            SearchOutbox.objects.filter(pk__in=[pk for pk, _ in rows[start : start + STEP]]).delete()


def _ours() -> set[str]:
    """Return the names of all indexes of this portal, whatever their version."""
    try:
        return set(client(patient=True).indices.get(index=f"{prefix()}-*-*", features="settings"))
    except NotFoundError:
        return set()


def index_checksums(index: str) -> Iterator[tuple[str, str]]:
    """Yield (group key, checksum) of everything in an index."""
    after: list = []
    es = client(patient=True)
    while True:
        more = {"search_after": after} if after else {}
        hits = es.search(
            index=index,
            size=5_000,
            sort=[{"number": "asc"}],
            source=False,
            docvalue_fields=["checksum"],
            query={"match_all": {}},
            **more,
        )["hits"]["hits"]
        if not hits:
            return
        yield from ((hit["_id"], hit["fields"]["checksum"][0]) for hit in hits)
        after = hits[-1]["sort"]
