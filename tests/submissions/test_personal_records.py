"""A sender gets all that is kept of her, and what is closed goes when she asks for it."""

import pytest

from portal.personal_data.keyed_hash import keyed_hash
from portal.personal_data.person import DataSubject, find_person
from portal.proposals.models import ProposalSubmission
from portal.submissions.choices import SubmissionState
from portal.submissions.models import JoinedSender, Message, Submission
from portal.submissions.record import change_state
from portal.submissions.sending import digits_of

pytestmark = pytest.mark.django_db
MARTA = DataSubject(" MARTA@example.org")


def found(person=MARTA):
    """Return {model: (its PersonRecords, rows)} of a person."""
    return {records.model: (records, rows) for records, rows in find_person(person)}


def sent(phone="", **fields):
    """Return a complaint of Marta, as the engine stores it."""
    marks = {
        "mark": keyed_hash("sender", "marta@example.org"),
        "phone_mark": keyed_hash("sender", digits_of(phone)) if phone else "",
    }
    said = {"code": "K-1", "kind": "proposal", "language": "es", "title": "La luz", "name": "Marta", "phone": phone}
    submission = Submission.objects.create(email="marta@example.org", **said | marks | fields)
    ProposalSubmission.objects.create(
        submission=submission, what_kind="complaint", headline="La luz de la esquina", text="No anda."
    )
    return submission


def closed():
    """Return a complaint of Marta that was declined, with a message of hers."""
    submission = sent()
    Message.objects.create(submission=submission, direction="from-sender", text="Soy Marta.", language="es")
    change_state(submission, SubmissionState.DECLINED, text="No es de la Municipalidad.")
    return submission


def test_a_matter_is_found_by_its_sender_alone():
    submission = closed()
    assert found()[Submission][1] == [submission]
    assert Submission not in found(DataSubject("otra@example.org"))


def test_a_matter_is_found_by_telephone():
    submission = sent(phone="0341 555-0148")
    assert found(DataSubject("0341 5550148"))[Submission][1] == [submission]
    assert Submission not in found(DataSubject("0341 5550149"))


@pytest.mark.parametrize("typed", ["+54 341 555 0148", "341-5550148", "15550148"])
def test_a_matter_is_found_by_the_last_digits_of_a_telephone_however_it_is_written(typed):
    sent(phone="0341 555 0149", code="K-0")
    submission = sent(phone="0341 555 0148")
    assert found(DataSubject(typed))[Submission][1] == [submission]


def test_the_file_holds_data_words_and_messages():
    records, (submission,) = closed() and found()[Submission]
    values = str(records.export(submission))
    for words in ("marta@example.org", "Marta", "La luz de la esquina", "Soy Marta.", submission.code):
        assert words in values


def test_an_open_matter_stays_and_says_why():
    submission = sent()
    records, _rows = found()[Submission]
    assert "sigue abierto" in str(records.held(submission))


def test_a_closed_matter_forgets_sender_and_words():
    submission = closed()
    records, (row,) = found()[Submission]
    assert records.held(row) == ""
    records.remove(row, MARTA)
    submission.refresh_from_db()
    content = ProposalSubmission.objects.get(submission=submission)
    assert (submission.name, submission.email, submission.mark, content.text, content.headline) == ("",) * 5
    assert not Message.objects.exists()
    assert Submission not in found()


def test_who_joined_is_found_and_goes():
    submission = sent()
    mark = MARTA.marks("sender")[0]
    JoinedSender.objects.create(submission=submission, email="marta@example.org", mark=mark, language="es")
    records, (row,) = found()[JoinedSender]
    records.remove(row, MARTA)
    assert not JoinedSender.objects.exists()
