"""What the demonstration's files say of minutes: every topic has its own, whole, plain, with no real name or telephone."""

import re
from collections import Counter

import pytest

from portal.core.language import CODES
from portal.demonstration.files import read_all, read_toml
from portal.demonstration.minutes_model import model_table
from portal.demonstration.minutes_topics import discussed_topics, filled, parts_of
from portal.demonstration.topics import pool_of
from portal.minutes.choices import ItemOutcome, SaidKind

NAMES = [stem for stem, _file in read_all("sessions/topics")]
TABLES = [(topic, discussed_topics(name)[topic["title"]]) for name in NAMES for topic in pool_of((name,))]


def texts_of(value):
    """Return all texts of a table, at any depth."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts_of(part)]


EVERYTHING = [text for _stem, file in read_all("minutes") for text in texts_of(file)]


@pytest.mark.parametrize("name", NAMES)
def test_every_topic_has_its_minutes(name):
    assert set(discussed_topics(name)) == {topic["title"] for topic in pool_of((name,))}


def test_every_point_is_told_but_the_internal_ones():
    for topic, table in TABLES:
        assert len(table["points"]) == len(topic["points"]), topic["title"]
        for written, said in zip(topic["points"], table["points"], strict=True):
            assert bool(said) != written.startswith("!"), (topic["title"], written)


def test_an_agreement_belongs_to_a_point_that_was_told():
    for topic, table in TABLES:
        assert table["agreements"], topic["title"]
        for line in table["agreements"]:
            number, text = parts_of(line)
            assert table["points"][int(number) - 1], topic["title"]
            assert text.endswith(".")


def test_what_was_said_is_a_complaint_or_a_proposal_with_an_answer():
    lines = [parts_of(line) for _topic, table in TABLES for line in table.get("said", ())]
    assert {len(line) for line in lines} == {5}
    assert {line[0] for line in lines} == set(SaidKind.values)
    assert all(text and answer for _kind, _theme, _spot, text, answer in lines)
    assert [line for line, count in Counter(line[3] for line in lines).items() if count > 1] == []


def test_numbers_and_places_leave_no_mark_behind():
    places = dict.fromkeys(
        ["street", "other_street", "square", "square_title", "school", "club", "place", "votes"], "x"
    )
    for topic, table in TABLES:
        said = " ".join(filled(text, places, "any") for text in texts_of(table))
        assert re.findall(r"[{}]", said) == [], topic["title"]


def test_the_same_words_draw_the_same_number():
    assert filled("{12-30} autos", {}, "a", 1) == filled("{12-30} autos", {}, "a", 1)
    assert {filled("{1-9}", {}, "a", number) for number in range(99)} == {str(number) for number in range(1, 10)}


def test_no_mail_or_private_telephone_stands_in_a_text():
    found = [text for text in EVERYTHING if re.search(r"@|\d{3}[ -]\d{4}|\d{7,}", text)]
    assert [text for text in found if "0800 555 0100" not in text] == []


def test_the_model_says_everything_in_four_languages():
    table = model_table()
    rows = [*table["agreements"], *table["said"], *table["items"], *table["texts"].values(), *table["extra"].values()]
    assert [row for row in rows if any(not row.get(code) for code in CODES)] == []
    assert all(len({row[code] for code in CODES}) == len(CODES) for row in rows)
    assert set(table["outcomes"]) == {ItemOutcome.TREATED, ItemOutcome.MOVED}
    assert len(table["outcomes"]) == len(table["items"])


def test_french_has_a_space_that_does_not_break_before_its_signs():
    table = model_table()
    rows = [*table["agreements"], *table["said"], *table["items"], *table["texts"].values(), *table["extra"].values()]
    assert [row["fr"] for row in rows if re.search(r"[^\u00a0][:;?!»](?:\s|$)", row["fr"])] == []


def test_the_models_numbers_add_up():
    numbers = model_table()["numbers"]
    total = sum(numbers["count"].values())
    assert all(sum(numbers[kind].values()) <= total for kind in ("age", "gender", "times"))
    assert sum(numbers["turn"].values()) == sum(numbers["turn-age"].values())
    assert min(numbers["age"].values()) < 5


def test_the_corrections_reason_has_its_numbers():
    assert read_toml("minutes/frame.toml")["corrected"].format(before=1, after=2, where="x")
