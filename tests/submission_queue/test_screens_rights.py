"""Every address and every key in every form, as accounts use them that it does not belong to."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from portal.submission_queue import decisions
from portal.submission_queue.actions import ACTIONS
from portal.submission_queue.models import AnswerTemplate
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionState
from portal.submissions.models import Message
from portal.territory.models import Unit
from portal.uploads.models import ReceivedFile

pytestmark = pytest.mark.django_db
#: who sees a matter of the neighbourhood elm in the west
SEES = {"west editor", "west reviewer", "elm editor", "curator", "administrator"}


@pytest.fixture
def letter(sent, person):
    """A matter of elm whose answer waits to be printed: (matter, message)."""
    matter = sent(answer_by=AnswerBy.LETTER, bundle=uuid4())
    decisions.decline(matter, person("west editor"), "No.")
    return matter, matter.messages.get()


def addresses(matter, message):
    """Return every address that names a matter or a message: [(method, address)]."""
    one = [matter.pk]
    return [
        ("get", reverse("submission_queue:matter", args=one)),
        ("post", reverse("submission_queue:contact", args=one)),
        ("get", reverse("submission_queue:file", args=[matter.pk, uuid4()])),
        ("get", reverse("submission_queue:letter", args=[message.pk])),
        ("post", reverse("submission_queue:give", args=[message.pk])),
        *(("post", reverse("submission_queue:action", args=[matter.pk, name])) for name in ACTIONS),
    ]


def test_no_address_of_a_matter_answers_to_a_stranger(city, letter):
    matter, message = letter
    before = matter.history.count()
    for name in set(city.people) - SEES:
        browser = city.browser(name)
        for method, address in addresses(matter, message):
            assert getattr(browser, method)(address, {"text": "No."}, follow=True).status_code in (403, 404), (
                name,
                address,
            )
    assert matter.history.count() == before
    message.refresh_from_db()
    assert message.given_at is None


def test_the_lists_answer_to_nobody_without_a_role_and_show_nothing_foreign(city, letter):
    matter, _message = letter
    for name in city.people:
        browser, sees = city.browser(name), name in SEES
        for address in (
            reverse("submission_queue:index") + "?tab=all",
            reverse("submission_queue:index") + "?tab=all&export=csv",
            reverse("submission_queue:giving", args=["print"]),
        ):
            answer = browser.get(address)
            assert answer.status_code in ((200,) if sees else (200, 403)), (name, address)
            assert (matter.code in answer.content.decode()) is sees, (name, address)
    assert city.browser("west author").get(reverse("submission_queue:index")).status_code == 403
    assert (
        city.browser("west editor").get(reverse("submission_queue:giving", args=["decide"]), follow=True).status_code
        == 404
    )


def test_what_is_not_confirmed_has_no_page(city, sent):
    matter = sent(state=SubmissionState.HELD)
    assert (
        city.browser("curator").get(reverse("submission_queue:matter", args=[matter.pk]), follow=True).status_code
        == 404
    )


def test_no_form_takes_a_key_that_is_not_its_accounts(city, sent, person):
    matter, foreign = sent(), sent("south")
    template = AnswerTemplate.objects.create(name="De otra clase", kind="other", state="declined")
    template.texts.create(language="es", text="Secreta")
    browser = city.browser("west editor")
    unit = Unit.objects.get(code="area-closed")
    for name, fields in (
        ("merge", {"target": foreign.code, "text": "Igual."}),
        ("assign", {"assignee": person("south editor").pk}),
        ("pass-on", {"place": f"d{city.closed.pk}", "text": "Va."}),
        ("pass-on", {"place": f"n{city.ash.pk}", "text": "Va."}),
        ("pass-on", {"place": f"n{city.fir.pk}", "unit": unit.pk, "text": "Va."}),
        ("pass-on", {"place": f"n{city.fir.pk}", "unit": Unit.objects.get(code="area-west").pk, "text": "Va."}),
        (
            "accept",
            {"text": "Sí.", "made-unit": Unit.objects.get(code="area-south").pk, "made-promised_by": "2099-01-01"},
        ),
        ("decline", {"text": "No.", "template": template.pk}),
        ("wait", {"whom": "sender", "note": "…"}),
        ("publish", {}),
        ("unpublish", {"text": "No."}),
    ):
        address = reverse("submission_queue:action", args=[matter.pk, name])
        answer = browser.post(address, {"seen": 10**9, **fields})
        assert answer.status_code in (403, 422), (name, fields)
        assert foreign.title == matter.title or foreign.title not in answer.content.decode()
    fill = reverse("submission_queue:action", args=[matter.pk, "decline"])
    assert "Secreta" not in browser.post(fill, {"template": template.pk, "fill": "1"}).content.decode()
    matter.refresh_from_db()
    assert matter.is_open
    assert matter.district == city.west


def test_a_file_is_sent_to_whom_its_matter_is_shown_and_to_no_other(city, sent, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    matter, foreign = sent(bundle=uuid4()), sent("south", bundle=uuid4())
    made = {}
    for one in (matter, foreign):
        made[one] = ReceivedFile(
            bundle=one.bundle,
            field="files",
            position=0,
            name="nota.pdf",
            media_type="application/pdf",
            size=3,
            digest="d",
        )
        made[one].file.save("x", ContentFile(b"abc"))
    browser = city.browser("west editor")

    def get(one, file):
        return browser.get(reverse("submission_queue:file", args=[one.pk, file.pk]), follow=True)

    answer = get(matter, made[matter])
    assert b"".join(answer.streaming_content) == b"abc"
    assert "no-store" in answer["Cache-Control"]
    assert get(matter, made[foreign]).status_code == 404
    assert get(foreign, made[foreign]).status_code == 404


def test_whoever_sees_numbers_and_addresses_is_noted(city, sent, person, letter):
    matter, message = letter
    call = sent(answer_by=AnswerBy.CALL)
    decisions.decline(call, person("west editor"), "No.")
    browser = city.browser("west reviewer")
    assert "341 555 0101" in browser.get(reverse("submission_queue:giving", args=["call"])).content.decode()
    assert "Calle Falsa 12" in browser.get(reverse("submission_queue:letter", args=[message.pk])).content.decode()
    for one in (matter, call):
        assert one.history.get(action=HistoryAction.VIEWED).actor == person("west reviewer")


def test_the_letter_is_in_the_senders_language_with_code_and_way_on(city, sent, person):
    matter = sent(answer_by=AnswerBy.LETTER, language="en", title="A bench")
    decisions.decline(matter, person("west editor"), "There is no room.")
    text = city.browser("west editor").get(reverse("submission_queue:letter", args=[matter.messages.get().pk])).content
    for words in ('lang="en"', "There is no room.", matter.code, "/en/submissions/own/", "Calle Falsa 12"):
        assert words in text.decode()


def test_a_tick_leads_back_to_where_it_was(city, letter):
    matter, message = letter
    browser = city.browser("west editor")
    address = reverse("submission_queue:give", args=[message.pk])
    assert browser.post(address, {"tab": "print"}).url == reverse("submission_queue:giving", args=["print"])
    assert browser.post(address, {"tab": "//evil"}).url == reverse("submission_queue:matter", args=[matter.pk])
    assert Message.objects.get().given_by.username == "west-editor"
    assert matter.history.filter(action=HistoryAction.GIVEN).count() == 1
