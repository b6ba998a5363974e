"""What the people of the demonstration sent: every state and way is there, it is told once, and names nobody real."""

import re
from collections import Counter

import pytest

from portal.demonstration.files import read_toml
from portal.demonstration.submissions import build_submissions
from portal.submissions.choices import SubmissionChannel, SubmissionState
from portal.submissions.models import HistoryEntry, Message, Submission
from portal.territory.models import Neighbourhood
from tests.councils.city import council
from tests.factories import district_page, neighbourhood

ROWS = read_toml("submissions.toml")["matters"]


def test_about_sixty_matters_show_every_state_channel_and_kind():
    assert 55 <= len(ROWS) <= 70
    states, channels = Counter(row["state"] for row in ROWS), {row.get("channel", "online") for row in ROWS}
    assert set(states) == {state.value for state in SubmissionState}
    assert channels == {channel.value for channel in SubmissionChannel} - {
        SubmissionChannel.MAIL,
        SubmissionChannel.SESSION,
    }
    assert {row["kind"] for row in ROWS} == {"proposal", "topic", "correction", "practice"}


def test_no_telephone_address_or_document_stands_in_a_text():
    texts = " ".join(str(value) for row in ROWS for value in row.values())
    assert re.findall(r"@|\d{3}[ -]\d{4}|\d{7,}", texts) == []


@pytest.mark.django_db
def test_the_matters_are_made_once_and_those_that_point_to_others_find_them():
    for code in sorted({row["place"].partition("/")[0] for row in ROWS if "place" in row}):
        page = district_page(code.title(), code)
        for place in sorted(
            {row["place"].partition("/")[2] for row in ROWS if row.get("place", "").startswith(f"{code}/")}
        ):
            neighbourhood(page, place.title(), place)
    for slug in {row["council"] for row in ROWS if "council" in row}:
        council(page, title=slug.title(), slug=slug)
    for _ in range(2):
        build_submissions()
        assert Submission.objects.count() == len(ROWS)
    assert Submission.objects.filter(state="merged", merged_into=None).count() == 0
    assert Message.objects.count() == sum(("ask" in row) + ("answer" in row) for row in ROWS)
    assert HistoryEntry.objects.filter(action="received").count() == len(ROWS)
    assert Neighbourhood.objects.exists()
