"""What keeps minutes from being published: a sentence beside each field, and nothing else."""

import pytest

from portal.minutes.chapters import chapter_address, chapter_lines
from portal.minutes.faults import minutes_faults

from .held import written


def keys_of(session, **more):
    """Return the keys with a fault of a whole draft that `more` changes."""
    return [fault.key for fault in minutes_faults(session, written(session, **more))]


def test_a_whole_draft_has_none(held):
    assert keys_of(held) == []


def test_what_became_of_each_point_is_asked_for(held):
    first = held.items.first()
    assert keys_of(held, **{f"item__{first.code}__outcome": ""}) == [f"item.{first.code}.outcome"]
    assert keys_of(held, **{f"item__{first.code}__outcome": "postponed"}) == [f"item.{first.code}.outcome"]


def test_somebody_counts_the_people(held):
    content = {key: text for key, text in written(held).items() if key.startswith("item")}
    assert [fault.key for fault in minutes_faults(held, content)] == ["count.hall"]


def test_nobody_came_is_an_answer(held):
    content = {key: text for key, text in written(held).items() if key.startswith("item")}
    assert minutes_faults(held, {**content, "count.hall": "0"}) == []


@pytest.mark.parametrize("text", ["doce", "-1", "1.5", "١٢", "1e3"])
def test_a_number_is_a_number(held, text):
    assert "count.second-hall" in keys_of(held, **{"count__second-hall": text})


def test_a_part_is_not_more_than_the_whole(held):
    faults = minutes_faults(held, written(held, gender__women="40"))
    assert [fault.key for fault in faults] == ["gender.women"]
    assert "59" in faults[0].text
    assert "41" in faults[0].text


def test_turns_to_speak_may_be_more_than_people(held):
    assert keys_of(held, turn__women="90") == []


def test_an_agreement_belongs_to_a_point_of_this_session(held):
    row = {"agreement__aaaaaa1__text": "Se pinta", "agreement__aaaaaa1__item": "ffffffff"}
    assert keys_of(held, **row) == ["agreement.aaaaaa1.item"]
    assert keys_of(held, **{**row, "agreement__aaaaaa1__item": held.items.first().code}) == []


def test_an_agreement_may_belong_to_a_point_that_was_not_on_the_agenda(held):
    extra = {"extra__bbbbbb1__title": "El bache", "extra__bbbbbb1__outcome": "treated"}
    row = {"agreement__aaaaaa1__text": "Se tapa", "agreement__aaaaaa1__item": "bbbbbb1"}
    assert keys_of(held, **extra, **row) == []


def test_what_was_said_names_a_theme_and_a_place_that_exist(held):
    said = {"said__cccccc1__text": "No hay luz", "said__cccccc1__kind": "complaint"}
    assert keys_of(held, **said) == []
    wrong = {**said, "said__cccccc1__theme": "no-such", "said__cccccc1__place": "n999999"}
    assert keys_of(held, **wrong) == ["said.cccccc1.theme", "said.cccccc1.place"]


def test_what_was_said_is_a_complaint_or_a_proposal(held):
    assert keys_of(held, said__cccccc1__text="No hay luz") == ["said.cccccc1.kind"]


def test_an_empty_row_has_no_fault(held):
    assert keys_of(held, said__cccccc1__place="n999999", agreement__aaaaaa1__item="ffffffff") == []


def test_a_recording_is_a_web_address(held):
    assert keys_of(held, recording="javascript:alert(1)") == ["recording"]
    assert keys_of(held, recording="https://example.org/v?id=1", chapters="12:30 La plaza\n1:02:10 Varios") == []


def test_a_chapter_begins_with_its_time(held):
    wrong = {"recording": "https://example.org/v", "chapters": "La plaza, a los doce minutos"}
    assert keys_of(held, **wrong) == ["chapters"]


def test_chapters_lead_to_their_second():
    chapters = chapter_lines("12:30 La plaza\n\n1:02:10 Varios")
    assert [(chapter.seconds, chapter.text) for chapter in chapters] == [(750, "La plaza"), (3730, "Varios")]
    assert chapter_address("https://example.org/v?id=1&t=5", 750) == "https://example.org/v?id=1&t=750"


def test_the_list_of_agreements_asks_for_no_numbers(held):
    assert minutes_faults(held, {"agreement.aaaaaa1.text": "Se pinta"}, for_list=True) == []


def test_questions_do_not_grow_with_what_is_written(held, django_assert_max_num_queries):
    rows = {f"said__dddddd{n}__{name}": text for n in range(9) for name, text in [("text", "x"), ("theme", "housing")]}
    with django_assert_max_num_queries(5):
        minutes_faults(held, written(held, **rows))
