"""Two people on the minutes of one session: each keeps what only she changed, and is asked where both changed one field."""

import pytest
from playwright.sync_api import expect

from .offline_phone import AWAY, SAVED, STORED, new_phone
from .test_looks import RULES, RUN_AXE, WIDER
from .test_targets import LEAST, SMALL_TARGETS

pytestmark = pytest.mark.browser

ASKS = "En un campo, otra persona escribió algo distinto"
VALUES = "parts => parts.map(part => part.value)"
POINT = "input[name^='item.'][name$='.outcome']"


@pytest.fixture
def phone(chromium, portal, writers, desk):
    """Ana's phone with the form open."""
    made = new_phone(chromium, portal, writers.path, writers.ana).open().met()
    yield made
    made.context.close()
    assert made.faults == []


def asked(phone, name="summary"):
    """Return the place of the choice, when the phone asks."""
    phone.says(ASKS)
    return phone.conflict(name)


def test_who_wrote_in_other_fields_is_seen_and_nobody_is_asked(phone, desk):
    phone.context.set_offline(True)
    phone.typed("summary", "De Ana")
    desk.write(covered="De Ben", agreement__0000001__text="Acuerdo de Ben")
    phone.context.set_offline(False)
    phone.says(SAVED)
    phone.has("covered", "De Ben")
    expect(phone.page.locator("[data-rows=agreement] textarea").first).to_have_value("Acuerdo de Ben")
    expect(phone.page.locator("[data-conflict]")).to_have_count(0)
    assert desk.content() == {
        "summary": "De Ana",
        "covered": "De Ben",
        "agreement.0000001.text": "Acuerdo de Ben",
    }


def test_two_phones_write_at_once(chromium, portal, writers, phone, desk):
    other = new_phone(chromium, portal, writers.path, writers.ben).open().met()
    for one, name in ((phone, "summary"), (other, "covered"), (phone, "connection"), (other, "other_topics")):
        one.type(name, f"{name} escrito")
    phone.says(SAVED)
    other.says(SAVED)
    other.context.close()
    names = ("summary", "covered", "connection", "other_topics")
    assert desk.content() == {name: f"{name} escrito" for name in names}


def test_both_texts_stand_beside_the_field_and_mine_stays_if_i_say_so(phone, desk):
    desk.write(summary="De Ben")
    phone.type("summary", "De Ana")
    both = asked(phone)
    expect(both).to_contain_text("De Ben")
    expect(both).to_contain_text("Lo que escribiste tú: De Ana")
    assert desk.content() == {"summary": "De Ben"}
    both.get_by_role("button", name="Dejar lo mío").click()
    expect(both).to_have_count(0)
    expect(phone.field("summary")).to_be_focused()
    phone.says(SAVED)
    assert desk.content() == {"summary": "De Ana"}


def test_the_other_text_is_taken_if_i_say_so(phone, desk):
    desk.write(summary="De Ben")
    phone.type("summary", "De Ana")
    asked(phone).get_by_role("button", name="Tomar lo otro").click()
    phone.has("summary", "De Ben")
    phone.says(STORED)
    assert desk.content() == {"summary": "De Ben"}


def test_a_choice_among_several_is_asked_about_in_words(phone, desk):
    name = phone.page.locator(POINT).first.get_attribute("name")
    desk.write(**{name.replace(".", "__"): "withdrawn"})
    phone.page.locator(f"[name='{name}'][value=moved]").check()
    both = asked(phone, name)
    labels = phone.page.locator(f"label:has([name='{name}'])").all_inner_texts()
    words = dict(zip(phone.page.locator(f"[name='{name}']").evaluate_all(VALUES), labels, strict=True))
    expect(both).to_contain_text(words["withdrawn"])
    expect(both).to_contain_text(f"Lo que escribiste tú: {words['moved']}")


def test_typing_on_while_asked_loses_nothing(phone, desk):
    desk.write(summary="De Ben")
    phone.type("summary", "De Ana")
    both = asked(phone)
    phone.type("summary", "De Ana, y más")
    expect(both).to_contain_text("De Ana, y más")
    phone.type("covered", "Echesortu")
    phone.kept("covered", "Echesortu")
    both.get_by_role("button", name="Dejar lo mío").click()
    phone.says(SAVED)
    assert desk.content() == {"summary": "De Ana, y más", "covered": "Echesortu"}


def test_the_question_comes_again_after_the_tab_was_closed(phone, desk):
    phone.ready()
    phone.context.set_offline(True)
    phone.typed("summary", "De Ana")
    desk.write(summary="De Ben")
    phone.again()
    phone.says(AWAY)
    phone.context.set_offline(False)
    expect(asked(phone)).to_contain_text("De Ben")
    phone.again()
    phone.has("summary", "De Ana")
    expect(asked(phone)).to_contain_text("De Ben")
    assert desk.content() == {"summary": "De Ben"}


def test_a_row_that_one_took_away_and_the_other_changed_is_asked_about(phone, desk):
    name = "agreement.0000001.text"
    desk.write(agreement__0000001__text="Acuerdo")
    phone.again().met()
    phone.context.set_offline(True)
    phone.page.locator("[data-rows=agreement]").get_by_role("button", name="Quitar").first.click()
    phone.kept(name, "")
    assert phone.asked == ["confirm"]
    desk.write(agreement__0000001__text="Acuerdo mejor")
    phone.context.set_offline(False)
    both = asked(phone, name)
    expect(both).to_contain_text("Acuerdo mejor")
    both.get_by_role("button", name="Tomar lo otro").click()
    phone.has(name, "Acuerdo mejor")
    assert desk.content() == {name: "Acuerdo mejor"}


def test_a_row_that_the_other_took_away_goes(phone, desk):
    desk.write(agreement__0000001__text="Acuerdo")
    phone.again()
    phone.has("agreement.0000001.text", "Acuerdo")
    desk.empty()
    phone.type("summary", "Sigo")
    phone.says(SAVED)
    expect(phone.page.locator("[name='agreement.0000001.text']")).to_have_count(0)
    assert desk.content() == {"summary": "Sigo"}


def test_the_form_is_not_sent_whole_while_a_question_is_open(phone, desk):
    desk.write(summary="De Ben")
    phone.type("summary", "De Ana")
    phone.page.locator("[name=do]").last.click()
    both = asked(phone)
    expect(both.get_by_role("button").first).to_be_focused()
    assert desk.content() == {"summary": "De Ben"}


def test_the_choice_is_for_everybody(phone, desk, axe):
    desk.write(summary="De Ben " * 40)
    phone.type("summary", "De Ana " * 40)
    asked(phone)
    phone.page.evaluate(axe)
    assert phone.page.evaluate(RUN_AXE, RULES) == []
    assert phone.page.evaluate(WIDER) == []
    assert phone.page.evaluate(SMALL_TARGETS, LEAST) == []
