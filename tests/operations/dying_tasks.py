"""Tasks for tests: each notes in a file that it began, and goes on until somebody says that it is enough."""

import time
from pathlib import Path

from django_tasks import task


def begin(path):
    """Note it and go on."""
    with Path(path).open("a") as stream:
        stream.write("began\n")
    for _moment in range(6000):
        if Path(path).with_suffix(".enough").exists():
            return
        time.sleep(0.01)


@task()
def often(path):
    """A task that may begin again."""
    begin(path)


@task()
def once(path):
    """A task that must not."""
    begin(path)
