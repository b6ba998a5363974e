"""A page of two columns brought into the order in which it is read: newspaper columns, or questions beside answers.

In and out are the lines of one page as they stand on the paper, spaces kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal

from .options import SIGN, split_options
from .sections import form_divider, heading_of

GAP = re.compile(r"\S(\s{3,})(?=\S)")
FEWEST_ROWS = 3
LONGEST_HEADING = 4
MARKS_ONLY = re.compile(r"(?:[xX✓✔]|[☒☐■□]|\s)*")


@dataclass
class Question:
    """A heading in the left column and what stands beside it: numbers of its first and last line, lines of its answer."""

    heading: str
    first: int
    height: int
    answer: list[str] = field(default_factory=list)


def in_reading_order(lines: list[str]) -> list[str]:
    """Return the lines of a page in the order in which they are read. Raises Refusal when two orders are possible."""
    edge = gutter(lines)
    if edge is None:
        return lines
    found, block = [], []
    for line in [*lines, None]:
        if line is not None and not crosses(line, edge):
            block.append((line[:edge].rstrip(), line[edge:].rstrip()))
            continue
        found += lines_of_block(block)
        block = []
        if line is not None:
            found.append(line)
    return found


def crosses(line: str, edge: int) -> bool:
    """Tell whether a line runs through the empty strip before the column at `edge`."""
    return bool(line[max(edge - 2, 0) : edge].strip())


def gutter(lines: list[str]) -> int | None:
    """Return the place at which the right column begins (its letters are in line), None for a page of one column."""
    starts = Counter(
        found.end()
        for line in lines
        for found in GAP.finditer(line)
        if not MARKS_ONLY.fullmatch(split_options(line[found.end() :])[0])
    )
    for edge, count in starts.most_common(3):
        both = [line for line in lines if line[:edge].strip() and line[edge:].strip()]
        crossing = sum(crosses(line, edge) for line in both)
        grid = sum(bool(SIGN.match(split_options(line[edge:])[0].strip())) for line in both)
        if count >= FEWEST_ROWS and count * 4 >= (len(both) - crossing) * 3 and crossing <= count and grid * 2 < count:
            return edge
    return None


def lines_of_block(block: list[tuple[str, str]]) -> list[str]:
    """Return the lines of a block of two columns: (left, right) of each line. Raises Refusal when two orders fit."""
    left, right = [one for one, _other in block], [other for _one, other in block]
    if not any(map(str.strip, right)):
        return left
    questions = questions_of(left)
    has_headings = any(heading_at(right, index) for index in range(len(right)) if right[index].strip())
    if questions is None or has_headings:
        return [*without_blank_ends(left), "", *without_blank_ends(right)]
    return table_lines_of(questions, left, right)


def without_blank_ends(lines: list[str]) -> list[str]:
    """Return lines without the blank ones at their beginning and end."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def heading_at(lines: list[str], index: int) -> int:
    """Return of how many lines the heading consists that begins at `index`, 0 for none."""
    for length in range(1, LONGEST_HEADING + 1):
        text = " ".join(line.strip() for line in lines[index : index + length])
        whole = [found for part in (1, 2) if (found := heading_of(text, part))]
        if whole and lines[index + length - 1 : index + length]:
            return length
    return 0


def questions_of(left: list[str]) -> list[Question] | None:
    """Return the headings of the left column when there is nothing else in it, else None."""
    found, index = [], 0
    while index < len(left):
        text = left[index].strip()
        if not text:
            index += 1
        elif form_divider(text):
            return None
        elif length := heading_at(left, index):
            heading = " ".join(line.strip() for line in left[index : index + length])
            part = heading_of(heading, 1)
            if part and part[3].strip():
                return None  # a heading with its value: a column by itself
            found.append(Question(heading, index, length))
            index += length
        else:
            return None
    return found


def table_lines_of(questions: list[Question], left: list[str], right: list[str]) -> list[str]:
    """Return each heading with the lines beside it below it. Raises Refusal when an answer may stand above its heading."""
    ends = [question.first for question in questions[1:]] + [len(right)]
    found = without_blank_ends(right[: questions[0].first]) if questions else right
    begun_before = bool(found)
    for question, end in zip(questions, ends, strict=True):
        question.answer = without_blank_ends(right[question.first : end])
        if question.answer and not right[question.first].strip():
            raise in_doubt(question)
    if not begun_before:
        refuse_centred(questions, [one + other for one, other in zip(left, right, strict=True)])
    for question in questions:
        found += [f"{question.heading.rstrip(' :')} :" if heading_of(question.heading, 1) else question.heading]
        found += [*question.answer, ""]
    return found


def in_doubt(question: Question) -> Refusal:
    """Return the Refusal of a table in which an answer may be that of one question or of the next."""
    said = _("hay dos columnas y no se sabe qué respuesta es de «%s»; copia el texto a un archivo")
    return Refusal(said % question.heading[:80])


def refuse_centred(questions: list[Question], lines: list[str]) -> None:
    """Raise Refusal when the headings may stand at half the height of their answers, so that answers begin above them.

    Between two blank lines the answer of the first heading begins beside it; so, if all were centred, each row's height
    would follow from the one above, and the last row would have to end where the lines end.
    """
    starts = [0] + [index + 1 for index, line in enumerate(lines) if not line.strip()]
    for start, end in zip(starts, [*(start - 1 for start in starts[1:]), len(lines)], strict=True):
        inside = [question for question in questions if start <= question.first < end]
        height, moved = start, False
        for question in inside:
            above = question.first - height
            if above < 0:
                break
            moved = moved or above > 0
            height += 2 * above + question.height
        else:
            if moved and (abs(height - end) <= 1 or inside[0].first > start):
                raise in_doubt(inside[-1])
