"""Files in, outcomes out: what the command and the admin's import page share."""

import hashlib

from django.utils.translation import gettext as _

from .files import read_file
from .jsonl import write_line
from .refusal import Refusal
from .report import FAILED, Outcome
from .store import Store


def import_files(paths, publish=False, file_format=""):
    """Yield an Outcome for each record in the files at `paths` (list of str), stored as it is read.

    `file_format` is "" for files that tell by themselves what they are, or one of files.FORMATS.
    """
    store, seen = Store(publish), {}
    for path in paths:
        for record in read_file(path, file_format):
            if isinstance(record, Refusal):
                outcome = Outcome(FAILED, reason=record.message, line=record.line)
            else:
                place = f"{path}:{record.line}"
                content = hashlib.sha256(write_line(record).encode()).digest()
                before, said = seen.setdefault(record.key, (place, content))
                if said == content:
                    outcome = store.save(record)
                else:
                    reason = _("otra ficha con la misma clave está en %s") % before
                    outcome = Outcome(FAILED, record.title, reason, line=record.line)
            outcome.file = str(path)
            yield outcome
