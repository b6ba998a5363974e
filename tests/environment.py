"""Loaded by pytest before Django reads the settings: tests touch no city's data and need no secret."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("VAR_DIR", str(Path(tempfile.gettempdir()) / "participa-tests"))
(Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]


def pytest_configure(config):
    """Hash passwords fast: they are worth nothing here, and hundreds of accounts are made."""
    from django.conf import settings

    settings.DATABASES["default"]["CONN_MAX_AGE"] = None  # a slow run keeps its connection: its transactions lie in it
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
