"""A file in, outcomes out: what `import_sessions` does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.import_report import FAILED, Outcome, Refusal, fates_in_words, one_line
from portal.core.publication import batch_indexing
from portal.councils.models import CouncilPage, SessionPage
from portal.practices.importing.files import read_bytes

from .ics import looks_like_calendar, read_ics
from .record import Note, SeriesRead
from .store import MeetingStore
from .table import read_table

#: a batch ends by whichever comes first: nobody else can write to SQLite while it lasts
MOST_RECORDS, LONGEST_SECONDS = 50, 2.0


class Remark:
    """A line of the report that is about the file and none of its meetings."""

    action, title = "", ""

    def __init__(self, file, note):
        self.file, self.line, self.message = file, note.line, note.message

    def lines(self):
        """Return the report's lines (list of str)."""
        notice = _("aviso")
        return [one_line(f"{self.file}:{self.line}: {notice}: {self.message}")]


def import_file(
    path: str,
    council: CouncilPage,
    publish: bool = False,
    mapping: dict[str, str] | None = None,
    month_first: bool | None = None,
) -> Iterator:
    """Yield an Outcome for each meeting in the file at `path`, when it is stored, and a Remark for all else.

    `council` is the CouncilPage whose sessions they become. Each meeting is stored whole or not at all; a few are
    committed and indexed at once. `mapping` and `month_first` as in `read_table`.
    """
    store, found = MeetingStore(council, publish), read_meeting_file(path, mapping, month_first)
    while batch := import_meeting_batch(found, store):
        for outcome in batch:
            outcome.file = str(path)
        yield from batch


def read_meeting_file(
    path: str, mapping: dict[str, str] | None = None, month_first: bool | None = None
) -> Iterator[Refusal]:
    """Yield what is in a file: MeetingRecords, Refusals, Notes. What it is, is told by its content."""
    try:
        data = read_bytes(Path(path))
        if looks_like_calendar(data):
            yield from read_ics(data)
        else:
            yield from read_table(data, mapping, month_first)
    except Refusal as refusal:
        yield refusal


def import_meeting_batch(found: Iterator, store: MeetingStore) -> list[Outcome | Remark]:
    """Store the next of `found` and return their Outcomes and Remarks, [] at the end."""
    outcomes, end = [], monotonic() + LONGEST_SECONDS
    with batch_indexing():
        for record in islice(found, MOST_RECORDS):
            if isinstance(record, Note):
                outcomes.append(Remark("", record))
            elif isinstance(record, Refusal):
                outcomes.append(Outcome(FAILED, reason=record.message, line=record.line))
            elif isinstance(record, SeriesRead):
                outcomes += store.settle(record)
            else:
                outcomes.append(store.save(record))
            if monotonic() > end:
                break
    return outcomes


def meeting_import_summary(outcomes: list[Outcome | Remark]) -> str:
    """Return the last line of the report: how many meetings met which fate."""
    meetings = [outcome for outcome in outcomes if outcome.action]
    total = ngettext("%d reunión", "%d reuniones", len(meetings)) % len(meetings)
    return f"{total}: {fates_in_words(meetings)}"


def find_council(named: str) -> CouncilPage:
    """Return the CouncilPage that is meant by an address, its last part, a key, or the reference of one of its sessions.

    Raises Refusal when there is none, or several.
    """
    councils = CouncilPage.objects.filter(alias_of__isnull=True).select_related("locale").order_by("pk")
    path = urlsplit(named).path.strip("/")
    if "/" in path:
        language, _mark, rest = path.partition("/")
        found = [c for c in councils.filter(locale__language_code=language) if c.url_path.endswith(f"/{rest}/")]
    elif key := as_key(named):
        found = list(councils.filter(translation_key=key)[:1])
    else:
        session = SessionPage.objects.filter(reference__iexact=named).order_by("pk").first()
        found = [session.council] if session else list(councils.filter(slug=path))
    if not found:
        raise Refusal(_("no hay aquí ningún consejo «%s»") % named[:100])
    if len({council.translation_key for council in found}) > 1:
        raise Refusal(_("varios consejos se llaman «%s»: di su dirección completa, que empieza con /es/") % named[:100])
    return found[0]


def as_key(text: str) -> UUID | None:
    """Return a text as UUID, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
