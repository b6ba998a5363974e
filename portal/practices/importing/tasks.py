"""The background task of an import, and how a run is started and taken up."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task
from wagtail.log_actions import LogContext

from .run_models import ImportRun, ImportStep, State
from .steps import Superseded, run_import_step

logger = logging.getLogger(__name__)


@task()
def work(run_id: int, attempt: int) -> None:
    """Do the present step of a run, if this attempt (int) still is its latest; a fault leaves it as interrupted."""
    mine = ImportRun.objects.filter(pk=run_id, attempt=attempt)
    if not ImportRun.objects.filter(pk=run_id, attempt=attempt, state=State.WAITING).update(
        state=State.WORKING, sign_of_life=timezone.now()
    ):
        return
    run = mine.select_related("user").get()
    try:
        with override(run.language), LogContext(user=run.user):
            run_import_step(run)
    except Superseded:
        logger.warning("Import %s was taken over by another attempt.", run_id)
    except Exception:
        ImportRun.objects.filter(pk=run_id, attempt=attempt).update(state=State.INTERRUPTED)
        raise


def start(run: ImportRun, step: str, **values) -> bool:
    """Have a step of a run begin, or go on where it stopped; `values` are further fields to set.

    Returns whether it was done: False when somebody else did it meanwhile.
    """
    fresh = {} if step == run.step and run.attempt else {"done": 0, "counts": {}, "finished": None}
    fresh |= {"step": step, "state": State.WAITING, "attempt": run.attempt + 1, "sign_of_life": timezone.now()}
    with transaction.atomic():
        if not ImportRun.objects.filter(pk=run.pk, attempt=run.attempt, state=run.state).update(**fresh, **values):
            return False
        # Only when the run is stored, else the worker is faster than we and finds nothing.
        transaction.on_commit(partial(work.enqueue, run.pk, run.attempt + 1))
    return True


def start_preview(run: ImportRun) -> bool:
    """Begin the preview of a run whose files are complete. Returns whether it was done."""
    return start(run, ImportStep.PREVIEW)


def confirm(run: ImportRun, publish: bool, language: str) -> bool:
    """Begin the import of a run that was previewed: `publish` (bool) or leave drafts. Returns whether it was done."""
    return run.is_previewed and start(run, ImportStep.IMPORT, publish=publish, language=language)


def resume(run: ImportRun) -> bool:
    """Let a run that was interrupted go on; what is done stays done. Returns whether it was done."""
    return run.is_interrupted and not run.purged and start(run, run.step)
