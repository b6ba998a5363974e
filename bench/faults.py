"""Faults of a real cluster while people read and edit: who notices, and how long the replica takes to catch up.

python bench/faults.py CONTROL, where CONTROL is a command that knows start 3, kill N, revive N and stop (such as the
machine's own bin/elasticsearch). Makes a demonstration city in a folder of its own, serves it, lets 5 readers search and 2
editors publish all the time, and makes one fault after another. Fails when a request failed or something differs at the end.
"""

import argparse
import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.parts.gateway import Gateway  # noqa: E402
from bench.parts.loopback import free_port, wait_for  # noqa: E402

READERS, EDITORS, WORKING, RECOVERY = 5, 2, 6, 240  # number, number, seconds under a fault, seconds at most to recover
QUESTIONS = ("plaza", "presupuesto+participativo", "vecinos", "children", "&theme=health")


class People:
    """Readers and editors at work; what went wrong for them is gathered."""

    def __init__(self, port: int, environment: dict) -> None:
        self.port, self.environment = port, environment
        self.requests, self.failed, self.slowest = 0, [], 0.0
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(READERS)]
        self.editors = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.parts.editor", str(number)],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(EDITORS)
        ]
        for thread in self.threads:
            thread.start()

    def read(self, number: int) -> None:
        """Search, again and again."""
        while not self.over.is_set():
            path = f"/es/search/?q={QUESTIONS[(number + self.requests) % len(QUESTIONS)]}"
            started = time.monotonic()
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failed.append(f"{path}: {answer.status}")
            except OSError as error:
                self.failed.append(f"{path}: {type(error).__name__}")
            self.requests += 1
            self.slowest = max(self.slowest, time.monotonic() - started)

    def stop(self) -> int:
        """Let all end; returns how many publications the editors made."""
        self.over.set()
        for thread in self.threads:
            thread.join()
        published = 0
        for editor in self.editors:
            told, _ = editor.communicate("\n")
            if editor.returncode:
                self.failed.append("an editor could not publish")
            else:
                published += json.loads(told)
        return published


