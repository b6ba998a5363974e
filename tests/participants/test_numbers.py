"""How many people came, and how many came again: by address or telephone, also by way of a third row; never below five."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.participants.models import Participant
from portal.participants.numbers import People, count_people, people_of_sessions

from .people import came, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(council, meeting):
    """Three sessions of one council."""
    return [meeting, held(council, 7), held(council, 14)]


def people(sessions):
    """Return the true numbers of some sessions, as a tuple."""
    found = people_of_sessions(session.pk for session in sessions)
    return found.entries, found.unique, found.returning


def test_no_session_has_no_people():
    assert people([]) == (0, 0, 0)


def test_who_comes_twice_is_one_person(three):
    for session in three[:2]:
        came(session, email="marta@example.org")
    came(three[0], "Eva", email="eva@example.org")
    assert people(three) == (3, 2, 1)
    assert people(three[:1]) == (2, 2, 0)


def test_one_link_is_enough_and_leads_on_to_the_next(three):
    came(three[0], email="marta@example.org", phone="0341 555 0148")
    came(three[1], email="MARTA@example.org")
    came(three[2], phone="+54 341 5550148")
    assert people(three) == (3, 1, 1)
    assert people(three[1:]) == (2, 2, 0)


def test_who_gave_neither_counts_at_each_session(three):
    for session in three:
        came(session)
    assert people(three) == (3, 3, 0)


def test_two_of_one_session_who_share_a_telephone_are_two(three):
    for session in three[:2]:
        came(session, "Ana", phone="0341 555 0148")
        came(session, "Berta", phone="0341 555 0148")
    came(three[2], "Ana", phone="0341 555 0148")
    assert people(three[:1]) == (2, 2, 0)
    assert people(three) == (5, 2, 2)


def test_other_sessions_do_not_count(three):
    for session in three:
        came(session, email="marta@example.org")
    assert people(three[:2]) == (2, 1, 1)


def test_it_asks_once(three, django_assert_num_queries):
    for number in range(20):
        came(three[number % 3], f"Ana {number}", email=f"ana{number % 9}@example.org")
    with django_assert_num_queries(1):
        people(three)


@given(rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_totals_never_contradict_each_other(rows):
    kept = [
        (number, session, f"m{mail}" if mail else "", f"p{phone}" if phone else "")
        for number, (session, mail, phone) in enumerate(rows)
    ]
    found = count_people(kept)
    assert found.entries == len(rows)
    assert found.returning <= found.unique <= found.entries
    assert found.unique + found.returning <= found.entries
    assert count_people(kept[::-1]) == found


# What everybody may read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("true", "shown"),
    [
        (People(4, 4, 0), People(None, None, None)),
        (People(12, 4, 4), People(None, None, None)),
        (People(9, 5, 4), People(None, 5, None)),
        (People(20, 18, 2), People(None, 18, None)),
        (People(20, 20, 0), People(None, 20, None)),
        (People(20, 12, 8), People(None, 12, None)),
        (People(30, 20, 8), People(30, 20, 8)),
        (People(15, 10, 5), People(15, 10, 5)),
        (People(None, None, None), People(None, None, None)),
    ],
)
def test_nothing_is_shown_from_which_fewer_than_five_can_be_told(true, shown):
    assert true.shown() == shown


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_shown_hides_everybody_in_at_least_five(entries, unique, returning):
    shown = People(entries, unique, returning).shown()
    for number in (shown.unique, shown.returning):
        assert number is None or number >= 5
    if shown.returning is not None:
        assert shown.unique - shown.returning >= 5
    else:
        assert shown.entries is None


def test_the_number_of_rows_is_that_of_the_table(three):
    came(three[0])
    assert people(three)[0] == Participant.objects.count()
