"""What all tests share: pages of the tree that the migrations make, and files that go away afterwards."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    """Each test has its own media folder and an empty cache; static files need no manifest."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
