"""Bring the tables of the configured database to the migrations of this version, or to those of an older one."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from . import snapshot


def is_outdated() -> bool:
    """Tell whether migrations wait; Django's own command takes a second even when none does."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> None:
    """Make an empty database from the snapshot, and every other one by migrations."""
    if not snapshot.load_snapshot(connection) or is_outdated():
        call_command("migrate", interactive=False, verbosity=0)


def make_tables_of(migrations: list[str]) -> None:
    """Make the tables of an empty database as these migrations ("app.name") left them, and no later one."""
    wanted = {tuple(name.split(".", 1)) for name in migrations}
    if wanted >= set(MigrationExecutor(connection).loader.disk_migrations):
        bring_up_to_date()
        return
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    followed = {parent.key for key in wanted for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    executor.migrate(sorted(wanted - followed))
