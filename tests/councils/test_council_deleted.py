"""A council or a district that is deleted takes its sessions along, and nothing of the other languages."""

import pytest

from portal.councils.models import CouncilPage, SessionPage
from portal.events.models import Announcement
from tests.councils.city import council, session
from tests.factories import district_page, translate
from tests.sharing import made_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("foreign keys are checked at different moments"),
]


@made_once
def both():
    """A council with a session, in two languages."""
    folder = district_page()
    translate(folder, "fr")
    body = council(folder)
    translate(body, "fr", title="Conseil de quartier")
    meeting = session(body)
    translate(meeting, "fr", title="La place")
    return folder, body, meeting


def test_the_sessions_of_a_translation_stay_with_what_is_first_now(both):
    _folder, body, meeting = both
    CouncilPage.objects.get(pk=body.pk).delete()
    rest = SessionPage.objects.get()
    assert rest.title == "La place"
    assert rest.council == CouncilPage.objects.get()
    assert rest.reference == meeting.reference
    assert Announcement.objects.get().gone_at is None


def test_a_district_goes_with_its_councils(both):
    folder, *_rest = both
    type(folder).objects.get(pk=folder.pk).delete()
    assert [page.title for page in SessionPage.objects.all()] == ["La place"]
    assert SessionPage.objects.get().council.title == "Conseil de quartier"


def test_the_last_version_leaves_only_what_was_announced(both):
    for body in CouncilPage.objects.all():
        body.delete()
    assert not SessionPage.objects.exists()
    assert Announcement.objects.get().gone_at
