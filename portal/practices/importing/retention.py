"""Files and lines of an import go after a month; who brought in how much when stays."""

import logging
from datetime import datetime

from .attempts import purge_runs
from .run_models import ImportFile, ImportRun

logger = logging.getLogger(__name__)


def purge_imports(now: datetime) -> None:
    """Delete files and lines of old imports at `now` (aware datetime). Run daily."""
    if count := purge_runs(ImportRun.objects.all(), now, delete_files):
        logger.info("Files and lines of %d imports were deleted: their time was over", count)


def delete_files(run: ImportRun) -> None:
    """Delete the files of a run: from the disk first, so that a crash between leaves no file that nobody knows of."""
    for file in run.files.all():
        file.file.delete(save=False)
    ImportFile.objects.filter(run=run).delete()
