"""What all tests share: settings of a test run, the database, and a city with its page tree."""

import os
import tempfile
from pathlib import Path

# Before Django reads the settings: tests touch no city's data, and need no secret.
os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("VAR_DIR", str(Path(tempfile.gettempdir()) / f"participa-tests-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"))
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
