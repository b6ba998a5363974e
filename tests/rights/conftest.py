"""One city for all tests of rights, and the matrix in which their answers are counted."""

from collections import Counter

import pytest
from django.test import override_settings

from tests.sharing import made_once

from .city import City


class Matrix:
    """Counts cells; keeps those in which the portal and the oracle differ."""

    def __init__(self):
        self.cells, self.leaks, self.missing = Counter(), [], []

    def cell(self, actor, what, action, expected, got):
        """Note one answer: a leak is what was given and should not, a right missing the other way round."""
        self.cells[actor.name, action] += 1
        if got and not expected:
            self.leaks.append(f"{actor.name} · {action} · {what}")
        if expected and not got:
            self.missing.append(f"{actor.name} · {action} · {what}")

    def check(self):
        """Raise AssertionError with all differences so far."""
        wrong = [f"LEAK {line}" for line in self.leaks] + [f"MISSING {line}" for line in self.missing]
        self.leaks, self.missing = [], []
        assert not wrong, "\n".join([f"{len(wrong)} differences:", *wrong])

    def table(self):
        """Return the counts (str): one row for each action, one column for each account."""
        actors = list(dict.fromkeys(actor for actor, _action in self.cells))
        lines = [f"{'cells':<24}" + "".join(f"{actor:>11}" for actor in actors) + f"{'all':>8}"]
        for action in dict.fromkeys(action for _actor, action in self.cells):
            row = [self.cells[actor, action] for actor in actors]
            lines.append(f"{action:<24}" + "".join(f"{n or '':>11}" for n in row) + f"{sum(row):>8}")
        return "\n".join([*lines, f"{'all':<24}{self.cells.total():>{11 * len(actors) + 8}}"])


@made_once
def city(db, tmp_path_factory):
    """The city; what tests write in it is taken back."""
    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media):
        made = City()
    made.media = media
    return made


@pytest.fixture(autouse=True)
def as_the_city_was_made(nothing_kept, settings, city):
    """The city's pictures lie where they were made; a page of which only the status counts is not drawn."""
    settings.MEDIA_ROOT = city.media
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.rights.requests.StatusOnly"]


@pytest.fixture(scope="package")
def matrix():
    """The matrix; its table of counts is printed in the end (pytest -s)."""
    counted = Matrix()
    yield counted
    print(f"\n{counted.table()}\n")  # noqa: T201
