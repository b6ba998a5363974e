"""Files that nobody imported go after a week; what stood there before, and the lines of reports, after a month."""

import logging
from datetime import datetime, timedelta

from .models import MapDataImport

logger = logging.getLogger(__name__)
FILE_DAYS, REPORT_DAYS = 7, 30


def purge_map_data_imports(now: datetime) -> None:
    """Delete what is older than its time at `now` (aware datetime). Run daily."""
    unfinished = MapDataImport.objects.filter(imported=None, created__lt=now - timedelta(days=FILE_DAYS))
    for run in unfinished:
        run.forget_files()
        run.delete()
    month = now - timedelta(days=REPORT_DAYS)
    for run in MapDataImport.objects.filter(imported__lt=month).exclude(file="", former="", faults=[]):
        run.forget_files()
        run.faults = []
        run.save(update_fields=["faults"])
        logger.info("The details of an import of %s were deleted: their time was over", run.table)
