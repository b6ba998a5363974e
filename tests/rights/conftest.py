"""One city for all tests of rights, and the matrix in which their answers are counted."""

from collections import Counter

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

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


@pytest.fixture(scope="package")
def city(django_db_setup, django_db_blocker, tmp_path_factory):
    """The city, made once; what tests write in it is taken back."""
    from django.conf import settings

    middleware = [*settings.MIDDLEWARE, "tests.rights.requests.StatusOnly"]
    media = tmp_path_factory.mktemp("media")
    changed = override_settings(MIDDLEWARE=middleware, MEDIA_ROOT=media)
    with django_db_blocker.unblock(), changed, transaction.atomic():
        with translation.override("es"):
            made = City()
        made.media = media
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def files_of_the_city(nothing_kept, settings, city):
    """The city's pictures lie where they were made."""
    settings.MEDIA_ROOT = city.media


@pytest.fixture(scope="package")
def matrix():
    """The matrix; its table of counts is printed in the end (pytest -s)."""
    counted = Matrix()
    yield counted
    print(f"\n{counted.table()}\n")  # noqa: T201
