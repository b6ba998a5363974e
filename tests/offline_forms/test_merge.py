"""Two people write one form: nothing that only one of them changed is lost, whatever both typed."""

from hypothesis import given
from hypothesis import strategies as st

from portal.offline_forms.merge import merge_texts

KEYS = st.sampled_from(["summary", "count.hall", "agreement.k1.text", "topic.agua"])
TEXTS = st.dictionaries(KEYS, st.sampled_from(["", "uno", "dos", "tres"]))


def full(texts):
    """Return a dict without its empty texts, which mean the same as none."""
    return {key: text for key, text in texts.items() if text}


@given(TEXTS, TEXTS, TEXTS)
def test_what_one_side_alone_changed_stays(stored, base, mine):
    merged = merge_texts(stored, base, mine).content
    for key in {*stored, *base, *mine}:
        theirs, before, ours = (side.get(key, "") for side in (stored, base, mine))
        if before == theirs:
            assert merged.get(key, "") == ours
        if before == ours:
            assert merged.get(key, "") == theirs


@given(TEXTS, TEXTS, TEXTS)
def test_a_conflict_is_what_both_changed_in_two_ways_and_what_is_stored_stays(stored, base, mine):
    merge = merge_texts(stored, base, mine)
    for key in {*stored, *base, *mine}:
        theirs, before, ours = (side.get(key, "") for side in (stored, base, mine))
        assert (key in merge.conflicts) is (before != theirs and before != ours and theirs != ours)
        if key in merge.conflicts:
            assert merge.conflicts[key] == theirs == merge.content.get(key, "")


@given(TEXTS, TEXTS, TEXTS)
def test_the_same_sent_again_changes_nothing(stored, base, mine):
    once = merge_texts(stored, base, mine)
    assert merge_texts(once.content, base, mine) == once


@given(TEXTS, TEXTS)
def test_equal_sides_have_no_conflict(base, both):
    merge = merge_texts(both, base, both)
    assert (merge.content, merge.conflicts) == (full(both), {})


@given(TEXTS, TEXTS, TEXTS)
def test_after_a_choice_there_is_nothing_left_to_ask(stored, base, mine):
    merge = merge_texts(stored, base, mine)
    again = merge_texts(merge.content, {**base, **merge.conflicts}, mine)
    assert again.conflicts == {}
    assert all(again.content.get(key, "") == mine.get(key, "") for key in merge.conflicts)


@given(TEXTS, TEXTS, TEXTS)
def test_an_absent_key_is_an_empty_text(stored, base, mine):
    assert merge_texts(full(stored), full(base), full(mine)) == merge_texts(stored, base, mine)


@given(TEXTS, TEXTS, TEXTS)
def test_two_phones_may_send_in_any_order_where_they_do_not_collide(stored, one, other):
    first = merge_texts(merge_texts(stored, stored, one).content, stored, other)
    second = merge_texts(merge_texts(stored, stored, other).content, stored, one)
    if not first.conflicts:
        assert first == second
