"""Chapters of a recording, typed by hand: one line each, the time first, as "12:30 La plaza" or "1:02:10 Varios"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s+(\S.*)")


@dataclass(frozen=True)
class Chapter:
    """One line: its words, and where it begins in seconds; None where the line does not say it."""

    seconds: int | None
    text: str
    time: str = ""


def chapter_lines(text: str) -> list[Chapter]:
    """Return the chapters of a text, in its order; empty lines are left out."""
    return [read_chapter(line.strip()) for line in text.splitlines() if line.strip()]


def read_chapter(line: str) -> Chapter:
    """Return the chapter of one line."""
    found = CHAPTER.fullmatch(line)
    if not found or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        return Chapter(None, line)
    seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])
    return Chapter(seconds, found[4], line[: found.start(4)].strip())


def chapter_address(recording: str, seconds: int) -> str:
    """Return the address of a recording at a moment: `t` of the query, which the usual platforms read (in seconds)."""
    parts = urlsplit(recording)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "t"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("t", str(seconds))])))
