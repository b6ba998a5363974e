"""Fixtures whose rows are made once and stay for all tests that ask for them; what a test changes is taken back.

    @made_once
    def west(db):
        return district_page()

The rows of such fixtures lie in transactions around those of the tests, one in another: a test finds exactly the fixtures
that it asks for, and gets copies of what they returned (or the thing itself, if that has a __deepcopy__ that says so). A
parameter is another such fixture, one of the whole session, or `db`. Nothing else may stand there: what belongs to one
test (its settings, its clock, its files) is no longer true for the next. What is published is indexed in one batch.

Loaded with -p, before pytest-django: the transactions of the fixtures must begin before the test's own.
"""

from copy import deepcopy
from inspect import Parameter, Signature, signature

import pytest


def made_once(build):
    """Return a fixture (function scope) that gives each test a copy of what `build` made once."""

    def copied(shared_rows, db, **given):
        return shared_rows.copy(build)

    names = dict.fromkeys(["shared_rows", "db", *signature(build).parameters])
    copied.__signature__ = Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in names])
    copied.build = build
    return pytest.fixture(name=build.__name__)(copied)


class Layers:
    """The transactions that are open now, from the outermost: (build, its transaction, {build: value} of all so far).

    A fixture that is made from another one gets a copy, as a test does: when its rows go, what it changed goes, too.
    """

    def __init__(self):
        self.layers = []

    @property
    def values(self):
        """Return {build: what it returned} of the fixtures that have their rows now."""
        return self.layers[-1][2] if self.layers else {}

    def hold(self, builds, request):
        """Let exactly these fixtures (in the order in which they are made) have their rows."""
        kept = 0
        while kept < min(len(self.layers), len(builds)) and self.layers[kept][0] is builds[kept]:
            kept += 1
        self.drop(len(self.layers) - kept)
        for build in builds[kept:]:
            self.add(build, request)

    def add(self, build, request):
        """Make the rows of one fixture."""
        from django.core.cache import cache
        from django.db import transaction
        from django.utils import translation

        from portal.core.publication import batch_indexing

        values = deepcopy(self.values)
        made = {"db": None} | {other.__name__: value for other, value in values.items()}
        names = signature(build).parameters
        given = [made[name] if name in made else request.getfixturevalue(name) for name in names]
        layer = transaction.atomic()
        layer.__enter__()
        try:
            cache.clear()
            with translation.override("es"), batch_indexing():
                values[build] = build(*given)
        except BaseException as error:
            layer.__exit__(type(error), error, error.__traceback__)
            raise
        self.layers.append((build, layer, values))

    def drop(self, number):
        """Take the innermost layers back."""
        from django.db import transaction

        for _each in range(number):
            _build, layer, _values = self.layers.pop()
            transaction.set_rollback(True)
            layer.__exit__(None, None, None)


class Copies:
    """What one test gets: its own objects, in which one that two fixtures share is one again."""

    def __init__(self, values):
        self.values, self.memo = values, {}

    def copy(self, build):
        """Return the copy of what a fixture returned."""
        return deepcopy(self.values[build], self.memo)


def needed(item):
    """Return the builds of a test's fixtures, each after those it is made from."""
    found = []
    definitions = item._fixtureinfo.name2fixturedefs
    known = {name: getattr(fixtures[-1].func, "build", None) for name, fixtures in definitions.items()}

    def add(build):
        for name in signature(build).parameters:
            if known[name]:
                add(known[name])
            elif name != "db" and definitions[name][-1].scope != "session":
                raise TypeError(f"{build.__name__} is made once for many tests, {name} belongs to one")
        if build not in found:
            found.append(build)

    for build in sorted(filter(None, known.values()), key=lambda build: build.__code__.co_firstlineno):
        add(build)
    return found


@pytest.fixture(scope="session")
def shared_layers(django_db_setup, django_db_blocker):
    """The layers of this process."""
    layers = Layers()
    yield layers
    with django_db_blocker.unblock():
        layers.drop(len(layers.layers))


@pytest.fixture(autouse=True)
def shared_rows(request):
    """Before the test's own transaction begins: the rows of its shared fixtures, and no others."""
    item = request.node
    if not (item.get_closest_marker("django_db") or {"db", "django_db_setup"} & set(item.fixturenames)):
        return None
    layers = request.getfixturevalue("shared_layers")
    with request.getfixturevalue("django_db_blocker").unblock():
        layers.hold(needed(item), request)
    return Copies(layers.values)
