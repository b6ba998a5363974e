"""The worker is killed while it talks with the mail server, at every step: each mail arrives all the same."""

import pytest

from tests.operations.test_workers import run_killed

from .smtp import STEPS, TWICE


@pytest.mark.both_databases("a lease is taken by a lock")
def test_a_mail_outlives_its_worker_and_comes_twice_only_where_nobody_could_know(tmp_path):
    found, _said = run_killed("mails", tmp_path)
    # {step: [copies at the server, attempts]}
    assert found == {step: [2 if step in TWICE else 1, 1 if step in ("said", "quit") else 2] for step in STEPS}
