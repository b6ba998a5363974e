"""Two people on the same minutes lose nothing, with the script and without; whatever is sent is no fault of ours."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.models import Role
from portal.minutes.content import MOST_ROWS
from portal.minutes.models import Minutes
from portal.offline_forms.sync import account_mark
from tests.districts.teams import browser
from tests.minutes.held import written, wrote
from tests.office.dashboard.office import member

from .form import address, opened, sent, synced, typed_by_hand

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the draft is merged under a lock")]
AGREED = "agreement.0000001.text"


@pytest.fixture
def ana(writer):
    return browser(writer)


@pytest.fixture
def ben(west):
    return browser(member(Role.EDITOR, west))


def stored():
    """Return the draft as it is stored."""
    return Minutes.objects.get().draft


def test_the_script_is_told_what_the_portal_has(ana, held, writer):
    wrote(held, writer, written(held))
    answer = ana.get(f"{address(held)}sync/")
    assert answer.json().keys() == {"account", "csrf", "number", "content"}
    assert (answer.json()["account"], answer.json()["number"]) == (account_mark(writer), 1)
    assert answer.json()["content"] == {**written(held), "covered": "Oeste"}
    assert "no-store" in answer["Cache-Control"]


def test_what_the_script_sends_is_stored_once_however_often_it_comes(ana, held, writer):
    for _time in range(2):
        answer = synced(ana, held, {"count.hall": ""}, {"count.hall": "12"}, account_mark(writer)).json()
        assert (answer["content"]["count.hall"], answer["number"], answer["conflicts"]) == ("12", 1, {})
        assert answer["saved_at"]


def test_the_script_that_emptied_a_field_empties_it(ana, held, writer):
    wrote(held, writer, written(held))
    synced(ana, held, {"count.online": "11"}, {"count.online": ""}, account_mark(writer))
    assert "count.online" not in stored()


def test_the_script_is_told_of_what_two_people_wrote_differently(ana, held, writer, west):
    first = member(Role.EDITOR, west)
    synced(browser(first), held, {AGREED: ""}, {AGREED: "En marzo"}, account_mark(first))
    answer = synced(ana, held, {AGREED: ""}, {AGREED: "En abril", "count.hall": "8"}, account_mark(writer)).json()
    assert answer["conflicts"][AGREED]["theirs"] == "En marzo"
    assert answer["conflicts"][AGREED]["by"] == first.username
    assert (answer["content"][AGREED], answer["content"]["count.hall"]) == ("En marzo", "8")
    answer = synced(ana, held, {AGREED: "En marzo"}, {AGREED: "En abril"}, account_mark(writer)).json()
    assert (answer["conflicts"], answer["content"][AGREED]) == ({}, "En abril")


def test_a_draft_of_another_account_is_not_taken(ana, held, writer, west):
    other = member(Role.EDITOR, west)
    assert synced(ana, held, {}, {"count.hall": "1"}, account_mark(other)).status_code == 403
    assert not Minutes.objects.exists()


def test_two_people_who_write_different_fields_both_keep_theirs(ana, ben, held):
    hers, his = opened(ana, held), opened(ben, held)
    assert sent(ana, held, {**hers, "count.hall": "14"}).status_code == 302
    answer = sent(ben, held, {**his, "count.online": "3"})
    assert answer.status_code == 200
    assert (stored()["count.hall"], stored()["count.online"]) == ("14", "3")
    html = answer.content.decode()
    assert "Mientras escribías, editor-" in html
    assert '<a href="#f-count.hall">En la sala</a>' in html


def test_the_second_of_two_who_wrote_the_same_field_sees_both_texts_and_nothing_is_lost(ana, ben, held):
    hers, his = opened(ana, held), opened(ben, held)
    sent(ana, held, {**hers, "summary": "Se eligió la esquina"})
    answer = sent(ben, held, {**his, "summary": "Se eligió la plaza", "count.hall": "6"})
    assert answer.status_code == 409
    assert typed_by_hand(answer)["summary"] == "Se eligió la plaza"
    assert "<span>Se eligió la esquina</span>" in answer.content.decode()
    assert (stored()["summary"], stored()["count.hall"]) == ("Se eligió la esquina", "6")


def choice(page, side):
    """Return the value of the button of an answer with which a side is chosen."""
    return page.content.decode().partition(f'value="{side} ')[2].partition('"')[0]


@pytest.mark.parametrize(("side", "kept"), [("mine", "Se eligió la plaza"), ("theirs", "Se eligió la esquina")])
def test_she_chooses_without_script_which_text_stays(ana, ben, held, side, kept):
    hers, his = opened(ana, held), opened(ben, held)
    sent(ana, held, {**hers, "summary": "Se eligió la esquina"})
    asked = sent(ben, held, {**his, "summary": "Se eligió la plaza"})
    again = sent(ben, held, typed_by_hand(asked))
    assert again.status_code == 409, "to save again chooses nothing"
    answer = sent(ben, held, typed_by_hand(again), choose=f"{side} {choice(again, side)}")
    assert answer.status_code in (200, 302)
    assert stored()["summary"] == kept


def test_a_choice_counts_for_the_text_that_was_on_the_page_alone(ana, ben, held, writer):
    hers, his = opened(ana, held), opened(ben, held)
    sent(ana, held, {**hers, "summary": "Uno"})
    asked = sent(ben, held, {**his, "summary": "Dos"})
    sent(ana, held, {**opened(ana, held), "summary": "Tres"})
    answer = sent(ben, held, typed_by_hand(asked), choose=f"mine {choice(asked, 'mine')}")
    assert answer.status_code == 409
    assert "<span>Tres</span>" in answer.content.decode()
    assert stored()["summary"] == "Tres"


def test_a_button_does_nothing_while_two_texts_wait(ana, ben, held):
    hers, his = opened(ana, held), opened(ben, held)
    sent(ana, held, {**hers, AGREED: "En marzo"})
    assert sent(ben, held, {**his, AGREED: "En abril"}, do="agreements").status_code == 409
    assert Minutes.objects.get().agreements_at is None


@pytest.mark.parametrize(
    "base", ["", "{", "[]", "null", '{"summary": 3}', '{"summary": "\\ud800"}', "1" * 5000, "[" * 90_000, '"\x00"']
)
def test_a_base_that_cannot_be_read_asks_about_whatever_differs(ana, held, writer, base):
    wrote(held, writer, {**written(held), "summary": "Antes"})
    answer = sent(ana, held, {**opened(ana, held), "base": base, "summary": "Ahora"})
    assert answer.status_code == 409
    assert stored()["summary"] == "Antes"


@pytest.mark.parametrize("size", [2_400_000, 3_000_000])
def test_a_huge_form_is_no_fault_of_ours(ana, held, size):
    answer = ana.post(address(held), {"summary": "x" * size, "base": "{}"})
    assert answer.status_code in (200, 400)


def test_the_longest_minutes_go_through_the_form(ana, held, writer):
    rows = {f"said.{n:07}.{name}": "x" for n in range(MOST_ROWS) for name in ("text", "spot", "times")}
    rows |= {f"agreement.{n:07}.text": "x" for n in range(MOST_ROWS)}
    wrote(held, writer, rows)
    assert sent(ana, held, opened(ana, held)).status_code == 302
    assert rows.items() <= stored().items()


KEYS = st.one_of(
    st.sampled_from(["summary", "base", "number", "more", "do", "choose", "count.hall", "topic.x", AGREED]),
    st.from_regex(r"(item|extra|said|agreement|count)\.[0-9a-z_]{0,9}\.?[a-z]{0,8}", fullmatch=True),
    st.text(max_size=20),
)
TEXTS = st.one_of(st.text(max_size=60), st.sampled_from(["\0", "9" * 400, "mine summary x", "agreements", "{}", "-1"]))
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(st.dictionaries(KEYS, TEXTS, max_size=12))
def test_whatever_a_form_sends_is_answered(ana, held, form):
    assert ana.post(address(held), form).status_code in (200, 302, 400, 409, 422)
    assert ana.get(address(held), {"check": "1"}).status_code == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=12,
)


@MANY
@given(JSON, JSON)
def test_whatever_a_script_sends_is_answered(ana, held, writer, base, content):
    assert synced(ana, held, base, content, account_mark(writer)).status_code in (200, 400, 403)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "\0", "[" * 100_000, '{"account": "\\ud800"}'])
def test_a_body_that_is_none_is_answered_with_json(ana, held, body):
    answer = ana.post(f"{address(held)}sync/", body, content_type="application/json")
    assert answer.status_code in (400, 403)
    assert json.loads(answer.content)["error"]


def questions(client, session, user, count):
    """Return how many questions it takes to store so many new rows."""
    base = Minutes.objects.get().draft
    rows = {f"said.{len(base):07}{n:02}.text": "Luces" for n in range(count)}
    with CaptureQueriesContext(connection) as queries:
        assert synced(client, session, base, {**base, **rows}, account_mark(user)).status_code == 200
    return len(queries)


def test_to_save_asks_the_database_little_and_the_same_for_many_rows(ana, held, writer):
    wrote(held, writer, written(held))
    first, one, twenty = (questions(ana, held, writer, count) for count in (1, 1, 20))
    assert one == twenty
    assert first <= 15  # it notes as well that the login is used
