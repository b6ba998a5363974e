"""Files and lines of an import of meetings go after a month; who brought in how much when stays."""

import logging
from datetime import datetime

from portal.practices.importing.attempts import purge_runs

from .models import SessionImport

logger = logging.getLogger(__name__)


def purge_session_imports(now: datetime) -> None:
    """Delete files and lines of old imports of meetings at `now` (aware datetime). Run daily."""
    if count := purge_runs(SessionImport.objects.all(), now, SessionImport.forget_file):
        logger.info("Files and lines of %d imports of meetings were deleted: their time was over", count)