class Cluster:
    """The cluster and its faults."""

    def __init__(self, control: list[str], environment: dict) -> None:
        self.control, self.environment = control, environment
        told = self.do("start", "3")
        self.hosts = next(line for line in told.splitlines() if line.startswith("export ")).partition("=")[2]
        self.gateways = [Gateway(host) for host in self.hosts.split(",")]

    def do(self, *words: str) -> str:
        """Call the control."""
        return subprocess.run([*self.control, *words], check=True, capture_output=True, text=True).stdout

    def processes(self) -> list[int]:
        """Return the process ids of the running nodes."""
        found = subprocess.run(
            ["pgrep", "-f", "org.elasticsearch.bootstrap|elasticsearch.server"], capture_output=True, text=True
        )
        return [int(line) for line in found.stdout.split()]

    def hang(self) -> None:
        """Stop all processes where they stand."""
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let them go on."""
        for process in self.processes():
            os.kill(process, signal.SIGCONT)

    def kill_all(self) -> None:
        """Kill the three nodes."""
        for node in "123":
            self.do("kill", node)

    def revive(self, nodes: str) -> None:
        """Start nodes again, together: they elect a master. A killed one first has to be gone, which may take it a while."""
        waiting = dict.fromkeys(nodes)
        while waiting:
            for node in waiting:
                waiting[node] = subprocess.Popen([*self.control, "revive", node], stdout=subprocess.DEVNULL)
            waiting = {node: None for node, process in waiting.items() if process.wait()}
            time.sleep(1 if waiting else 0)

    def refuse(self) -> None:
        """Shut the doors: the nodes live, the network refuses."""
        for gateway in self.gateways:
            gateway.shut()

    def let_in(self) -> None:
        """Open the doors again."""
        for gateway in self.gateways:
            gateway.open()

    def pretend(self, old: bool) -> None:
        """Answer as another version does."""
        for gateway in self.gateways:
            gateway.old = old

    def ask(self, method: str, path: str, body: dict | None = None) -> None:
        """Ask the first node."""
        host = self.hosts.split(",")[0].removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {told[:200]}")

    def block(self, on: bool) -> None:
        """Let the indexes take no writes, or take them again."""
        self.ask("PUT", "/faults-*/_settings", {"index.blocks.write": on or None})

    def has_index(self) -> bool:
        """Tell whether readers have an index to ask; a node that does not answer has none."""
        for host in self.hosts.split(","):
            connection = http.client.HTTPConnection(host.removeprefix("http://"), timeout=5)
            with suppress(OSError):
                connection.request("HEAD", "/_alias/faults-search")
                return connection.getresponse().status == 200
        return False

    def lose_index(self) -> None:
        """Delete our index by hand."""
        connection = http.client.HTTPConnection(self.hosts.split(",")[0].removeprefix("http://"), timeout=30)
        connection.request("GET", "/_cat/indices/faults-*?h=index")
        for name in connection.getresponse().read().decode().split():
            self.ask("DELETE", f"/{name}")


def manage(environment: dict, *words: str) -> subprocess.CompletedProcess:
    """Call manage.py."""
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


class Outbox:
    """What waits for the cluster, read beside the portal: a process of its own for each look would be the load itself."""

    def __init__(self, cluster: Cluster, folder: str) -> None:
        self.cluster, self.database = cluster, sqlite3.connect(f"{folder}/portal.sqlite3", timeout=30)

    def newest(self) -> int:
        """Return the number of the newest row ever written, 0 before there was one."""
        row = self.database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'search_searchoutbox'").fetchone()
        return row[0] if row else 0

    def waits(self, until: int) -> bool:
        """Tell whether a row up to this number waits, or readers have no index to ask."""
        rows = self.database.execute("SELECT COUNT(*) FROM search_searchoutbox WHERE id <= ?", [until]).fetchone()[0]
        return bool(rows) or not self.cluster.has_index()

    def recovered(self) -> float:
        """Return the seconds until all that waits now has arrived, whatever comes meanwhile.

        Raises RuntimeError when that takes longer than RECOVERY.
        """
        since, until = time.monotonic(), self.newest()
        while self.waits(until):
            if time.monotonic() - since > RECOVERY:
                raise RuntimeError(f"not recovered after {RECOVERY} s")
            time.sleep(0.2)
        return time.monotonic() - since


def try_all(cluster: Cluster, port: int, environment: dict, outbox: Outbox) -> int:
    """Make each fault in turn and print a line; returns the number of faults that somebody noticed."""
    faults = {
        "one of three nodes killed": (lambda: cluster.do("kill", "2"), lambda: cluster.revive("2")),
        "all nodes killed": (cluster.kill_all, lambda: cluster.revive("123")),
        "all nodes hang (SIGSTOP)": (cluster.hang, cluster.go_on),
        "write block on the index": (lambda: cluster.block(True), lambda: cluster.block(False)),
        "index deleted by hand": (cluster.lose_index, lambda: None),
        "network refused": (cluster.refuse, cluster.let_in),
        "wrong version": (lambda: cluster.pretend(True), lambda: cluster.pretend(False)),
    }
    noticed = 0
    for name, (fault, heal) in faults.items():
        people = People(port, environment)
        try:
            time.sleep(3)
            fault()
            time.sleep(WORKING)
            heal()
            seconds = outbox.recovered()
        finally:
            published = people.stop()
        outbox.recovered()
        verified = manage(environment, "search", "verify")
        noticed += bool(people.failed or verified.returncode)
        print(
            f"{name:42} {people.requests:5} answers, {published:4} publications, failed: {len(people.failed)}; slowest "
            f"{people.slowest:.1f} s; whole again after {seconds:.1f} s; "
            f"verify: {'DIFFERS' if verified.returncode else 'equal'}",
            flush=True,
        )
        for line in (*people.failed[:3], *(verified.stdout.splitlines()[:5] if verified.returncode else ())):
            print(f"    {line}", flush=True)
    return noticed


def main() -> int:
    """Serve a city beside a cluster of three, and try all faults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("control", nargs="+")
    options = parser.parse_args()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DEMONSTRATION": "1",
            "ELASTICSEARCH_PREFIX": "faults",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "PYTHONPATH": str(ROOT),
            "PORT": str(port),
        }
        cluster = Cluster(options.control, environment)
        environment["ELASTICSEARCH_URL"] = ",".join(gateway.address for gateway in cluster.gateways)
        subprocess.run(
            [sys.executable, "manage.py", "set_up"], cwd=ROOT, env=environment, check=True, capture_output=True
        )
        served = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment)
        try:
            wait_for(port)
            outbox = Outbox(cluster, folder)
            print(f"first built after {outbox.recovered():.1f} s", flush=True)
            return int(bool(try_all(cluster, port, environment, outbox)))
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(60)
            cluster.do("stop", "--wipe")


if __name__ == "__main__":
    sys.exit(main())
