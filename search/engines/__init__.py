"""The engines behind the door: one that the database brings, and room for a replica."""

from functools import cache

from django.db import connections, router

from search.engines.database import DatabaseEngine
from search.models import SearchDocument


@cache
def database_engine(vendor: str) -> DatabaseEngine:
    """Return the engine of a database vendor ("sqlite", "postgresql"); raises NotImplementedError for another."""
    if vendor == "sqlite":
        from search.engines.sqlite import SqliteEngine

        return SqliteEngine()
    if vendor == "postgresql":
        from search.engines.postgresql import PostgresqlEngine

        return PostgresqlEngine()
    raise NotImplementedError(f"search has no engine for the database {vendor}")


def current() -> DatabaseEngine:
    """Return the engine of the database that holds the documents."""
    return database_engine(connections[router.db_for_read(SearchDocument)].vendor)
