"""Several matters at once: each by itself, and a list of what was not done and why."""

import pytest
from django.urls import reverse

from portal.submission_queue.models import AnswerTemplate
from portal.submissions.choices import SubmissionState

pytestmark = pytest.mark.django_db
URL = reverse("submission_queue:bulk")


def send(browser, matters, seen=None, **fields):
    """Send the form of the page for some matters."""
    keys = [matter.pk for matter in matters]
    seen = browser.get(URL, {"m": keys}).context["seen"] if seen is None else seen
    return browser.post(URL, {"m": keys, "seen": seen, **fields})


def test_each_gets_the_answer_in_its_own_language(west, sent):
    spanish, french = sent(), sent(language="fr")
    template = AnswerTemplate.objects.create(name="No hay lugar", state="declined")
    template.texts.create(language="es", text="No hay lugar: {code}.")
    template.texts.create(language="fr", text="Pas de place : {code}.")
    page = send(west, [spanish, french], what="decline", template=template.pk)
    assert len(page.context["done"]) == 2
    assert spanish.messages.get().text == f"No hay lugar: {spanish.code}."
    assert french.messages.get().text == f"Pas de place : {french.code}."
    for matter in (spanish, french):
        matter.refresh_from_db()
        assert (matter.state, matter.history.last().actor.username) == (SubmissionState.DECLINED, "west-editor")


def test_what_is_not_done_is_named_with_its_reason(west, sent, city):
    good, closed, foreign = sent(), sent(state=SubmissionState.SPAM), sent("south")
    page = send(west, [good, closed, foreign], what="ask", text="¿Dónde?")
    assert [outcome.submission for outcome in page.context["done"]] == [good]
    assert [outcome.submission for outcome in page.context["refused"]] == [closed]
    assert "ya está cerrado" in page.content.decode()
    assert foreign.code not in page.content.decode()
    foreign.refresh_from_db()
    assert foreign.state == SubmissionState.NEW


def test_what_a_colleague_decided_meanwhile_is_left_alone(west, city, sent):
    first, second = sent(), sent()
    seen = west.get(URL, {"m": [first.pk, second.pk]}).context["seen"]
    send(city.browser("west reviewer"), [first], what="ask", text="¿Dónde?")
    page = send(west, [first, second], seen=seen, what="decline", text="No.")
    assert [outcome.submission for outcome in page.context["refused"]] == [first]
    assert "west-reviewer" in page.content.decode()


def test_what_needs_more_to_be_accepted_is_accepted_one_by_one(west, sent):
    matter = sent()
    page = send(west, [matter], what="accept", text="Sí.")
    assert "ábrelo" in page.content.decode()
    matter.refresh_from_db()
    assert matter.is_open


def test_they_are_given_to_a_colleague_who_may_answer_them(west, sent, person):
    matters = [sent("elm"), sent("elm")]
    assert send(west, matters, what="assign", assignee=person("south editor").pk).status_code == 422
    send(west, matters, what="assign", assignee=person("elm editor").pk)
    for matter in matters:
        matter.refresh_from_db()
        assert matter.assignee == person("elm editor")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"what": "decline"},
        {"what": "spam"},
        {"what": "decline", "template": "wrong"},
        {"what": "decline", "template": "both", "text": "No."},
        {"what": "nonsense", "text": "\x00"},
        {"what": "decline", "text": "x" * 20_000},
    ],
)
def test_a_form_with_a_fault_does_nothing(west, sent, fields):
    wrong = AnswerTemplate.objects.create(name="Sí", state="accepted")
    both = AnswerTemplate.objects.create(name="No", state="declined")
    keys = {"wrong": wrong.pk, "both": both.pk}
    fields = {name: keys.get(value, value) for name, value in fields.items()}
    matter = sent()
    assert send(west, [matter], **fields).status_code == 422
    matter.refresh_from_db()
    assert matter.is_open


def test_nothing_ticked_says_so(west):
    assert west.get(URL, {"m": ["abc", "9" * 30, "-1"]}).status_code == 200
    assert west.post(URL, {"what": "spam", "text": "x"}).status_code == 422
