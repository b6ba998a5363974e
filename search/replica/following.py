"""The process beside the web: keeps the replica up to date, and builds it anew when the cluster has lost it."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import OperationalError, connections
from elastic_transport import TransportError
from elasticsearch import ApiError

from search.models import SearchOutbox
from search.replica.building import rebuild_replica_index
from search.replica.bulk import ReplicaRefused
from search.replica.sync import NoIndex, sync, target

logger = logging.getLogger(__name__)
PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two looks; after failures, longer and longer
LOOK_AT_CLUSTER = 15.0  # seconds after which the index is looked for although nothing changed


def follow(stop: threading.Event, slept: Callable[[float], None] | None = None) -> None:
    """Sync until `stop` is set; what fails is logged once and tried again."""
    slept = slept or stop.wait
    pause, looked, failing = PAUSE, float("-inf"), False
    while not stop.is_set():
        try:
            if SearchOutbox.objects.filter(sent=False).exists() or time.monotonic() - looked > LOOK_AT_CLUSTER:
                step()
                looked = time.monotonic()
            if failing:
                logger.warning("search: the replica has caught up")
            pause, failing = PAUSE, False
        except (TransportError, ApiError, ReplicaRefused, OperationalError) as error:
            if not failing:
                logger.warning("search: the replica waits (%s)", type(error).__name__)
            pause, failing = min(pause * 2, LONGEST_PAUSE), True
        finally:
            connections.close_all()
        slept(pause)


def step() -> None:
    """Bring the replica up to date; build it where the cluster has none of ours, or one of an older version."""
    try:
        target()
    except NoIndex:
        rebuild_replica_index()
    sync()
