"""Each public page leads to a report about it; errors, previews and secrets do not."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.html import escape

from portal.corrections.kind import CORRECTION
from portal.submissions.choices import HistoryAction
from portal.submissions.drafts import begin_draft
from portal.submissions.kinds import submission_kind
from portal.submissions.models import HistoryEntry, Submission
from tests.factories import content, district_page, neighbourhood
from tests.proposals.conftest import proposal

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="([^"]*/submissions/correction/[^"]*)"')


def reported(client, path, status=200):
    """Return the path that the foot of a page reports; "" without a link."""
    response = client.get(path)
    assert response.status_code == status, path
    found = LINK.findall(response.content.decode())
    return parse_qs(urlsplit(found[0]).query)["page"][0] if found else ""


def test_the_foot_of_a_page_leads_to_a_form_that_names_it(client):
    page = content("Tus datos")
    assert reported(client, page.url) == page.url
    form = client.get("/es/submissions/correction/", {"page": page.url}).content.decode()
    assert escape(str(CORRECTION.steps[0].title)) in form


def test_a_route_of_a_page_and_a_view_are_reported_without_what_was_asked(client):
    district = district_page()
    place = neighbourhood(district)
    path = f"{district.url}neighbourhoods/{place.code}/"
    assert reported(client, path) == path
    assert reported(client, "/es/search/?q=marca") == "/es/search/"
    assert reported(client, "/fr/proposals/?theme=transport") == "/fr/proposals/"


def test_an_address_that_leads_nowhere_has_no_such_link(client):
    assert reported(client, "/es/no-esta/", 404) == ""


def test_a_public_proposal_is_reported_and_what_is_left_of_one_is_not(client):
    shown, gone = (proposal(neighbourhood(district_page(code, code))) for code in ("oeste", "sur"))
    addresses = [f"/es/proposals/{made.submission.code}/" for made in (shown, gone)]
    gone.submission.published_at = None
    gone.submission.save()
    HistoryEntry.objects.create(submission=gone.submission, action=HistoryAction.UNPUBLISHED)
    assert reported(client, addresses[0]) == addresses[0]
    assert reported(client, addresses[1], 410) == ""


def test_the_address_of_a_draft_and_of_a_matter_is_never_passed_on(client):
    draft = begin_draft(submission_kind("proposal"), "es", {})
    assert reported(client, f"/es/submissions/draft/{draft.pk}/what/") == "/es/submissions/"
    assert str(draft.pk) not in reported(client, f"/es/submissions/draft/{draft.pk}/check/")


def test_a_report_is_written_and_sent_in_the_browser(client):
    page = content("Tus datos")
    first = client.post(
        f"/es/submissions/correction/?page={page.url}", {"fault": "fact", "text": "El horario está mal"}, follow=True
    )
    path = first.request["PATH_INFO"]
    assert path.endswith("/words/"), first.content.decode()[:3000]
    second = client.post(path, {"passage": "", "suggestion": ""}, follow=True)
    third = client.post(second.request["PATH_INFO"], {"answer_by": "none"}, follow=True)
    check = third.request["PATH_INFO"]
    assert check.endswith("/check/")
    assert "El horario está mal" in third.content.decode()
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("page", ["", "/admin/", "//evil.example/", "https://evil.example/es/", "/es/no-esta/"])
def test_a_form_for_no_page_is_not_found(client, page):
    assert client.get("/es/submissions/correction/", {"page": page}).status_code == 404
