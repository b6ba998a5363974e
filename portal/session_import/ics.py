"""Reader of calendar files (RFC 5545), sound or broken: each event for itself, one line for each fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.importing.csv_table import text_and_encoding

from .record import REASON, MeetingRecord, Note, SeriesRead
from .recurring import RECURS, mark, occurrences
from .structure import Block, blocks_of, with_whole_characters
from .values import Zones, known_zone, local_midnight, read_moment
from .vevent import event_fingerprint, event_source_key, read_event, sequence_of, stamp_of

#: RFC 5546: what is sent to the organiser is no meeting
ANSWERS = {"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"}
CANCEL, ADD = "CANCEL", "ADD"


def looks_like_calendar(data: bytes) -> bool:
    """Tell whether the content of a file (bytes) begins like a calendar file."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper() == b"BEGIN:VCALENDAR"


def read_ics(data: bytes) -> Iterator[Note]:
    """Yield a MeetingRecord for each meeting, a Refusal for each event that cannot be read, a Note for all else.

    `data` is the content of a file (bytes). Raises Refusal when it is no calendar.
    """
    text, note = text_and_encoding(with_whole_characters(data))
    if note:
        yield Note(1, note)
    zones, events = Zones(), []
    for part in blocks_of(text):
        if isinstance(part, Note):
            yield part
        elif part.name == "VTIMEZONE":
            zones.define(part)
            yield from (Note(line, message) for line, message in part.notes)
        else:
            events.append(part)
    if not events:
        raise Refusal(_("no tiene ningún evento"))
    for group in events_by_uid(events):
        yield from read_group(group, zones)


def events_by_uid(events: list[Block]) -> list[list[Block]]:
    """Return the events (lists of Block) that belong together by UID and METHOD, in the order of the file.

    Those without UID belong together when they would be known by the same date and title; what has no date is refused alone.
    """
    by_uid = defaultdict(list)
    for block in events:
        known_by = event_fingerprint(block) if block.first("DTSTART") else f"line {block.line}"
        by_uid[source_uid(block) or known_by, method_of(block)].append(block)
    return list(by_uid.values())


def source_uid(block: Block) -> str:
    """Return the UID of an event (Block), "" where it has none."""
    uid = block.first("UID")
    return uid.value if uid and uid.value.strip() else ""


def method_of(block: Block) -> str:
    """Return what the calendar of an event (Block) wants done (RFC 5546), in capitals; "" where it does not say."""
    return block.calendar.get("METHOD", "").upper()


def read_group(group: list[Block], zones: Zones) -> Iterator[Refusal | MeetingRecord | Note | SeriesRead]:
    """Yield what the events (list of Block) that share a UID say: a SeriesRead first, where they say it of all of them."""
    zones.floating = known_zone(group[0].calendar.get("X-WR-TIMEZONE", ""))
    masters = [block for block in group if not block.first("RECURRENCE-ID")]
    exceptions, said = newest_of_each([block for block in group if block.first("RECURRENCE-ID")])
    if len(masters) > 1 and method_of(group[0]) != ADD:
        masters, more = newest_block(masters)
        said += more
    yield from said
    if method_of(group[0]) in ANSWERS:
        message = _("es una respuesta a una invitación (METHOD:%s), no una reunión; se dejó de lado")
        yield Note(group[0].line, message % method_of(group[0]))
    elif method_of(group[0]) == CANCEL:
        yield from (cancellation(block, zones) for block in [*masters, *exceptions])
    elif masters and method_of(group[0]) != ADD:
        yield from read_master(masters[0], exceptions, zones)
    else:
        yield from read_alone([*masters, *exceptions], zones)


def read_master(master: Block, exceptions: list[Block], zones: Zones) -> Iterator[Refusal | MeetingRecord | SeriesRead]:
    """Yield what an event (Block) with its exceptions says of all meetings of its UID, then these."""
    try:
        if exceptions or any(master.first(name) for name in RECURS):
            whole, records = occurrences(master, exceptions, zones, read_event)
        else:
            records = [read_event(master, zones)]
            whole = SeriesRead(records[0].key, master.line, ("",), records[0].sequence)
    except Refusal as refusal:
        yield Refusal(refusal.message, refusal.line or master.line)
        return
    yield whole
    yield from records


def read_alone(blocks: list[Block], zones: Zones) -> Iterator[Refusal | MeetingRecord]:
    """Yield occurrences (Blocks) whose series is not in the file: each by its place in it."""
    for block in blocks:
        try:
            record = read_event(block, zones)
            record.key = f"{record.key}/{place_in_series(block, zones, record)}"
            yield record
        except Refusal as refusal:
            yield Refusal(refusal.message, refusal.line or block.line)


def place_in_series(block: Block, zones: Zones, record: MeetingRecord) -> str:
    """Return the place of an event (Block) in its series: its RECURRENCE-ID, or its begin when it is added to it."""
    return mark(read_moment(block.first("RECURRENCE-ID") or block.first("DTSTART"), zones, record))


def cancellation(block: Block, zones: Zones) -> Refusal | MeetingRecord | SeriesRead:
    """Return what an event (Block) of METHOD:CANCEL says: this occurrence is off, or the whole series."""
    reason = _("Figura como cancelada en el calendario de origen.")[:REASON]
    record = MeetingRecord("", block.line, cancelled=True, only_if_known=True, reason=reason)
    record.sequence, record.stamp = sequence_of(block), stamp_of(block)
    uid = event_source_key(block, record)
    if not block.first("RECURRENCE-ID"):
        return SeriesRead(uid, block.line, (), record.sequence, reason=reason)
    try:
        wanted = read_moment(block.first("RECURRENCE-ID"), zones, record)
    except Refusal as refusal:
        return Refusal(refusal.message, refusal.line or block.line)
    record.key = f"{uid}/{mark(wanted)}"
    record.start = wanted if isinstance(wanted, datetime) else local_midnight(wanted)
    return record


def newest_of_each(exceptions: list[Block]) -> tuple[list[Block], list[Note]]:
    """Return (exceptions, notes): of several for one place in the series only the one that was changed most often."""
    by_place, kept, said = defaultdict(list), [], []
    for block in exceptions:
        by_place[block.first("RECURRENCE-ID").value.strip()].append(block)
    for blocks in by_place.values():
        newest, more = newest_block(blocks) if len(blocks) > 1 else (blocks, [])
        kept += newest
        said += more
    return kept, said


def newest_block(masters: list[Block]) -> tuple[list[Block], list[Note]]:
    """Return ([the block that holds], notes) of several with one UID: the one that was changed most often."""
    kept = max(masters, key=lambda block: (sequence_of(block), -block.line))
    said = []
    for block in masters:
        if block is kept:
            continue
        if told(block) == told(kept):
            message = _("es el mismo evento que el de la línea %d; se dejó de lado")
        elif source_uid(block):
            message = _("tiene el mismo UID que el evento de la línea %d, que vale; este se dejó de lado")
        else:
            message = _(
                "no tiene UID, y su fecha y su título son los del evento de la línea %d, que vale; se dejó de lado"
            )
        said.append(Note(block.line, message % kept.line))
    return [kept], said


def told(block: Block) -> list[tuple[str, str]]:
    """Return what an event (Block) says, without when it was written."""
    return [(known.name, known.value) for known in block.properties if known.name not in ("DTSTAMP", "LAST-MODIFIED")]
