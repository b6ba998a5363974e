"""A report begins on a public page of this site: nothing else is taken, and no secret is kept."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from portal.corrections.kind import start_correction
from tests.factories import content, district_page, home, neighbourhood, publish, translate
from tests.proposals.conftest import proposal

pytestmark = pytest.mark.django_db
HOSTILE = [
    "",
    "es/",
    "//evil.example/es/",
    "///es/",
    "https://evil.example/es/",
    "http:es/",
    "javascript:alert(1)",
    "/\\evil.example/es/",
    "/es//evil.example/",
    "/es/../admin/",
    "/admin/",
    "/admin/pages/1/edit/",
    "/es/\x00",
    "/es/\n",
    "/es/\ud800",
    "/documents/1/x.pdf",
    "/health",
    "/es/no-esta/",
    "/xx/",
    "/es/" + "a" * 5000,
    "/es/<script>/",
    "http://[",
]


def begin(path, **more):
    """Return what a report starts from when its link names a path."""
    return start_correction(RequestFactory().get("/es/submissions/correction/", {"page": path, **more}))


@pytest.mark.parametrize("path", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_public_page_of_this_site_begins_nothing(path):
    request = RequestFactory().get("/es/submissions/correction/")
    request.GET = {"page": path}
    with pytest.raises(Http404):
        start_correction(request)


def test_a_page_is_known_by_its_path_title_and_key():
    page = content("Tus datos")
    assert begin(page.url) == {
        "path": page.url,
        "title": "Tus datos",
        "page_id": str(page.pk),
        "district": "",
        "fault": "",
    }


def test_the_home_page_in_each_language_is_a_page():
    assert begin("/es/")["page_id"] == str(home().pk)
    assert begin("/fr/")["page_id"] == str(home("fr").pk)


def test_a_page_read_under_another_interface_is_the_same_page():
    page = content("Tus datos")
    path = page.url.replace("/es/", "/fr/")
    assert begin(path)["page_id"] == str(page.pk)
    assert begin(path)["path"] == path


def test_a_route_of_a_page_is_that_page():
    district = district_page()
    place = neighbourhood(district)
    found = begin(f"{district.url}neighbourhoods/{place.code}/")
    assert found["page_id"] == str(district.pk)


def test_a_view_is_known_by_its_name_and_loses_what_was_searched():
    found = begin("/es/search/?q=marca%20privada#here")
    assert found["path"] == "/es/search/"
    assert "privada" not in str(found)


def test_a_proposal_is_known_by_its_code_as_it_is_typed():
    made = proposal(neighbourhood(district_page()))
    code = made.submission.code
    for typed in (code, code.replace("-", "").lower()):
        about = begin(f"/fr/proposals/{typed}/")
        assert (about["path"], about["title"]) == (f"/fr/proposals/{code}/", made.submission.title)


def test_the_query_and_the_mark_of_a_page_are_dropped():
    page = content("Tus datos")
    assert begin(f"{page.url}?email=ana@example.org#x")["path"] == page.url


def test_a_draft_a_restricted_page_and_one_below_it_begin_nothing():
    page = content("Tus datos")
    below = content("Más", page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    draft = content("Borrador")
    draft.unpublish()
    for path in (page.url, below.url, f"/es/{draft.slug}/"):
        with pytest.raises(Http404):
            begin(path)


def test_a_fault_that_the_link_names_is_chosen_and_an_invented_one_is_not():
    assert begin("/es/", fault="accessibility")["fault"] == "accessibility"
    assert begin("/es/", fault="<b>")["fault"] == ""


def test_a_translation_is_known_in_its_own_language():
    page = publish(content("Tus datos"))
    french = translate(page, "fr", title="Vos données")
    assert begin(french.url)["title"] == "Vos données"
