"""What the admin's first page and its menu say of the queue."""

import json

import pytest
from django.urls import reverse

from portal.submission_queue import decisions
from portal.submissions.choices import AnswerBy

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


def test_what_waits_stands_on_the_first_page_without_a_name_or_a_number(city, sent, editor):
    sent(title="Una luz")
    call = sent(title="Un banco", answer_by=AnswerBy.CALL)
    decisions.decline(call, editor, "No.")
    sent("south", title="Ajena")
    text = city.browser("west editor").get(HOME).content.decode()
    assert "Lo que llegó, por decidir" in text
    assert "Una luz" in text
    assert "Respuestas para llamar, imprimir o entregar" in text
    assert "Un banco" in text
    for word in ("Ajena", "Rosa Inventada", "341 555 0101"):
        assert word not in text


def test_the_menu_says_how_many_wait(city, sent):
    sent(), sent()
    for name, shown in (("west editor", True), ("west author", False)):
        menu = city.browser(name).get(HOME).content.decode()
        assert (json.dumps("Lo que llegó (2)") in menu) is shown


def test_a_full_list_of_what_is_to_give_opens(city, sent, editor):
    call = sent(title="Un banco", answer_by=AnswerBy.CALL)
    decisions.decline(call, editor, "No.")
    page = city.browser("west editor").get(reverse("waiting_list", args=["answers-to-give"]))
    assert "Un banco" in page.content.decode()
