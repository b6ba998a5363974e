"""One event of a calendar file (VEVENT) as a meeting: what it is called, when and where it is, and who may know."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.events.calendars.writing import PRODUCER

from .online import hold_back, opens_meeting, read_conference, read_location, without_join_links
from .record import KEY, REASON, TITLE, MeetingRecord, fit_text, html_of, single_line_text, web_address
from .states import read_title_state
from .values import MOMENT, Zones, city_zone, local_midnight, read_duration, read_moment

if TYPE_CHECKING:
    from portal.session_import.structure import Block

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
    "SEQUENCE",
    "CLASS",
)
#: by these Outlook and others say that a meeting lasts all day, though they write hours
ALL_DAY = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
#: RFC 5545, 3.8.1.3: a class that is not known is private
PUBLIC_CLASSES = ("", "PUBLIC")
#: a session's own number, which comes first where nothing says what it is about
REFERENCE = re.compile(r"[A-Z]+(?:-[A-Z0-9]+)*-[0-9]{4}-[0-9]{3,}")
#: the longest that a place in a series is, with its mark of division
PLACE_IN_SERIES = 17


def read_event(block: Block, zones: Zones) -> MeetingRecord:
    """Return one event (Block) as MeetingRecord, whatever repeats it left aside. Raises Refusal."""
    record = MeetingRecord("", block.line, notes=list(block.notes), sequence=sequence_of(block), stamp=stamp_of(block))
    for name in SINGLE:
        for extra in block.all(name)[1:]:
            record.note(_("%s por segunda vez en el mismo evento; vale la primera") % name, extra.line)
    if (stamp := block.first("DTSTAMP")) and not stamp.value.strip().endswith("Z"):
        record.note(_("DTSTAMP sin Z (debería estar en UTC); aquí no hace falta, se dejó de lado"), stamp.line)
    record.key = event_source_key(block, record)
    read_times(block, zones, record)
    if word_of(block, "CLASS") not in PUBLIC_CLASSES:
        record.private, record.notes = True, []
        return record
    read_descriptive_properties(block, record)
    return record


def word_of(block: Block, name: str) -> str:
    """Return the value of a property that is one of a few words, in capitals; "" where the event does not have it."""
    found = block.first(name)
    return found.value.strip().upper() if found else ""


def sequence_of(block: Block) -> int:
    """Return the SEQUENCE of an event (Block) as int, 0 where it has none that a database could keep."""
    word = word_of(block, "SEQUENCE")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else 0


def stamp_of(block: Block) -> datetime | None:
    """Return DTSTAMP (aware datetime): when what the event (Block) says was written; None where it does not say."""
    match = MOMENT.fullmatch(word_of(block, "DTSTAMP"))
    try:
        return datetime(*(int(match[part] or 0) for part in range(1, 7)), tzinfo=UTC) if match else None
    except ValueError:
        return None


def event_source_key(block: Block, record: MeetingRecord) -> str:
    """Return what the event is called in its source: its UID without HTML, or a fingerprint where it has none."""
    uid = block.first("UID")
    key = single_line_text(uid.value, record, "UID", uid.line) if uid else ""
    if not key:
        key = event_fingerprint(block)
        record.note(_("no tiene UID; se lo reconocerá por su fecha y su título"))
    return truncate_key(key)


def event_fingerprint(block: Block) -> str:
    """Return by what an event without UID is known: its date and its title."""
    parts = [found.value for name in ("DTSTART", "SUMMARY") if (found := block.first(name))]
    return f"sin-uid/{sha256(' '.join(parts).encode()).hexdigest()[:32]}"


def truncate_key(key: str) -> str:
    """Return a key that fits into its field with a place in its series: one that is too long ends with its fingerprint."""
    longest = KEY - PLACE_IN_SERIES
    return key if len(key) <= longest else f"{key[: longest - 33]}/{sha256(key.encode()).hexdigest()[:32]}"


def read_times(block: Block, zones: Zones, record: MeetingRecord) -> None:
    """Read begin and end. Raises Refusal for an event that nobody can place."""
    start = block.first("DTSTART")
    if start is None:
        raise Refusal(_("no dice cuándo empieza (DTSTART)"), block.line)
    begin = read_moment(start, zones, record)
    record.all_day = not isinstance(begin, datetime)
    if not record.all_day and lasts_whole_days(block, zones, begin):
        read_whole_days(block, zones, record, begin)
        return
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


def lasts_whole_days(block: Block, zones: Zones, begin: datetime) -> bool:
    """Tell whether an event with hours lasts from midnight to midnight, as Outlook writes what lasts all day."""
    if on_the_wall(begin).time() != time():
        return False
    if any(word_of(block, name) in ("TRUE", "1") for name in ALL_DAY):
        return True
    end = block.first("DTEND")
    until = read_moment(end, zones, MeetingRecord("", block.line)) if end else None
    return isinstance(until, datetime) and until > begin and on_the_wall(until).time() == time()


def read_whole_days(block: Block, zones: Zones, record: MeetingRecord, begin: datetime) -> None:
    """Read an event from midnight to midnight as the days that it is, in its own zone."""
    end = block.first("DTEND")
    until = read_moment(end, zones, record) if end else None
    first = last = on_the_wall(begin).date()
    if isinstance(until, datetime) and until > begin:
        last = (on_the_wall(until) - timedelta(seconds=1)).date()
    record.all_day, record.start = True, local_midnight(first)
    record.end = local_midnight(last) if last > first else None


def on_the_wall(moment: datetime) -> datetime:
    """Return a moment as the clock shows it where it was written: in its zone, in the city's when it is in UTC."""
    return moment.astimezone(city_zone()) if moment.tzinfo is UTC else moment


