"""In whatever order things happen: no version, no correction, no unreached point and no line of what was said is lost."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .life import LifeOfMinutes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("rows are locked, contents are JSON, databases order differently"),
]
#: lives that are tried: a few in each run, `LIVES=100` for a thorough one
LIVES = int(os.environ.get("LIVES", "14"))


def test_nothing_is_lost_in_any_order(council, writer):
    few = settings(
        max_examples=LIVES,
        stateful_step_count=15,
        phases=[Phase.generate],  # a shorter example of a fault would take minutes to find
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: LifeOfMinutes(council, writer), settings=few)
