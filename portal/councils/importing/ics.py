"""Reader of calendar files (RFC 5545), sound or broken: each event for itself, one line for each fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.importing.csv_table import text_and_encoding

from .record import (
    ADDRESS,
    KEY,
    PLACE,
    REASON,
    TITLE,
    MeetingRecord,
    Note,
    fit_text,
    html_of,
    single_line_text,
    web_address,
)
from .recurring import RECURS, occurrences
from .structure import Block, blocks_of
from .values import Zones, local_midnight, read_duration, read_moment

if TYPE_CHECKING:
    from portal.councils.importing.structure import Property

#: what an event has once at most
SINGLE = (
    "UID",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
    "RRULE",
    "SEQUENCE",
)
ONLINE = ("http://", "https://")


def looks_like_calendar(data: bytes) -> bool:
    """Tell whether the content of a file (bytes) begins like a calendar file."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].upper() == b"BEGIN:VCALENDAR"


def read_ics(data: bytes) -> Iterator[Note]:
    """Yield a MeetingRecord for each meeting, a Refusal for each event that cannot be read, a Note for all else.

    `data` is the content of a file (bytes). Raises Refusal when it is no calendar.
    """
    text, note = text_and_encoding(data)
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
    """Return the events (lists of Block) that belong together by UID, in the order of the file."""
    by_uid = defaultdict(list)
    for block in events:
        uid = block.first("UID")
        by_uid[uid.value if uid and uid.value.strip() else f"line {block.line}"].append(block)
    return list(by_uid.values())


def read_group(group: list[Block], zones: Zones) -> Iterator[Refusal | MeetingRecord]:
    """Yield the MeetingRecords and Refusals of the events (list of Block) that share a UID."""
    masters = [block for block in group if not block.first("RECURRENCE-ID")]
    exceptions = [block for block in group if block.first("RECURRENCE-ID")]
    if len(masters) > 1:
        masters, said = newest_block(masters)
        yield from said
    try:
        if (masters and any(masters[0].first(name) for name in RECURS)) or (masters and exceptions):
            yield from occurrences(masters[0], exceptions, zones, read_event)
            return
    except Refusal as refusal:
        yield refusal
        return
    for block in [*masters, *exceptions]:
        try:
            yield read_event(block, zones)
        except Refusal as refusal:
            yield Refusal(refusal.message, refusal.line or block.line)


def newest_block(masters: list[Block]) -> tuple[list[Block], list[Note]]:
    """Return ([the block that holds], notes) of several with one UID: the one that was changed most often."""
    kept = max(masters, key=lambda block: (sequence_of(block), -block.line))
    said = []
    for block in masters:
        if block is kept:
            continue
        if told(block) == told(kept):
            message = _("es el mismo evento que el de la línea %d; se dejó de lado")
        else:
            message = _("tiene el mismo UID que el evento de la línea %d, que vale; este se dejó de lado")
        said.append(Note(block.line, message % kept.line))
    return [kept], said


def sequence_of(block: Block) -> int:
    """Return the SEQUENCE of an event (Block) as int, 0 where it has none."""
    found = block.first("SEQUENCE")
    return int(found.value) if found and found.value.strip().isdecimal() else 0


def told(block: Block) -> list[tuple[str, str]]:
    """Return what an event (Block) says, without when it was written."""
    return [(known.name, known.value) for known in block.properties if known.name not in ("DTSTAMP", "LAST-MODIFIED")]


def read_event(block: Block, zones: Zones) -> MeetingRecord:
    """Return one event (Block) as MeetingRecord, whatever repeats it left aside. Raises Refusal."""
    record = MeetingRecord("", block.line, notes=list(block.notes))
    for name in SINGLE:
        for extra in block.all(name)[1:]:
            record.note(_("%s por segunda vez en el mismo evento; vale la primera") % name, extra.line)
    if (stamp := block.first("DTSTAMP")) and not stamp.value.strip().endswith("Z"):
        record.note(_("DTSTAMP sin Z (debería estar en UTC); aquí no hace falta, se dejó de lado"), stamp.line)
    record.key = event_source_key(block, record)
    read_times(block, zones, record)
    read_descriptive_properties(block, record)
    return record


