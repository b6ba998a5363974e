"""The engines behind the door: one that the database brings, and room for a replica."""

from functools import cache

from django.conf import settings
from django.db import connections, router
from django.utils.module_loading import import_string

from search.engines.base import Engine
from search.engines.database import DatabaseEngine
from search.engines.postgresql import PostgresqlEngine
from search.engines.sqlite import SqliteEngine
from search.models import SearchDocument

#: by name, as Django names its backends: the client of the cluster is loaded only where there is a cluster
FAILOVER = "search.replica.failover.FailoverEngine"


@cache
def database_engine(vendor: str) -> DatabaseEngine:
    """Return the engine of a database vendor ("sqlite", "postgresql"); raises NotImplementedError for another."""
    if vendor == "sqlite":
        return SqliteEngine()
    if vendor == "postgresql":
        return PostgresqlEngine()
    raise NotImplementedError(f"search has no engine for the database {vendor}")


def current_engine() -> DatabaseEngine:
    """Return the engine of the database that holds the documents."""
    return database_engine(connections[router.db_for_read(SearchDocument)].vendor)


def answering() -> Engine:
    """Return the engine that answers questions: the replica's while there is one that works, else the database's."""
    if not getattr(settings, "ELASTICSEARCH", {}).get("hosts"):
        return current_engine()
    return _failover(current_engine())


@cache
def _failover(database: DatabaseEngine) -> Engine:
    return import_string(FAILOVER)(database)
