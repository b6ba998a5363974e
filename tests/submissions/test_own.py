"""The sender's own page, the page of the code, the open matters by mail, joining: who sees and does what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mail.models import OutgoingMail
from portal.submissions.choices import HistoryAction, SubmissionChannel, SubmissionState, WaitsFor
from portal.submissions.codes import new_code, own_link, read_code, secret_of
from portal.submissions.models import Draft, JoinedSender, Message, Submission
from portal.submissions.record import change_state
from tests.factories import district_page, neighbourhood

from .sender import WORDS, Sender, place
from .test_pages import path_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a matter is sent and changed under a lock")]


def own_path(submission: Submission) -> str:
    """Return the path of a matter's own page."""
    return path_of(own_link(submission))


def test_the_code_alone_tells_the_stage_and_nothing_of_the_matter(client):
    submission = Sender().send(place())
    shown = client.get(f"/es/submissions/status/{submission.code}/").content.decode()
    assert "Recibido" in shown
    for private in ("La luz de la esquina", WORDS, "Marta", "marta@example.org", secret_of(submission.code)):
        assert private not in shown


def test_a_code_is_read_however_it_is_typed():
    assert read_code(" 7k2m 0qxr ") == read_code("7K2M-OQXR") == "7K2M-0QXR"
    assert read_code("7K2M") == read_code("<script>") == ""
    assert len({new_code() for _ in range(200)}) == 200


