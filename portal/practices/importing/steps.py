"""The two passes over the files of a run: the preview, of which each record is taken back, and the import itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.import_report import FAILED, LEFT_ALONE, UNCHANGED, UPDATED, Outcome, Refusal, one_line
from portal.core.publication import batch_indexing
from portal.practices.importing.batch import LONGEST_SECONDS, MOST_RECORDS, Seen, contradiction
from portal.practices.importing.files import read_practice_file
from portal.practices.importing.store import PracticeStore

from .attempts import count_items, finish_step, give_sign, read_safely
from .differences import record_differences, snapshot
from .run_models import ImportLine, ImportRun, ImportStep

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord
    from portal.practices.importing.run_models import ImportFile

logger = logging.getLogger(__name__)
TITLE_LENGTH = 255
#: what differs is said of these
COMPARED = (UPDATED, LEFT_ALONE)


class TakenBack(Exception):
    """A preview is over; nothing of it stays."""


def run_import_step(run: ImportRun) -> None:
    """Do the present step of a run that this attempt has taken. Raises Superseded when another one takes it."""
    if run.total is None:
        count_items(run, records_of(run))
    store = PracticeStore(run.publish and run.step == ImportStep.IMPORT)
    known = set(run.lines.filter(step=run.step).values_list("position", flat=True))
    todo = (found for found in enumerate(records_of(run)) if found[0] not in known)
    while some_records(run, store, todo):
        pass
    finish_step(run)


def some_records(run: ImportRun, store: PracticeStore, todo: Iterator) -> int:
    """Do the next records of `todo` (an iterator of position and record) and return how many there were.

    Those of an import are indexed and committed with their lines at once: after a crash each record is stored and
    reported, or neither.
    """
    count, end = 0, monotonic() + LONGEST_SECONDS
    with nullcontext() if run.step == ImportStep.PREVIEW else batch_indexing():
        for position, (name, item, twin) in islice(todo, MOST_RECORDS):
            one_record(run, store, position, name, item, twin)
            count += 1
            if monotonic() > end:
                break
    return count


def records_of(run: ImportRun) -> Iterator[tuple[str, Refusal | PracticeRecord, Outcome | None]]:
    """Yield (name of the file, PracticeRecord or Refusal, Outcome or None) for each record in the files of a run.

    The Outcome is that of a record that stands in the files already: nothing is left to do for it.
    """
    seen = Seen()
    for file in run.files.all():
        read = partial(read_one_file, file, run.file_format)
        for item in read_safely(read, f"file {file.pk} of import {run.pk}"):
            if isinstance(item, Refusal):
                yield file.name, item, Outcome(FAILED, reason=item.message, line=item.line)
                continue
            yield file.name, item, twin_of(item, seen.twin(item, f"{file.name}:{item.line}"))


def twin_of(item: PracticeRecord, twin: tuple[str, bool] | None) -> Outcome | None:
    """Return the Outcome of a record that stands in the files already (see Seen.twin), or None for a first one."""
    if twin is None:
        return None
    before, same = twin
    reason = _("es igual a %s") % before if same else contradiction(before)
    return Outcome(UNCHANGED if same else FAILED, item.title, reason, line=item.line)


def read_one_file(file: ImportFile, file_format: str) -> Iterator:
    """Yield what is in one ImportFile."""
    yield from read_practice_file(file.file.path, file_format)


def one_record(
    run: ImportRun, store: PracticeStore, position: int, name: str, item: Refusal | PracticeRecord, twin: Outcome | None
) -> None:
    """Compare one record and, when importing, store it, together with its line; in a preview it is taken back."""
    with transaction.atomic():
        if run.step == ImportStep.IMPORT:
            give_sign(run)
        outcome, found = outcome_of(run, store, item, twin)
        write_down(run, position, name, outcome, found)
        give_sign(run, done=position + 1)
    run.done = position + 1


def outcome_of(
    run: ImportRun, store: PracticeStore, item: Refusal | PracticeRecord, twin: Outcome | None
) -> tuple[Outcome, list[dict]]:
    """Return (Outcome, differences) of one record; a fault nobody foresaw fails this record, not the others."""
    if twin:
        return twin, []
    try:
        with transaction.atomic():
            return tried(store, item) if run.step == ImportStep.PREVIEW else done(store, item)
    except Exception:
        logger.exception("Could not import the record on line %s.", item.line)
        reason = _("hubo un error inesperado; quedó anotado para quien mantiene el portal")
        return Outcome(FAILED, item.title, reason, line=item.line), []


def tried(store: PracticeStore, item: PracticeRecord) -> tuple[Outcome, list[dict]]:
    """Store a record and take it back; return (Outcome, differences)."""
    try:
        with batch_indexing():
            outcome = store.save(item)
            raise TakenBack  # leaves this transaction before anything is indexed
    except TakenBack:
        pass
    if outcome.action not in COMPARED:
        return outcome, []
    return outcome, record_differences(item, snapshot(item.key), store.catalogue)


def done(store: PracticeStore, item: PracticeRecord) -> tuple[Outcome, list[dict]]:
    """Store a record; return (Outcome, differences)."""
    before = snapshot(item.key)
    outcome = store.save(item)
    return outcome, record_differences(item, before, store.catalogue) if outcome.action in COMPARED else []


def write_down(run: ImportRun, position: int, name: str, outcome: Outcome, found: list[dict[str, str]]) -> None:
    """Store the line of one record; its words are freed of what no database takes."""
    ImportLine.objects.create(
        run=run,
        step=run.step,
        position=position,
        file=name,
        line=outcome.line,
        action=outcome.action,
        title=one_line(outcome.title)[:TITLE_LENGTH],
        reason=one_line(outcome.reason),
        notes=[[line, one_line(str(note))] for line, note in outcome.notes],
        differences=found,
        page_id=outcome.page_id if run.step == ImportStep.IMPORT or outcome.action != "created" else None,
    )
