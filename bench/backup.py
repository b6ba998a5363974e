"""Is a portal that was backed up under load and restored elsewhere the same for its visitors?

`python bench/backup.py [--var FOLDER] [--every N] [--load SECONDS]` backs a demonstration up while somebody publishes,
restores it in another folder and, with TEST_DATABASE_URL (postgres://…), on PostgreSQL and from there on SQLite again, and
compares the public pages byte for byte (one in N). Without --var it makes a demonstration of its own. Prints seconds; ends
with status 1 when a page differs.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DERIVED = ("static", "dictionaries")  # taken over: making them anew is set_up's work, not what is measured


class Portal:
    """One portal: a folder, and a database if it is not SQLite's file there."""

    def __init__(self, folder: Path, database: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ELASTICSEARCH_URL")}
        self.environment = taken | {"VAR_DIR": str(folder), "DEMONSTRATION": "1", "PYTHONPATH": str(ROOT)}
        self.folder = folder
        if database:
            self.environment["DATABASE_URL"] = database

    def start(self, *words: str) -> subprocess.Popen:
        """Start a Python program of the portal."""
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def run(self, label: str, *words: str) -> str:
        """Run one to its end, print how long it took, and return what it printed."""
        begun = time.perf_counter()
        process = self.start(*words)
        output = process.communicate()[0]
        if process.returncode:
            sys.exit(f"{label} failed")
        print(f"{label:40} {time.perf_counter() - begun:6.1f} s", flush=True)
        return output

    def take_derived(self, other: "Portal") -> None:
        """Use what the other portal has made already."""
        for name in DERIVED:
            (self.folder / name).symlink_to(other.folder / name)

    def pages(self, label: str, every: int) -> dict[str, str]:
        """Return {address: status and digest}."""
        return json.loads(self.run(label, "bench/parts/restored.py", "pages", str(every)))


def empty_database(server: str, name: str) -> str:
    """Make an empty database on a server (postgres://…) and return its address."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return server.rpartition("/")[0] + f"/{name}"


def back_up(portal: Portal, folder: Path, load: int) -> set[str]:
    """Back a portal up while somebody publishes for `load` seconds; return the addresses that this changes."""
    editor = portal.start("bench/parts/restored.py", "publish", str(load)) if load else None
    time.sleep(min(load, 5))
    portal.run("backup", "manage.py", "backup", str(folder))
    return set(json.loads(editor.communicate()[0])) if editor else set()


def measure(portal: Portal, folder: Path, every: int, load: int) -> int:
    """Back up, restore in each way and compare; return how many pages differ."""
    changed = back_up(portal, folder / "backup", load)
    ways = [("SQLite", "", "backup")]
    if server := os.environ.get("TEST_DATABASE_URL"):
        ways += [
            ("PostgreSQL", empty_database(server, "participa_bench_backup"), "backup"),
            ("SQLite again", "", "again"),
        ]
    expected, differing = portal.pages("pages of the original", every), 0
    for number, (name, database, source) in enumerate(ways):
        restored = Portal(folder / str(number), database)
        restored.take_derived(portal)
        restored.run(f"restore on {name}", "manage.py", "restore", str(folder / source))
        found = restored.pages(f"pages on {name}", every)
        others = sorted(page for page in expected.keys() | found.keys() if expected.get(page) != found.get(page))
        others = [page for page in others if page not in changed]
        print(f"{name}: {len(found)} pages, {len(others)} differ {others[:5] or ''}")
        differing += len(others)
        if database:
            restored.run("backup of PostgreSQL", "manage.py", "backup", str(folder / "again"))
    return differing


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", type=Path, help="VAR_DIR of a demonstration that stands")
    parser.add_argument("--every", type=int, default=1, help="compare one page in so many")
    parser.add_argument("--load", type=int, default=0 if "--var" in sys.argv else 20, help="seconds of publishing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        portal = Portal((options.var or folder / "original").absolute())
        if not options.var:
            portal.run("set_up", "manage.py", "set_up")
        differing = measure(portal, folder, options.every, options.load)
        shutil.rmtree(folder / "backup")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
