"""Files of imports that nobody finished go after a week, the lines of reports after a month."""

import logging
from datetime import datetime, timedelta

from .models import BoundaryImport

logger = logging.getLogger(__name__)
FILE_DAYS, REPORT_DAYS = 7, 30


def purge_boundary_imports(now: datetime) -> None:
    """Delete what is older than FILE_DAYS and was not imported, and old lines, at `now` (aware datetime). Run daily."""
    unfinished = BoundaryImport.objects.filter(imported=None, created__lt=now - timedelta(days=FILE_DAYS))
    for run in unfinished:
        run.forget_file()
        run.delete()
    month = now - timedelta(days=REPORT_DAYS)
    cleared = BoundaryImport.objects.filter(imported__lt=month).exclude(lines=[]).update(lines=[])
    if unfinished or cleared:
        logger.info("%d unfinished imports of boundaries and %d reports were deleted", len(unfinished), cleared)
