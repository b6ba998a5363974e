"""What all tests share: the interface in Spanish, files that go away afterwards, an empty cache."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.database import database_copy

#: folder or file → marker of all tests in it; the generated ones build a city for many tests, so each has its own process
MARKED = {
    "agendas/calendars/": "office",
    "agendas/importing/": "office",
    "agendas/invitation/test_channels.py": "office",
    "agendas/invitation/test_pages.py": "office",
    "agendas/series/test_changing.py": "office",
    "agendas/series/test_rule_form.py": "office",
    "agendas/series/test_screens": "office",
    "agendas/test_calendar_page.py": "office",
    "agendas/test_council_office.py": "office",
    "agendas/test_council_page.py": "office",
    "agendas/test_duplicate.py": "office",
    "agendas/test_items_translated.py": "office",
    "agendas/test_sections.py": "office",
    "agendas/test_session": "office",
    "agendas/weekly/": "office",
    "demonstration/test_council": "office",
    "events/calendars/test_generated.py": "office",
    "events/test_event_": "office",
    "events/test_registering": "office",
    "browser/": "browser",
    "rights/": "matrix",
    "surfaces/": "matrix",
    "practices/imports/": "office",
    "practices/takehome/": "office",
    "districts/boundaries/": "office",
    "districts/day/": "office",
    "districts/records/": "office",
    "core/test_accounts_screens.py": "office",
    "core/test_audit.py": "office",
    "core/test_files.py": "office",
    "core/test_page_policy.py": "office",
    "core/test_scoped.py": "office",
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests of a folder, so that none is run by accident where it does not belong."""
    for item in items:
        place = item.path.relative_to(Path(__file__).parent).as_posix()
        for start, marker in MARKED.items():
            if place.startswith(start):
                item.add_marker(marker)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """The database of this process, a copy of the migrated one (pytest-django asks for a fixture of this name)."""
    with django_db_blocker.unblock(), database_copy(getattr(request.config, "workerinput", {}).get("workerid", "one")):
        with django_db_blocker.block():
            yield


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    """Each test begins in Spanish with its own media folder and an empty cache; static files need no manifest."""
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
    """Accounts of tests need no second factor; tests/core/test_accounts*.py ask for it by a fixture of this name."""
    monkeypatch.setattr("portal.core.accounts.second_factor.is_needed", lambda user: False)