def event_source_key(block: Block, record: MeetingRecord) -> str:
    """Return what the event is called in its source: its UID without HTML, or a fingerprint where it has none."""
    uid = block.first("UID")
    key = single_line_text(uid.value, record, "UID", uid.line) if uid else ""
    if not key:
        parts = [found.value for name in ("DTSTART", "SUMMARY") if (found := block.first(name))]
        key = f"sin-uid/{sha256(' '.join(parts).encode()).hexdigest()[:32]}"
        record.note(_("no tiene UID; se lo reconocerá por su fecha y su título"))
    if recurrence := block.first("RECURRENCE-ID"):
        key = f"{key}/{recurrence.value.strip()}"
    return truncate_key(key)


def truncate_key(key: str) -> str:
    """Return a key that fits into its field: one that is too long ends with its fingerprint."""
    return key if len(key) <= KEY else f"{key[: KEY - 33]}/{sha256(key.encode()).hexdigest()[:32]}"


def read_times(block: Block, zones: Zones, record: MeetingRecord) -> None:
    """Read begin and end. Raises Refusal for an event that nobody can place."""
    start = block.first("DTSTART")
    if start is None:
        raise Refusal(_("no dice cuándo empieza (DTSTART)"), block.line)
    begin = read_moment(start, zones, record)
    record.all_day = not isinstance(begin, datetime)
    record.start = local_midnight(begin) if record.all_day else begin
    end, duration = block.first("DTEND"), block.first("DURATION")
    if end:
        until = read_moment(end, zones, record)
        if isinstance(until, datetime) == record.all_day:
            record.note(_("DTSTART y DTEND no son de la misma clase (día y hora); el final se dejó de lado"), end.line)
            return
        finish = until if not record.all_day else until - timedelta(days=1)
    elif duration:
        length = read_duration(duration)
        finish = begin + length if not record.all_day else begin + max(length - timedelta(days=1), timedelta())
    else:
        return
    if finish < begin:
        record.note(_("termina antes de empezar; el final se dejó de lado"), (end or duration).line)
        return
    record.end = finish if not record.all_day else local_midnight(finish) if finish > begin else None


def read_descriptive_properties(block: Block, record: MeetingRecord) -> None:
    """Read title, place, text, address and state."""
    found = {name: block.first(name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS")}
    if summary := found["SUMMARY"]:
        words = single_line_text(summary.value, record, "SUMMARY", summary.line)
        record.title = fit_text(words, TITLE, record, "SUMMARY", summary.line)
    if place := found["LOCATION"]:
        read_place(place, record)
    if description := found["DESCRIPTION"]:
        record.text = html_of(description.value, record, "DESCRIPTION", description.line)
    if (url := found["URL"]) and (address := web_address(url.value, record, "URL", url.line)):
        record.links.append(("source", address))
    if (status := found["STATUS"]) and status.value.strip().upper() == "CANCELLED":
        record.cancelled = True
        record.reason = _("Figura como cancelada en el calendario de origen.")[:REASON]


def read_place(found: Property, record: MeetingRecord) -> None:
    """Read LOCATION: an address of the web is where people join, what follows the first comma of a long one its address."""
    words = single_line_text(found.value, record, "LOCATION", found.line)
    if words.startswith(ONLINE):
        record.online_url = web_address(words, record, "LOCATION", found.line)
        record.modality = "virtual" if record.online_url else ""
        return
    name, _mark, rest = words.partition(", ")
    record.place = fit_text(name, PLACE, record, "LOCATION", found.line)
    record.address = fit_text(rest, ADDRESS, record, "LOCATION", found.line)


__all__ = ["Block", "looks_like_calendar", "read_ics"]
