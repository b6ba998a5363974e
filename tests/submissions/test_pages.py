"""Somebody without an account writes, goes away, comes back, checks and sends; no script, no cookie."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.mail.models import OutgoingMail
from portal.submissions.choices import AnswerBy, SubmissionState
from portal.submissions.codes import own_link
from portal.submissions.models import Draft, Submission

from .sender import WORDS, Sender, place

pytestmark = pytest.mark.django_db


def path_of(link: str) -> str:
    """Return the path of an absolute address."""
    return "/" + link.split("/", 3)[3]


def test_a_matter_is_sent_page_by_page_and_its_code_is_told():
    submission = Sender().send(place())
    assert submission.state == SubmissionState.NEW
    assert (submission.title, submission.email) == ("La luz de la esquina", "marta@example.org")
    assert submission.proposalsubmission.text == WORDS
    assert submission.district.code == "oeste"
    assert [entry.action for entry in submission.history.all()] == ["received"]


def test_the_page_after_sending_shows_code_link_and_copy(client):
    sender = Sender()
    submission = sender.send(place())
    page = client.get(sender.address(f"draft/{sender.draft.pk}/sent/"))
    shown = page.content.decode()
    assert submission.code in shown
    assert WORDS in shown
    assert path_of(own_link(submission)) in shown
    assert page["Cache-Control"].startswith("max-age=0")
    assert "noindex" in page["X-Robots-Tag"]


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_still_there():
    sender = Sender()
    sender.begin()
    page = sender.step("contact", answer_by="mail", email="marta.gmail.com", name="Marta <b>", consent="on")
    shown = page.content.decode()
    assert page.status_code == 200
    assert 'value="marta.gmail.com"' in shown
    assert "Marta &lt;b&gt;" in shown
    assert 'id="id_email_error"' in shown
    assert 'href="#id_email"' in shown
    assert re.search(r"<title>\s*Error:", shown)


def test_a_wrong_step_is_stored_as_typed_and_shown_again_by_the_link():
    sender = Sender()
    draft = sender.begin()
    sender.step("contact", answer_by="mail", email="marta.gmail.com", consent="on")
    assert 'value="marta.gmail.com"' in sender.client.get(sender.address(f"draft/{draft.pk}/contact/")).content.decode()


def test_the_link_goes_on_where_something_is_missing():
    sender = Sender()
    draft = sender.begin()
    assert sender.client.get(sender.address(f"draft/{draft.pk}/")).url.endswith(f"/{draft.pk}/where/")
    sender.step("where", where=f"n{place().pk}")
    assert sender.client.get(sender.address(f"draft/{draft.pk}/")).url.endswith(f"/{draft.pk}/contact/")
    sender.contact()
    assert sender.client.get(sender.address(f"draft/{draft.pk}/")).url.endswith(f"/{draft.pk}/check/")


def test_nothing_is_sent_while_a_step_is_missing():
    sender = Sender()
    draft = sender.begin()
    page = sender.step("check")
    assert page.status_code == 200
    assert f"/{draft.pk}/where/" in page.content.decode()
    assert not Submission.objects.exists()


def test_a_draft_is_kept_for_another_day_by_link_code_and_mail():
    sender = Sender()
    draft = sender.begin()
    assert sender.step("where", where="", later="1").url.endswith("/later/")
    page = sender.step("later", email="marta@example.org")
    link = f"http://localhost:8000/es/submissions/draft/{draft.pk}/"
    assert link in page.content.decode()
    assert link in OutgoingMail.objects.get().sections[0]


def test_a_draft_expires_with_what_was_written(client):
    sender = Sender()
    draft = sender.begin()
    Draft.objects.filter(pk=draft.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(sender.address(f"draft/{draft.pk}/what/")).status_code == 404


def test_two_drafts_of_one_sender_on_two_devices_stay_two():
    first, second = Sender(), Sender()
    first.begin(text="En el teléfono."), second.begin(text="En la computadora.")
    assert first.draft.pk != second.draft.pk
    first.step("where", where=f"n{place().pk}")
    second.draft.refresh_from_db()
    assert "where" not in second.draft.data


def test_what_looks_personal_is_marked_before_sending():
    sender = Sender()
    sender.begin(text="Llámenme al 341 555-1234, soy DNI 12.345.678, el auto es AB 123 CD, o a ana@example.org")
    sender.step("where", where=f"n{place().pk}")
    sender.contact()
    shown = sender.client.get(sender.address(f"draft/{sender.draft.pk}/check/")).content.decode()
    for text in ("341 555-1234", "12.345.678", "AB 123 CD", "ana@example.org"):
        assert f"«{text}» parece" in shown


def test_the_answer_by_letter_needs_an_address_and_no_mail():
    sender = Sender()
    sender.begin()
    assert "id_address_error" in sender.contact(answer_by="letter", email="").content.decode()
    assert sender.contact(answer_by="letter", email="", address="Mitre 100").status_code == 302


def test_personal_data_need_the_consent_and_nothing_needs_personal_data():
    sender = Sender()
    sender.begin()
    sender.step("where", where=f"n{place().pk}")
    page = sender.step("contact", answer_by="none", name="Marta")
    assert "id_consent_error" in page.content.decode()
    assert sender.step("contact", answer_by="none").status_code == 302
    sender.step("check")
    submission = Submission.objects.get()
    assert (submission.name, submission.consent, submission.answer_by) == ("", "", AnswerBy.NONE)


@pytest.mark.parametrize("language", ["es", "fr", "en", "pt"])
def test_every_page_answers_in_each_language(language):
    sender = Sender(language)
    submission = sender.send(place())
    own = path_of(own_link(submission))
    assert own.startswith(f"/{language}/")
    draft = sender.draft.pk
    for path in (
        "",
        "proposal/",
        f"draft/{draft}/what/",
        f"draft/{draft}/check/",
        f"draft/{draft}/sent/",
        "status/",
        f"status/{submission.code}/",
        "mine/",
        f"draft/{draft}/later/",
    ):
        assert sender.client.get(sender.address(path)).status_code == 200, path
    assert sender.client.get(own).status_code == 200


def test_an_unknown_kind_or_step_is_no_error_of_ours(client):
    assert client.get("/es/submissions/xyz/").status_code == 404
    sender = Sender()
    draft = sender.begin()
    assert client.get(sender.address(f"draft/{draft.pk}/xyz/")).status_code == 302


def test_a_form_page_asks_at_most_twelve_queries(django_assert_max_num_queries):
    sender = Sender()
    draft = sender.begin()
    place()
    for path in ("proposal/", f"draft/{draft.pk}/what/", f"draft/{draft.pk}/where/", f"draft/{draft.pk}/contact/"):
        sender.client.get(sender.address(path))
        with django_assert_max_num_queries(12):
            sender.client.get(sender.address(path))


def test_the_page_before_sending_looks_for_what_others_said_and_takes_no_writer():
    sender = Sender()
    where = place()
    sender.begin()
    sender.step("where", where=f"n{where.pk}", spot="Mitre y Córdoba")
    sender.contact()
    address = sender.address(f"draft/{sender.draft.pk}/check/")
    sender.client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert WORDS in sender.client.get(address).content.decode()
    asked = [query["sql"] for query in queries]
    assert len(asked) <= 20, "\n".join(asked)
    assert not [sql for sql in asked if not sql.startswith("SELECT")]


def test_what_is_typed_into_a_draft_whose_days_are_over_can_be_copied():
    sender = Sender()
    draft = sender.begin()
    Draft.objects.filter(pk=draft.pk).update(expires_at=timezone.now() - timedelta(days=1))
    address = sender.address(f"draft/{draft.pk}/what/")
    answer = sender.client.post(address, {"text": f"{WORDS}\x00 <b>de noche</b>", "what_kind": "complaint"})
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Este borrador ya no está" in html
    assert f"{WORDS} &lt;b&gt;de noche&lt;/b&gt;" in html
    assert "complaint" not in html
    assert "Lo que acabas de escribir" not in sender.client.get(address).content.decode()
