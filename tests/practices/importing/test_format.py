"""docs/exchange.md says what the format is; it is held to it."""

import json
import re
from pathlib import Path

from portal.practices.importing.jsonl import FORMAT, TOP, as_dict, read_json_record, read_line, write_line
from portal.practices.importing.record import FACTS, PARTS, SOURCE_FACTS, TEXTS

from .records import line

DOCUMENT = (Path(__file__).parents[3] / "docs/exchange.md").read_text()


def test_every_name_of_the_format_is_documented():
    names = {*TOP, *FACTS, *TEXTS, *SOURCE_FACTS, "key", "slug"}
    names |= {name for shape in PARTS.values() for name in (*shape.facts, *shape.texts, *shape.informative)}
    written = set(re.findall(r"\w+", DOCUMENT))
    assert names <= written
    assert FORMAT in DOCUMENT


def test_the_documented_example_is_read():
    example = json.loads(re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)[1])
    record = read_json_record(example)
    assert record.title
    assert set(example) == set(as_dict(record))


def test_what_is_written_is_read_back():
    record = read_json_record(line())
    written = write_line(record)
    assert "\n" not in written
    assert read_line(written) == record
    assert write_line(read_line(written)) == written
