"""Matters of all states, with a marker in every field that nobody may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.proposals.models import ProposalSubmission
from portal.submissions.choices import HistoryAction, SubmissionState
from portal.submissions.codes import new_code
from portal.submissions.models import HistoryEntry, JoinedSender, Message, Submission
from tests.factories import district_page, neighbourhood

#: stands in every field that is no page's business
MARKER = "xqprivatexq"


@pytest.fixture
def district(db):
    """The page of the district Oeste."""
    return district_page()


@pytest.fixture
def place(district):
    """A neighbourhood of it."""
    return neighbourhood(district, code="echesortu")


def proposal(place, title="Sin luz en la esquina", text="La luz de la esquina no anda.", **fields):
    """Return a complaint with an answer, published unless `published_at` says otherwise, full of private markers."""
    of_content = {name: fields.pop(name) for name in ("theme", "spot", "what_kind", "headline") if name in fields}
    fields = {
        "state": SubmissionState.ACCEPTED,
        "published_at": timezone.now(),
        "may_publish": True,
        "answered_at": timezone.now(),
        "promised_by": timezone.localdate() + timedelta(days=20),
        "language": "es",
        **fields,
    }
    matter = Submission.objects.create(
        code=new_code(),
        kind="proposal",
        title=title,
        district=place.district if place else None,
        neighbourhood=place,
        name=MARKER,
        email=f"{MARKER}@example.org",
        phone=f"341 {MARKER}",
        address=f"{MARKER} 100",
        consent=MARKER,
        waits_note=MARKER,
        mark=MARKER,
        phone_mark=MARKER,
        fingerprint=MARKER,
        **fields,
    )
    content = {"what_kind": "complaint", "spot": "Mitre y Córdoba", **of_content}
    made = ProposalSubmission.objects.create(submission=matter, text=text, **content)
    HistoryEntry.objects.create(submission=matter, action=HistoryAction.REMARK, text=MARKER, internal=True)
    for direction in Message.Direction:
        Message.objects.create(submission=matter, direction=direction, text=MARKER, language="es")
    JoinedSender.objects.create(submission=matter, email=MARKER, mark=MARKER, language="es")
    HistoryEntry.objects.create(
        submission=matter, action=HistoryAction.ANSWERED, to_state=matter.state, text="Lo arreglamos en octubre."
    )
    if matter.published_at:
        HistoryEntry.objects.create(submission=matter, action=HistoryAction.PUBLISHED)
    return made
