"""Files and lines of an import go after a month; who brought in how much when stays."""

import logging
from datetime import datetime, timedelta

from .run_models import ImportFile, ImportRun, ImportStep

logger = logging.getLogger(__name__)
RETENTION_DAYS = 30


def purge_imports(now: datetime) -> None:
    """Delete files and lines of imports older than RETENTION_DAYS at `now` (aware datetime). Run daily."""
    old = ImportRun.objects.filter(created__lt=now - timedelta(days=RETENTION_DAYS), purged=False)
    count = 0
    for run in old:
        if not run.is_under_way:
            purge_import_run(run)
            count += 1
    if count:
        logger.info("Files and lines of %d imports were deleted: their time was over", count)


def purge_import_run(run: ImportRun) -> None:
    """Delete what a run holds; a run that never got to its import goes as a whole."""
    delete_files(run)
    if run.step == ImportStep.PREVIEW:
        run.delete()
        return
    run.lines.all().delete()
    run.purged = True
    run.save(update_fields=["purged"])


def delete_files(run: ImportRun) -> None:
    """Delete the files of a run: from the disk first, so that a crash between leaves no file that nobody knows of."""
    for file in run.files.all():
        file.file.delete(save=False)
    ImportFile.objects.filter(run=run).delete()
