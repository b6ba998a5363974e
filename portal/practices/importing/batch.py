"""Files in, outcomes out: what the command and the admin's import page share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.core.import_report import FAILED, Outcome, Refusal
from portal.core.publication import batch_indexing

from .files import read_practice_file
from .jsonl import write_line
from .store import PracticeStore

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

# A batch ends by whichever comes first: nobody else can write to SQLite while it lasts.
MOST_RECORDS = 50
LONGEST_SECONDS = 2.0


class Seen:
    """The keys of the records met in the files of one import, where each stood first and what it said."""

    def __init__(self):
        self._by_key = {}

    def twin(self, record, place):
        """Note a PracticeRecord at `place` (str). Returns (where its key stood before, whether it says the same) or None."""
        content = hashlib.sha256(write_line(record).encode("utf-8", "surrogatepass")).digest()
        before, said = self._by_key.setdefault(record.key, (place, content))
        return None if before == place else (before, said == content)


def contradiction(before: str) -> str:
    """Say why a record is refused whose key stands at `before` (str) with other content."""
    return _("otra ficha con la misma clave está en %s") % before


def import_files(
    paths: list[Path | str], publish: bool = False, file_format: str = "", clock: Callable = monotonic
) -> Iterator:
    """Yield an Outcome for each record in the files at `paths` (list of str), when it is stored.

    `file_format` is "" for files that tell by themselves what they are, or one of files.FORMATS. Each record is stored
    whole or not at all; a few are committed and indexed at once. `clock` returns seconds.
    """
    store, seen = PracticeStore(publish), Seen()
    found = ((str(path), record) for path in paths for record in read_practice_file(path, file_format))
    while batch := import_practice_batch(found, store, seen, clock):
        yield from batch


def import_practice_batch(
    found: Iterator, store: PracticeStore, seen: Seen, clock: Callable = monotonic
) -> list[Outcome]:
    """Store the next records of `found` (pairs of path and record or Refusal) and return their Outcomes, [] at the end."""
    outcomes, end = [], clock() + LONGEST_SECONDS
    with batch_indexing():
        for path, record in islice(found, MOST_RECORDS):
            outcome = import_record(path, record, store, seen)
            outcome.file = path
            outcomes.append(outcome)
            if clock() > end:
                break
    return outcomes


def import_record(path: str, record: Refusal | PracticeRecord, store: PracticeStore, seen: Seen) -> Outcome:
    """Store one record, or say why not, and return its Outcome; `seen` is the import's Seen."""
    if isinstance(record, Refusal):
        return Outcome(FAILED, reason=record.message, line=record.line)
    twin = seen.twin(record, f"{path}:{record.line}")
    if twin and not twin[1]:
        return Outcome(FAILED, record.title, contradiction(twin[0]), line=record.line)
    return store.save(record)
