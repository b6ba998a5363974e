"""What the tests of received files share: a folder of their own, files as they are uploaded and as they are kept."""

import pytest


@pytest.fixture(autouse=True)
def received_folder(settings, tmp_path):
    """Keep received files in a folder of the test."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "received"
