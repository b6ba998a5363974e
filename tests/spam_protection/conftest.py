"""What the tests of the protection share."""

import pytest

from portal.spam_protection import proof


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch):
    """A challenge is solved at once: how much work it is, a browser test looks at."""
    monkeypatch.setattr(proof, "NUMBERS", 50)