def read_descriptive_properties(block: Block, record: MeetingRecord) -> None:
    """Read title, place, text, addresses and state."""
    found = {name: block.first(name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "URL")}
    if summary := found["SUMMARY"]:
        words = single_line_text(summary.value, record, "SUMMARY", summary.line)
        record.title = fit_text(read_state(block, words, record, summary.line), TITLE, record, "SUMMARY", summary.line)
    else:
        read_state(block, "", record, block.line)
    if block.calendar.get("PRODID", "") == PRODUCER:
        read_own_description(block, record)
    read_conference(block, record)
    if place := found["LOCATION"]:
        words = single_line_text(place.value, record, "LOCATION", place.line)
        read_location(words, record, "LOCATION", place.line)
    if (description := found["DESCRIPTION"]) and block.calendar.get("PRODID", "") != PRODUCER:
        text = without_join_links(description.value, record, "DESCRIPTION", description.line)
        record.text = html_of(text, record, "DESCRIPTION", description.line)
    if (url := found["URL"]) and (address := web_address(url.value, record, "URL", url.line)):
        if opens_meeting(address) or address == record.online_url:
            hold_back(address, record, "URL", url.line)
        else:
            record.links.append(("source", address))
            if record.modality and not record.online_url:
                record.online_url = address  # the page that says how to join, as in a calendar of ours
    read_attachments(block, record)


def read_own_description(block: Block, record: MeetingRecord) -> None:
    """Read the title from a calendar of a portal like this one: the council is the summary, the subject the first line.

    The other lines of the text say what the properties say, in words of the page to which URL leads.
    """
    description, categories = block.first("DESCRIPTION"), block.first("CATEGORIES")
    subject = description.value.replace("\r\n", "\n").partition("\n")[0].strip() if description else ""
    is_named_by_council = categories and record.title and record.title in categories.value
    if is_named_by_council and subject and not REFERENCE.fullmatch(subject):
        record.title = fit_text(subject, TITLE, record, "DESCRIPTION", description.line)


def read_state(block: Block, title: str, record: MeetingRecord, line: int) -> str:
    """Read STATUS, and what a title says of it; return the title without that."""
    status = word_of(block, "STATUS")
    record.cancelled, record.tentative = status == "CANCELLED", status == "TENTATIVE"
    plain = read_title_state(title, record, line)
    if record.cancelled and not record.reason:
        record.reason = _("Figura como cancelada en el calendario de origen.")[:REASON]
    return plain


def read_attachments(block: Block, record: MeetingRecord) -> None:
    """Read ATTACH: addresses become links under the name of their file; a file inside the calendar is only named."""
    for found in block.all("ATTACH"):
        name = single_line_text(str(found.parameters.get("FILENAME", "")), record, "ATTACH", found.line)
        if found.value.strip().lower().startswith(("http://", "https://")):
            if address := web_address(found.value, record, "ATTACH", found.line):
                record.links.append((name[:100] or "attachment", address))
        else:
            record.note(_("lleva un archivo adentro (ATTACH); no se guardó: súbelo como documento"), found.line)
