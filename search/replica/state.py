"""How the replica is: for `manage.py search status`, /health and the metrics."""

from typing import Any

from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError

from search.models import ReplicaBuild, SearchGroup, SearchOutbox
from search.replica.breaker import breaker
from search.replica.connection import client, configured
from search.replica.mapping import alias
from search.replica.sync import NoIndex, target


def backlog() -> tuple[int, float]:
    """Return (outbox rows that wait, age of the oldest in seconds)."""
    rows = SearchOutbox.objects.filter(sent=False)
    oldest = rows.order_by("pk").values_list("created", flat=True).first()
    return rows.count(), (timezone.now() - oldest).total_seconds() if oldest else 0.0


def replica_figures() -> dict[str, float]:
    """Return figures of this process and the database, without asking the cluster."""
    if not configured():
        return {}
    waiting, age = backlog()
    return {
        "search_replica_up": 0 if breaker.is_open else 1,
        "search_replica_failures_total": breaker.failures,
        "search_replica_waiting": waiting,
        "search_replica_lag_seconds": round(age, 1),
    }


def status() -> dict[str, Any]:
    """Return what the cluster says of itself and of our index; what it cannot say is named in "fault"."""
    waiting, age = backlog()
    found: dict[str, Any] = {"waiting": waiting, "lag_seconds": round(age, 1), "objects": SearchGroup.objects.count()}
    if build := ReplicaBuild.objects.first():
        found |= {"building": build.index, "built": build.done, "to_build": build.total}
    try:
        es = client()
        health = es.cluster.health(timeout="1s")
        found |= {"cluster": health["status"], "nodes": health["number_of_nodes"]}
        found["index"] = target()
        found["indexed"] = es.count(index=alias())["count"]
        found["bytes"] = es.indices.stats(index=alias(), metric="store")["_all"]["total"]["store"]["size_in_bytes"]
    except NoIndex:
        found["fault"] = "no index"
    except (TransportError, ApiError) as error:
        found["fault"] = type(error).__name__
    return found
