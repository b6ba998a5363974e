"""The answer as JSON Lines, the exchange format, and as one JSON object with its codebook; both practice by practice."""

import json
from collections.abc import Iterator
from typing import Any

from portal.practices.importing.jsonl import write_line

from .codebook import codebook

FORMAT = "participa-answer/1"


def json_text(data: dict[str, Any]) -> str:
    """Return plain data as JSON (str) that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def json_lines(practices: Iterator) -> Iterator[str]:
    """Yield one line (str) of `participa-practice/1` for each pair (PracticePage shown, PracticeRecord)."""
    for _page, record in practices:
        yield f"{write_line(record)}\n"


def json_object(practices: Iterator, question: str) -> Iterator[str]:
    """Yield the pieces (str) of one JSON object: format, question (str, as in the address), practices, codebook."""
    yield f'{{"format": "{FORMAT}", "question": {json.dumps(question, ensure_ascii=False)}, "practices": ['
    before = "\n"
    for _page, record in practices:
        yield before + write_line(record)
        before = ",\n"
    yield f'\n], "codebook": {json.dumps(codebook(), ensure_ascii=False)}}}\n'
