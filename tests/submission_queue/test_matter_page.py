"""The page of a matter as an editor uses it, without scripts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazystr

from portal.submission_queue.models import AnswerTemplate
from portal.submissions import kinds
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionState
from portal.submissions.kinds import Acceptance, SubmissionOutcome, submission_kind
from portal.submissions.models import Submission

from .office import INDEX, PERSONAL, act, page_of, text_of

pytestmark = pytest.mark.django_db


def test_the_first_look_marks_it_as_read_and_shows_no_contact(west, sent):
    matter = sent(text="Llámenme al 341 555 0199.")
    text = text_of(west.get(page_of(matter)))
    matter.refresh_from_db()
    assert matter.state == SubmissionState.IN_REVIEW
    assert "341 555 0199" in text
    assert "parece un teléfono" in text
    assert not any(word in text for word in PERSONAL)


def test_the_contact_stands_behind_a_button_and_the_look_is_noted(west, sent, person):
    matter = sent()
    url = reverse("submission_queue:contact", args=[matter.pk])
    assert west.get(url).status_code == 405
    text = text_of(west.post(url))
    assert all(word in text for word in PERSONAL)
    assert matter.history.get(action=HistoryAction.VIEWED).actor == person("west editor")


def test_the_same_persons_matters_are_named_and_merged_with_one_click(west, sent):
    first, second, foreign = sent(title="Primera"), sent(title="Segunda"), sent("south", title="Ajena")
    text = text_of(west.get(page_of(second)))
    assert first.title in text
    assert foreign.title not in text
    page = west.get(page_of(second), {"merge": first.code})
    assert f'value="{first.code}"' in text_of(page)
    assert act(west, second, "merge", target=first.code, text="Es lo mismo.").status_code == 302
    second.refresh_from_db()
    assert second.merged_into == first


def test_a_template_is_filled_in_the_senders_language_and_what_was_typed_stays(west, sent):
    matter = sent(language="fr")
    template = AnswerTemplate.objects.create(name="Prueba", state="accepted")
    template.texts.create(language="es", text="Hola {code}, antes del {deadline}.")
    template.texts.create(language="fr", text="Bonjour {code}, avant le {deadline}.")
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    page = act(west, matter, "accept", template=template.pk, fill="1", **{"made-promised_by": day})
    text = text_of(page)
    assert f"Bonjour {matter.code}, avant le {{deadline}}." in text
    assert day in text
    template.texts.filter(language="fr").delete()
    text = text_of(act(west, matter, "accept", template=template.pk, fill="1"))
    assert f"Hola {matter.code}" in text
    assert "no está en el idioma" in text
    assert Submission.objects.get().messages.count() == 0


def test_the_answer_is_shown_as_its_sender_will_read_it(west, sent):
    matter = sent(language="en", title="A bench", answer_by=AnswerBy.CALL)
    page = act(west, matter, "decline", text="No room in {district}.", preview="1")
    assert page.context["preview"].language == "en"
    assert "No room in Oeste." in text_of(page)
    assert "Por teléfono" in text_of(page)
    matter.refresh_from_db()
    assert matter.is_open


def test_what_is_promised_stands_in_the_preview_before_it_is_stored(west, sent, promise):
    matter = sent()
    made = {"made-unit": promise["unit"].pk, "made-promised_by": promise["promised_by"].isoformat()}
    page = act(west, matter, "accept", text="Va {unit}.", preview="1", **made)
    assert "Va Área west." in page.context["preview"].said
    assert "Se ocupa Área west. Debe estar hecho el " in page.context["preview"].said
    matter.refresh_from_db()
    assert matter.unit is None


def test_accepting_asks_what_the_kind_needs_beside_the_answer(west, sent, promise):
    matter = sent()
    page = act(west, matter, "accept", text="Va.")
    assert page.status_code == 422
    assert "Elige el área que lo va a hacer." in text_of(page)
    assert "Va.</textarea>" in text_of(page)
    answer = act(
        west,
        matter,
        "accept",
        text="Va.",
        **{"made-unit": promise["unit"].pk, "made-promised_by": promise["promised_by"].isoformat()},
    )
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.unit) == (SubmissionState.ACCEPTED, promise["unit"])


def test_all_that_was_made_of_it_is_linked_in_its_history(west, sent, monkeypatch):
    made = SubmissionOutcome(
        "Hay un borrador.", "/admin/pages/7/edit/", ((lazystr("Compararlo"), "/admin/pages/7/compare/"),)
    )
    acceptance = Acceptance(make=lambda *given: made)
    monkeypatch.setitem(kinds._kinds, "proposal", replace(submission_kind("proposal"), acceptance=acceptance))
    matter = sent()
    assert act(west, matter, "accept", text="Lo corregimos.").status_code == 302
    page = text_of(west.get(page_of(matter)))
    assert '<a href="/admin/pages/7/edit/">' in page
    assert '<a href="/admin/pages/7/compare/">Compararlo</a>' in page


def test_who_comes_second_loses_no_word_and_may_decide_with_the_news(city, west, sent):
    matter = sent()
    seen = west.get(page_of(matter)).context["seen"]
    act(city.browser("west reviewer"), matter, "ask", text="¿Dónde?")
    page = act(west, matter, "decline", text="Mi texto largo.", seen=seen)
    text = text_of(page)
    assert page.status_code == 409
    assert "Mi texto largo.</textarea>" in text
    assert "west-reviewer" in text
    assert act(west, matter, "decline", text="Mi texto largo.", seen=page.context["seen"]).status_code == 302


def test_passing_it_on_ends_on_the_list_for_who_no_longer_sees_it(west, sent, city):
    matter = sent()
    answer = act(west, matter, "pass-on", place=f"n{city.fir.pk}", text="Es del sur.")
    assert answer.url == INDEX
    assert west.get(page_of(matter), follow=True).status_code == 404


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("ask", {"text": "¿Dónde?"}),
        ("wait", {"whom": "unit", "note": "Obras"}),
        ("assign", {"assignee": ""}),
        ("remark", {"text": "Ojo."}),
        ("spam", {"text": "Vende."}),
        ("decline", {"text": "No."}),
    ],
)
def test_each_step_is_taken_by_its_form(west, sent, name, fields):
    matter = sent()
    assert act(west, matter, name, **fields).status_code == 302
    assert west.get(page_of(matter)).status_code == 200


@pytest.mark.parametrize("name", ["accept", "ask", "decline", "merge", "pass-on", "wait", "remark", "spam", "reopen"])
def test_an_empty_form_says_what_is_missing(west, sent, name):
    matter = sent(state=SubmissionState.DECLINED if name == "reopen" else SubmissionState.NEW)
    page = act(west, matter, name)
    assert page.status_code == 422
    assert "error" in text_of(page)


def test_what_was_unwanted_is_opened_without_a_word_to_its_sender(west, sent):
    promised = "Quien lo mandó se entera"
    assert promised in text_of(west.get(page_of(sent(state=SubmissionState.DECLINED))))
    matter = sent(state=SubmissionState.SPAM)
    page = text_of(west.get(page_of(matter)))
    assert (promised in page, "quien lo mandó no lo lee" in page, 'name="preview"' in page) == (False, True, False)
    assert act(west, matter, "reopen-spam", text="No era publicidad.").status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.messages.count()) == (SubmissionState.IN_REVIEW, 0)


@pytest.mark.parametrize("odd", ["\x00", "x" * 20_000, "9" * 30, "[]", "¨٣"])
def test_nothing_that_is_sent_is_a_fault(west, sent, odd):
    matter = sent()
    fields = dict.fromkeys(
        ("text", "target", "template", "place", "unit", "assignee", "whom", "note", "made-unit", "made-promised_by"),
        odd,
    )
    for name in ("accept", "ask", "decline", "merge", "pass-on", "assign", "wait", "remark"):
        assert act(west, matter, name, **fields, seen=odd).status_code in (302, 409, 422)
        assert act(west, matter, name, **fields, fill="1").status_code == 200


def test_a_matter_of_a_kind_that_is_gone_still_has_its_page(west, sent):
    matter = sent(kind="gone")
    assert "ya se borró" in text_of(west.get(page_of(matter)))
    assert act(west, matter, "decline", text="No.").status_code == 302
