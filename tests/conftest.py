"""What all tests share: a migrated database, the interface in Spanish, files that go away afterwards, an empty cache."""

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.database import database_copy


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """The database of this process, a copy of the migrated one (pytest-django asks for a fixture of this name)."""
    process = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), database_copy(process), django_db_blocker.block():
        yield


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path, monkeypatch):
    """Each test begins in Spanish with its own media folder and an empty cache; static files need no manifest.

    The search's thesaurus is read again after a change alone, not after a minute: that query would come when it likes.
    """
    monkeypatch.setattr("search.thesaurus.LIFETIME", float("inf"))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()
    translation.activate("es")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def second_factor_for_nobody(monkeypatch):
    """Accounts of tests need no second factor; tests/access/test_accounts*.py ask for it by a fixture of this name."""
    monkeypatch.setattr("portal.access.accounts.second_factor.is_needed", lambda user: False)
