"""Writing many groups to one index: while the cluster writes some, the next are read and analysed."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice

from elasticsearch import helpers

from search.replica.connection import client
from search.replica.content import Content

_CHUNK = 500
_IN_FLIGHT = 2  # chunks that wait for the cluster: memory stays bounded


class ReplicaRefused(Exception):
    """The cluster answered, but did not take a document."""


def write_index_groups(
    index: str, number: int, contents: Iterable[tuple[str, Content]], gone: Iterable[str] = ()
) -> int:
    """Write groups (key, content) into an index and take out the keys in `gone`; returns how many were written.

    `number` is the writer's (see writing.writer): the cluster refuses it after it has seen a higher one. Raises
    ReplicaRefused for what the cluster did not take, and what the client raises when it does not answer.
    """
    to = {"_index": index, "version": number, "version_type": "external_gte"}
    puts = ({**to, "_op_type": "index", "_id": key, "_source": content} for key, content in contents)
    deletes = ({**to, "_op_type": "delete", "_id": key} for key in gone)
    actions = chain(puts, deletes)
    written, pending = 0, deque()
    # The generator reads the database, so it runs here; only the sending has a thread of its own.
    with ThreadPoolExecutor(max_workers=1) as pool:
        while chunk := list(islice(actions, _CHUNK)):
            pending.append(pool.submit(_send, chunk))
            written += sum(_finished(pending, _IN_FLIGHT))
        written += sum(_finished(pending, 0))
    return written


def _finished(pending: deque[Future[int]], kept: int) -> Iterator[int]:
    """Yield the results of the first chunks, until only `kept` wait."""
    while len(pending) > kept:
        yield pending.popleft().result()


def _send(chunk: list[dict]) -> int:
    """Send a chunk; returns how many groups were written."""
    written = 0
    answers = helpers.streaming_bulk(
        client(patient=True), chunk, chunk_size=_CHUNK, raise_on_error=False, max_retries=3, initial_backoff=0.5
    )
    for ok, answer in answers:
        ((action, result),) = answer.items()
        if not ok and not (action == "delete" and result.get("status") == 404):
            error = result.get("error")
            raise ReplicaRefused(str(error.get("type") if isinstance(error, dict) else error or result["status"]))
        written += action == "index"
    return written
