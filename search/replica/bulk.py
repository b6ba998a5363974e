"""Writing many groups to one index."""

from collections.abc import Iterable, Iterator

from elasticsearch import helpers

from search.replica.connection import client
from search.replica.content import Content

_CHUNK, _CHUNK_BYTES = 500, 8 * 1024 * 1024


class ReplicaRefused(Exception):
    """The cluster answered, but did not take a document."""


def write(index: str, contents: Iterable[tuple[str, Content]], gone: Iterable[str] = ()) -> int:
    """Write groups (key, content) into an index and take out the keys in `gone`; returns how many were written.

    Raises ReplicaRefused for what the cluster did not take, and what the client raises when it does not answer.
    """
    written = 0
    for ok, answer in helpers.streaming_bulk(
        client(patient=True),
        _actions(index, contents, gone),
        chunk_size=_CHUNK,
        max_chunk_bytes=_CHUNK_BYTES,
        raise_on_error=False,
        max_retries=3,
        initial_backoff=0.5,
    ):
        ((action, result),) = answer.items()
        if not ok and not (action == "delete" and result.get("status") == 404):
            raise ReplicaRefused(str(result.get("error", {}).get("type") or result.get("error") or result["status"]))
        written += action == "index"
    return written


def _actions(index: str, contents: Iterable[tuple[str, Content]], gone: Iterable[str]) -> Iterator[dict]:
    for key, content in contents:
        yield {"_op_type": "index", "_index": index, "_id": key, "_source": content}
    for key in gone:
        yield {"_op_type": "delete", "_index": index, "_id": key}
