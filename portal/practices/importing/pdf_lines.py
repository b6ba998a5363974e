"""Lines of a form's PDF as somebody would type them: the paper's line ends, columns and page breaks are undone.

In and out are lines with their page: [(page, text)].
"""

import re
from collections import Counter

from portal.vocabularies.matching import match_option

from . import wording
from .options import EMPTY, TICK, split_options
from .paragraphs import BULLET, SENTENCE_END
from .sections import DIVIDERS, HEADINGS, OPTION_FIELDS, OTHER_WORDS, heading_of

PAGE_NUMBER = re.compile(
    r"\s*(?:(?:page|página|pagina|p\.)\s*)?\d{1,3}(?:\s*(?:/|de|of|sur)\s*\d{1,3})?\s*", re.IGNORECASE
)
VOCABULARIES = {"types": "type", "objectives": "objective", "themes": "theme"}
MARK = re.compile(r"[Xx☒☐]")
MARK_BEHIND = re.compile(r"(?:^|\s)[Xx☒☐]$")
BOXES = (TICK, EMPTY)
BOLD_MARK = re.compile(r"\*{1,3}|_{1,3}")
BOX = re.compile(r"[-•☐☒■□]\s*")
LONGEST_HEADING = 3
SHORT_LINE = 0.75
WORDS_OF_HEADINGS = max(len(folded.split()) for folded in HEADINGS[1])


