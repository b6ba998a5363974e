"""What somebody wrote of a page goes ninety days after the close; what was wrong stays, to be counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.corrections.models import CorrectionSubmission
from portal.corrections.retention import purge_corrections
from portal.submissions.models import Submission

pytestmark = pytest.mark.django_db


def report(code, **fields):
    """Return a report about the home page."""
    matter = Submission.objects.create(code=code, kind="correction", title="Inicio", language="es", **fields)
    return CorrectionSubmission.objects.create(
        submission=matter, page_path="/es/", fault="fact", text="Está mal", passage="8 a 14", suggestion="8 a 13"
    )


def test_only_what_is_closed_for_ninety_days_is_emptied():
    now = timezone.now()
    old = report("AAAA-0001", state="accepted", closed_at=now - timedelta(days=91))
    recent = report("AAAA-0002", state="accepted", closed_at=now - timedelta(days=89))
    waiting = report("AAAA-0003", received_at=now - timedelta(days=200))
    purge_corrections(now)
    for row in (old, recent, waiting):
        row.refresh_from_db()
    assert (old.text, old.passage, old.suggestion, old.fault) == ("", "", "", "fact")
    assert recent.text
    assert waiting.text
