"""The background task of an import, and how a run is started and taken up."""

from django_tasks import task

from .attempts import start_step, work_on_step
from .run_models import ImportRun, ImportStep
from .steps import run_import_step


@task()
def work(run_id: int, attempt: int) -> None:
    """Do the present step of a run, if this attempt (int) still is its latest; a fault leaves it as interrupted."""
    work_on_step(ImportRun, run_id, attempt, run_import_step)


def start_preview(run: ImportRun) -> bool:
    """Begin the preview of a run whose files are complete. Returns whether it was done."""
    return start_step(run, ImportStep.PREVIEW, work)


def confirm(run: ImportRun, publish: bool, language: str) -> bool:
    """Begin the import of a run that was previewed: `publish` (bool) or leave drafts. Returns whether it was done."""
    return run.is_previewed and start_step(run, ImportStep.IMPORT, work, publish=publish, language=language)


def resume(run: ImportRun) -> bool:
    """Let a run that was interrupted go on; what is done stays done. Returns whether it was done."""
    return run.is_interrupted and not run.purged and start_step(run, run.step, work)