def without_furniture(pages: list[list[str]]) -> list[tuple[int, str]]:
    """Return [(page, line)] of pages (lists of lines) without page numbers and what stands on top or foot of most."""
    edges = Counter()
    for lines in pages:
        edges.update({" ".join(line.split()) for line in edge_lines(lines)})
    repeated = {line for line, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    found = []
    for number, lines in enumerate(pages, start=1):
        edge = edge_lines(lines)
        kept = [
            line
            for line in lines
            if not (line in edge and (PAGE_NUMBER.fullmatch(line) or " ".join(line.split()) in repeated))
        ]
        while kept and not kept[0].strip():
            kept.pop(0)
        while kept and not kept[-1].strip():
            kept.pop()
        if found and kept and not runs_on(found, kept):
            found.append((number, ""))
        found += [(number, line.rstrip()) for line in kept]
    return found


def edge_lines(lines: list[str]) -> list[str]:
    """Return the first and the last line of a page that hold anything."""
    filled = [line for line in lines if line.strip()]
    return filled[:1] + filled[1:][-1:]


def runs_on(before: list[tuple[int, str]], lines: list[str]) -> bool:
    """Tell whether the paragraph at the end of a page goes on on the next: its last line is full, and ends no sentence."""
    last, width = before[-1][1].strip(), max(len(line) for _page, line in before)
    if last.endswith(SENTENCE_END) or len(last) < width * SHORT_LINE:
        return False
    return not (heading_of(last, 2) or heading_of(lines[0].strip(), 2) or BULLET.match(lines[0]))


def as_typed(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines of the whole form: part 1 with one option a line, part 2 with its headings on one line."""
    second = next(
        (index for index, (_page, line) in enumerate(lines) if wording.fold_heading(line) in DIVIDERS["part two"]), None
    )
    if second is None:
        second = next((index for index in range(len(lines)) if begins_heading(lines, index)), len(lines))
    return [*part_one(lines[:second]), *whole_headings(lines[second:])]


def begins_heading(lines: list[tuple[int, str]], index: int) -> bool:
    """Tell whether a heading of part 2 begins on the line at `index`, which the paper may have broken."""
    texts = [line.strip() for _page, line in lines[index : index + LONGEST_HEADING]]
    return bool(texts[0]) and any(heading_of(" ".join(texts[: size + 1]), 2) for size in range(len(texts)))


def whole_headings(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines of part 2, without indents; a heading that was broken into up to three lines is one again."""
    found, index = [], 0
    while index < len(lines):
        page, line = lines[index]
        for length in range(LONGEST_HEADING, 1, -1):
            joined = " ".join(text.strip() for _page, text in lines[index : index + length])
            if line.strip() and heading_of(joined, 2) and not heading_of(line.strip(), 2):
                line, index = joined, index + length - 1
                break
        text = " ".join(line.split())
        if BOLD_MARK.fullmatch(text) and found and heading_of(found[-1][1], 2):
            index += 1  # the paper had no more room for it on the heading's line
            continue
        glue = between([before for _page, before in found], text)
        if glue is not None:
            found[-1] = (found[-1][0], f"{found[-1][1]}{glue}{text}")
        else:
            found.append((page, text))
        index += 1
    return found


def between(lines: list[str], text: str) -> str | None:
    """Return what stands between the last line and `text` when the paper's edge divided them, None when it did not.

    "" behind the hyphen of a word and a link without its address; " " inside a link, and before a dash that would else
    begin a list. A hyphen that closes a parenthesis between dashes -like this- divides no word, and the one that opens it
    stays with its first word.
    """
    last = lines[-1] if lines else ""
    if not last or not text:
        return None
    if last.endswith("]") and text[:1] == "(":
        return ""
    if last.rfind("[") > last.rfind("]"):
        return " "
    start = len(lines)
    while start and lines[start - 1]:
        start -= 1
    paragraph = " ".join(lines[start:])
    if re.match(r"[-–] [^\W\d_]", text) and not BULLET.match(lines[start]) and not last.endswith(SENTENCE_END):
        return " "
    if re.search(r"(?<!\S)-$", last) and re.match(r"[^\W\d_].*\w-(?!\S)", text):
        return ""
    if not (re.search(r"[^\W\d_]-$", last) and text[:1].isalpha()):
        return None
    opened, closed = re.findall(r"(?<!\S)-\w", paragraph), re.findall(r"\w-(?!\S)", paragraph)
    return "" if len(opened) < len(closed) else None


def part_one(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the lines of part 1: each heading with its value, each option of a list on its own line behind a TAB."""
    found, name, words = [], "", []
    for page, line in lines:
        text = " ".join(line.split())
        if not text:
            continue
        if wording.fold_heading(text) in DIVIDERS["part one"]:
            found.append((page, text))
            continue
        if heading := split_heading(text):
            found += option_line(words)
            name, words = heading[0], []
            text = heading[2]
            found.append((page, f"{heading[1]} :" if name in OPTION_FIELDS else f"{heading[1]} : {text}".rstrip()))
            if name not in OPTION_FIELDS:
                continue
        if name not in OPTION_FIELDS:
            if name and found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
            else:
                found.append((page, text))
            continue
        for piece in split_options(text):
            words = one_option(found, name, words, (page, " ".join(piece.split())))
    return found + option_line(words)


def one_option(
    found: list[tuple[int, str]], name: str, words: list[tuple[int, str]], part: tuple[int, str]
) -> list[tuple[int, str]]:
    """Add `part` of a line to the option that is not whole yet (`words`), or put that one into `found` and begin another.

    Returns what is not whole now.
    """
    text = part[1]
    if MARK.fullmatch(text) and not words and found:
        before = found[-1][1]
        if text not in BOXES or (before.startswith("\t") and not any(box in before for box in BOXES)):
            # A mark that the paper had no more room for on its option's line.
            found[-1] = (found[-1][0], f"{before}\t{text}")
            return []
        return [part]
    lone = len(words) == 1 and words[0][1] in BOXES
    if words and not lone and is_begun(name, text):
        found += option_line(words)
        words = []
    words = [*words, part] if text else words
    whole = " ".join(word for _page, word in words)
    if words and whole not in BOXES and is_whole(name, whole):
        found += option_line(words)
        words = []
    return words


def split_heading(text: str) -> tuple[str, str, str] | None:
    """Return (field, heading, rest) when a line of part 1 begins with a heading, the longest that fits; else None."""
    if found := heading_of(text, 1):
        return found[0], found[2].strip(), found[3].strip()
    parts = text.split(" ")
    for length in range(min(len(parts), WORDS_OF_HEADINGS + 4), 0, -1):
        known = HEADINGS[1].get(wording.fold_heading(" ".join(parts[:length])))
        # One word is too little to tell a heading from the beginning of an option.
        if known and (length > 1) and known[0][0] in OPTION_FIELDS:
            return known[0][0], " ".join(parts[:length]).rstrip(" :"), " ".join(parts[length:]).lstrip(": ")
    return None


def is_begun(name: str, text: str) -> bool:
    """Tell whether a line begins another option, and does not go on with the unfinished one above it."""
    return bool(BOX.match(text)) or is_other(text) or is_option(name, MARK_BEHIND.sub("", text))


def is_whole(name: str, text: str) -> bool:
    """Tell whether an option's words are complete: they carry a mark, or are an option of the list."""
    return bool(MARK_BEHIND.search(text)) or (not is_other(text) and is_option(name, text))


def is_option(name: str, text: str) -> bool:
    """Tell whether the words are one of the list's."""
    return match_option(VOCABULARIES.get(name, name), BOX.sub("", text)) is not None


def is_other(text: str) -> bool:
    """Tell whether a line is that of an option in the sender's own words, which may go on on the next lines."""
    return wording.fold_heading(BOX.sub("", text).partition(":")[0]) in OTHER_WORDS


def option_line(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the line of one option, its mark as the reader of text knows it; a mark on its own line belongs to it."""
    if not words:
        return []
    text = " ".join(word for _page, word in words)
    return [(words[0][0], "\t" + MARK_BEHIND.sub(lambda mark: "\t" + mark[0].strip().upper(), text))]