def test_wrong_codes_can_be_tried_only_so_often(client):
    answers = [client.get(f"/es/submissions/status/{new_code()}/").status_code for _ in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429


def test_only_the_right_secret_opens_the_own_page(client):
    submission, other = Sender().send(place()), Sender().send(contact={"email": "otra@example.org"}, text="Otra cosa.")
    assert client.get(own_path(submission)).status_code == 200
    assert client.get(f"/es/submissions/own/{submission.code}/{secret_of(other.code)}/").status_code == 404
    assert client.get(f"/es/submissions/own/{submission.code}/x/").status_code == 404


def test_a_link_made_under_a_former_secret_still_opens(client, settings):
    submission = Sender().send(place())
    path = own_path(submission)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the portal"
    assert client.get(path).status_code == 200


def test_a_reply_gives_the_turn_back_to_the_office_once(client):
    submission = Sender().send(place())
    change_state(submission, SubmissionState.NEEDS_INFORMATION)
    Submission.objects.update(waits_for=WaitsFor.SENDER, waits_since=timezone.now(), clock_since=None)
    for _ in range(2):
        client.post(own_path(submission), {"reply": "1", "text": "Es la esquina de Mitre."})
    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW
    assert (submission.waits_for, submission.clock_since is not None) == ("", True)
    assert [message.text for message in submission.messages.all()] == ["Es la esquina de Mitre."]


def test_an_empty_reply_is_asked_for_beside_its_field(client):
    submission = Sender().send(place())
    shown = client.post(own_path(submission), {"reply": "1", "text": " "}).content.decode()
    assert "Escribe tu mensaje." in shown
    assert not Message.objects.exists()


def test_a_sender_withdraws_what_is_open_and_begins_again_from_it(client):
    submission = Sender().send(place())
    client.post(own_path(submission), {"withdraw": "1"})
    client.post(own_path(submission), {"withdraw": "1"})
    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert submission.history.filter(action=HistoryAction.WITHDRAWN).count() == 1
    again = client.post(own_path(submission), {"again": "1"})
    draft = Draft.objects.get(submission=None)
    assert str(draft.pk) in again.url
    assert draft.data["what"]["text"] == [WORDS]
    assert draft.about["continues"] == submission.code


def test_what_is_public_and_answered_is_withdrawn_once(client):
    submission = Sender().send(place())
    change_state(submission, SubmissionState.ACCEPTED)
    assert 'name="withdraw"' not in client.get(own_path(submission)).content.decode()
    Submission.objects.update(published_at=timezone.now())
    assert 'name="withdraw"' in client.get(own_path(submission)).content.decode()
    client.post(own_path(submission), {"withdraw": "1"})
    assert 'name="withdraw"' not in client.get(own_path(submission)).content.decode()


def test_what_is_withdrawn_waits_for_nobody(client):
    submission = Sender().send(place())
    Submission.objects.update(waits_for=WaitsFor.UNIT, waits_since=timezone.now(), waits_note="Obras", clock_since=None)
    assert "Espera a" in client.get(own_path(submission)).content.decode()
    client.post(own_path(submission), {"withdraw": "1"})
    assert "Espera a" not in client.get(own_path(submission)).content.decode()


def test_the_sender_changes_what_is_open_and_a_closed_matter_stays(client):
    sender = Sender()
    submission = sender.send(place())
    sender.step("what", what_kind="complaint", text="Ahora también falta la otra luz.", headline="Dos luces")
    assert sender.step("check").status_code == 302
    submission.refresh_from_db()
    assert (submission.title, submission.proposalsubmission.text) == ("Dos luces", "Ahora también falta la otra luz.")
    assert Submission.objects.count() == 1
    change_state(submission, SubmissionState.DECLINED)
    sender.step("what", what_kind="complaint", text="Tarde.", headline="Tarde")
    sender.step("check")
    submission.refresh_from_db()
    assert submission.title == "Dos luces"


@pytest.mark.parametrize("contact", [{}, {"answer_by": "none", "email": "", "name": "", "consent": ""}])
def test_what_did_not_change_is_no_news_for_the_team(contact):
    sender = Sender()
    submission = sender.send(place(), contact=contact)
    for _ in range(2):
        assert sender.step("check").status_code == 302
    assert not submission.history.filter(action=HistoryAction.AMENDED).exists()
    sender.step("what", what_kind="complaint", text="Ahora también falta la otra luz.", headline="Dos luces")
    for _ in range(2):
        sender.step("check")
    assert submission.history.filter(action=HistoryAction.AMENDED).count() == 1


def test_a_matter_that_was_read_stays_in_its_district_with_its_neighbourhood():
    west = district_page()
    here, beside, far = neighbourhood(west), neighbourhood(west), neighbourhood(district_page("Sur", "sur"))
    sender = Sender()
    submission = sender.send(here)
    Submission.objects.update(opened_at=timezone.now())
    for where, spot in ((beside, "Mitre al 900"), (far, "Ayacucho al 100")):
        sender.step("where", where=f"n{where.pk}", spot=spot)
        sender.step("check")
        submission.refresh_from_db()
        assert (submission.district, submission.neighbourhood, submission.place) == (west.record, beside, spot)


def test_the_same_thing_sent_twice_is_there_once():
    where = place()
    first, second = Sender(), Sender()
    one, two = first.send(where), second.send(where)
    assert one.pk == two.pk
    first.step("check")
    assert Submission.objects.count() == 1
    assert Sender().send(where, contact={"email": "otra@example.org"}).pk != one.pk


def test_open_matters_answer_the_same_for_known_and_unknown_addresses(client):
    submission = Sender().send(place())
    known = client.post("/es/submissions/mine/", {"email": "Marta@Example.org"})
    unknown = client.post("/es/submissions/mine/", {"email": "nadie@example.org"})
    assert known.content == unknown.content
    letter = OutgoingMail.objects.get(purpose="submission-open-matters")
    assert letter.recipient == "Marta@Example.org"
    assert own_link(submission) in letter.sections[0]


def test_one_address_is_not_flooded_with_its_open_matters(client):
    Sender().send(place())
    answers = {client.post("/es/submissions/mine/", {"email": "marta@example.org"}).content for _ in range(6)}
    assert len(answers) == 1
    assert OutgoingMail.objects.filter(purpose="submission-open-matters").count() == 3


def test_a_public_matter_can_be_joined_after_a_confirmed_mail(client):
    submission = Sender().send(place(), may_publish="yes")
    assert client.get(f"/es/submissions/join/{submission.code}/").status_code == 404
    Submission.objects.update(published_at=timezone.now())
    for _ in range(2):
        client.post(f"/es/submissions/join/{submission.code}/", {"email": "vecino@example.org"})
    row = JoinedSender.objects.get()
    assert row.confirmed_at is None
    letter = OutgoingMail.objects.filter(purpose="submission-join").first()
    link = next(part for part in " ".join(letter.sections).split() if "/join/" in part)
    assert client.get(path_of(link)).status_code == 200
    row.refresh_from_db()
    assert row.confirmed_at is None  # opening the link is no yes: mail programs open links by themselves
    client.post(path_of(link))
    row.refresh_from_db()
    assert row.confirmed_at is not None
    client.post(path_of(link), {"leave": "1"})
    assert not JoinedSender.objects.exists()


def test_while_robots_attack_a_sending_waits_for_its_confirmation(client, monkeypatch):
    monkeypatch.setattr("portal.spam_protection.protection.is_gate_on", lambda form, now: True)
    submission = Sender().send(place())
    assert (submission.state, submission.clock_since) == (SubmissionState.HELD, None)
    letter = OutgoingMail.objects.get(purpose="submission-confirm")
    assert "La luz" not in " ".join(letter.sections)
    client.get(own_path(submission))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.HELD
    client.post(own_path(submission), {"confirm": "1"})
    submission.refresh_from_db()
    assert submission.state == SubmissionState.NEW


def test_staff_channels_are_told_apart():
    assert Sender().send(place()).channel == SubmissionChannel.ONLINE


def test_a_draft_lives_as_long_as_it_is_written():
    sender = Sender()
    draft = sender.begin()
    Draft.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    sender.contact()
    draft.refresh_from_db()
    assert draft.expires_at > timezone.now() + timedelta(days=29)
