"""The database of a run: migrated once, kept as a template, copied for each process and each call of pytest.

Migrating takes half a minute, copying half a second. A template is named by what makes it: the migrations of all
applications and the code and data that ours import. SQLite keeps it as a file under VAR_DIR, PostgreSQL as a database of
the server that TEST_DATABASE_URL names.
"""

import ast
import fcntl
import hashlib
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("portal", "search")
KEPT_TEMPLATES = 5  # of SQLite: one for each branch that somebody works on


def fingerprint() -> str:
    """Return the name (hexadecimal) of the database that the migrations make now."""
    digest = hashlib.sha256()
    for path in sorted(migration_sources()):
        digest.update(path.as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migration_sources() -> set[Path]:
    """Return the files on which the migrated database depends."""
    found = {path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")}
    waiting = [path for path in found if path.is_relative_to(ROOT) and ROOT / ".venv" not in path.parents]
    while waiting:
        for path in imported(waiting.pop()) - found:
            found.add(path)
            waiting.append(path)
    data = {file for path in found if path.is_relative_to(ROOT) for file in (path.parent / "data").glob("*.*")}
    return found | data | {Path(__file__)}


def imported(path: Path) -> set[Path]:
    """Return the modules of this repository that a module imports by their whole name or relative to itself."""
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parts[: -node.level] if node.level else ()
            module = ".".join(filter(None, [*package, node.module]))
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    places = [ROOT / name.replace(".", "/") for name in names if name.split(".")[0] in ROOMS]
    files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")]
    return {file for file in files if file.exists()}


@contextmanager
def database_copy(process: str):
    """Let Django talk to a copy of the template for one process (its name) while the context lasts."""
    before = connection.settings_dict["NAME"]
    make = {"sqlite": sqlite_copy, "postgresql": postgresql_copy}[connection.vendor]
    try:
        with make(fingerprint(), process):
            yield
    finally:
        use(before)


def use(name: str):
    """Let Django talk to another database of the same server."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def migrate(name: str):
    """Make all tables and rows of an empty database."""
    before = connection.settings_dict["NAME"]
    use(name)
    call_command("migrate", verbosity=0, interactive=False)
    use(before)


@contextmanager
def sqlite_copy(template: str, process: str):
    """Keep the copy in the memory of this process."""
    file = template_file(template)
    use("file:participa?mode=memory&cache=shared")
    connection.ensure_connection()
    source = sqlite3.connect(file)
    source.backup(connection.connection)
    source.close()
    yield
    connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def template_file(template: str) -> Path:
    """Return the migrated file of SQLite; the first process to ask makes it, the others wait."""
    folder = settings.VAR_DIR / "templates"
    folder.mkdir(exist_ok=True)
    file = folder / f"{template}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            migrate(str(unfinished))
            unfinished.rename(file)
        os.utime(file)
        for old in sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-KEPT_TEMPLATES]:
            old.unlink()
    return file


@contextmanager
def postgresql_copy(template: str, process: str):
    """Keep the copy beside the template, until the process ends."""
    template, name = f"participa_{template}", f"test_participa_{process}_{os.getpid()}"
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", ["participa templates"])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            unfinished = f"{template}_unfinished"
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(unfinished)}")
            cursor.execute(f"CREATE DATABASE {quote(unfinished)}")
            migrate(unfinished)
            cursor.execute(f"ALTER DATABASE {quote(unfinished)} RENAME TO {quote(template)}")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", ["participa templates"])
    use(name)
    yield
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {quote(name)} WITH (FORCE)")
