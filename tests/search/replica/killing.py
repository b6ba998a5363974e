"""A portal of its own in a file, changed by processes that may be killed in the middle of what they do."""

import os
import pickle
import signal
import traceback
from pathlib import Path

from django.db import connections

from search.replica.connection import client, close_clients
from tests.database import fingerprint, template_file

KILLED = "killed"


class Portal:
    """One database file and one prefix in the cluster; `run` does something there in a process of its own."""

    def __init__(self, folder: Path, hosts: list[str], blocker) -> None:
        self.file, self.hosts, self.blocker = folder / "portal.sqlite3", hosts, blocker
        self.prefix = f"kill{os.getpid()}"
        with blocker.unblock():
            self.empty = template_file(fingerprint()).read_bytes()

    def wipe(self) -> None:
        """Go back to the empty portal, and to a cluster without our indexes."""
        for rest in self.file.parent.glob("portal.sqlite3-*"):
            rest.unlink()
        self.file.write_bytes(self.empty)
        self.run(_no_indexes)

    def run(self, action, *arguments, die_at: int = 0):
        """Call `action(*arguments)` in a process of its own, killed (SIGKILL) at its `die_at`-th step when it has so many.

        Returns what it returned, or KILLED. Raises AssertionError with its traceback when it failed.
        """
        reader, writer = os.pipe()
        connections.close_all()
        child = os.fork()
        if not child:
            os.close(reader)
            self._live(writer, action, arguments, die_at)
        os.close(writer)
        with os.fdopen(reader, "rb") as answer:
            told = answer.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return KILLED
        worked, result = pickle.loads(told)  # noqa: S301 our own child wrote it
        assert worked, result
        return result

    def _live(self, writer: int, action, arguments, die_at: int) -> None:
        """In the child: change over to the file and our prefix, act, tell, end without a word of pytest's."""
        from django.conf import settings

        try:
            settings.ELASTICSEARCH = {"hosts": self.hosts, "prefix": self.prefix, "timeout": 10}
            close_clients()
            for connection in connections.all():
                connection.settings_dict["NAME"] = str(self.file)
                connection.connection = None
            if die_at:
                die_after(die_at)
            with self.blocker.unblock():
                told = (True, action(*arguments))
        except BaseException:
            told = (False, traceback.format_exc())
        os.write(writer, pickle.dumps(told))
        os._exit(0)


def die_after(steps: int) -> None:
    """Have this process killed before or after one of the moments between which a fault could leave something half done."""
    from django.db import transaction

    from search import index
    from search.replica import building, bulk, sync

    left = [steps]

    def counted(function):
        def around(*args, **more):
            step()
            result = function(*args, **more)
            step()
            return result

        return around

    def step():
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    watched = {bulk: ["_send"], sync: ["write_groups"], building: ["_step", "write_groups", "_ours"], index: ["_apply"]}
    for module, names in watched.items():
        for name in names:
            setattr(module, name, counted(getattr(module, name)))
    transaction.Atomic.__exit__ = counted(transaction.Atomic.__exit__)


def _no_indexes() -> None:
    from search.replica.building import _ours

    for name in _ours():
        client(patient=True).indices.delete(index=name)
