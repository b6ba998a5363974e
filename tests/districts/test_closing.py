"""A closed district leaves every public page, its teams their rights; the curators keep all, and it comes back as it was."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.log_actions import registry
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import policy_registry

from portal.access.roles import scopes_of
from portal.core.models import PortalImage, PortalRendition, Team, User
from portal.core.public import public_pages
from portal.districts.models import DistrictPage
from portal.districts.opening.closing import close_district, reopen_district
from portal.documents.models import PortalDocument
from portal.practices.models import PracticePage
from portal.practices.models.parts import Annex, Picture
from portal.territory.models import Neighbourhood
from search.models import SearchDocument
from tests.factories import practice, translate
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the district is locked while it closes")]
NAMES = {"Oeste", "Canteros con padrinos", "Bacs parrainés", "Los Aromos"}


@made_once
def west(teams):
    """The west with a practice in two languages, and its record."""
    page = practice("Canteros con padrinos", parent=teams.pages["west"])
    translate(teams.pages["west"], "fr")
    translate(page, "fr", title="Bacs parrainés")
    Neighbourhood.objects.create(code="los-aromos", name="Los Aromos", district=teams.pages["west"].record)
    return teams.pages["west"].record


def everything(district):
    """Return all that closing and reopening might touch, as plain data."""
    pages = PracticePage.objects.filter(district=district)
    return {
        "pages": sorted(pages.values_list("pk", "live", "title", "latest_revision")),
        "folders": sorted(DistrictPage.objects.filter(record=district).values_list("pk", "live", "latest_revision")),
        "documents": list(SearchDocument.objects.order_by("key").values_list("key", "title", "body", "facets")),
        "rights": sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        "files": sorted(GroupCollectionPermission.objects.values_list("group", "collection", "permission")),
        "teams": sorted(Team.objects.values_list("group", "district", "role", "group__user")),
    }


def addresses(district):
    """Return the addresses of a district's pages in all languages."""
    pages = [*DistrictPage.objects.filter(record=district), *PracticePage.objects.filter(district=district)]
    neighbourhoods = [f"{page.url}neighbourhoods/los-aromos/" for page in DistrictPage.objects.filter(record=district)]
    return [page.url for page in pages] + neighbourhoods


def test_every_page_answers_404_and_no_list_or_search_has_it(teams, west, client):
    where = addresses(west)
    assert len(where) == 6
    assert {client.get(url).status_code for url in where} == {200}
    assert set(SearchDocument.objects.filter(title__in=NAMES).values_list("title", flat=True)) == NAMES
    close_district(west)
    for url in where:
        response = client.get(url)
        assert response.status_code == 404
        assert "404.html" in {template.name for template in response.templates}
    assert not public_pages(PracticePage.objects.filter(district=west)).exists()
    assert not SearchDocument.objects.filter(title__in=NAMES).exists()
    reference = PracticePage.objects.filter(district=west).first().reference
    assert client.get(reverse("practice_by_reference", args=[reference]), follow=True).status_code == 404


def test_another_languages_interface_does_not_lead_there(teams, west, client):
    close_district(west)
    for url in addresses(west):
        assert client.get(f"/pt/{url.split('/', 2)[2]}").status_code == 404


def test_a_curator_gets_the_closed_page_in_the_admin_only(teams, west):
    page = PracticePage.objects.filter(district=west).first()
    close_district(west)
    curator = teams.browsers["curator"]
    assert curator.get(page.url).status_code == 404
    assert curator.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert curator.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


def test_the_teams_lose_their_rights(teams, west):
    page = PracticePage.objects.filter(district=west).first()
    close_district(west)
    for name in ("west_editor", "west_reviewer"):
        user = User.objects.get(username=name)
        assert scopes_of(user) == ()
        assert not page.permissions_for_user(user).can_edit()
        assert not teams.pages["west"].permissions_for_user(user).can_add_subpage()
        for model in (PortalImage, PortalDocument):
            policy = policy_registry.get_by_type(model)
            for action in ("add", "change", "delete", "choose"):
                assert not policy.user_has_permission(user, action)
    south = User.objects.get(username="south_editor")
    assert teams.pages["south"].permissions_for_user(south).can_add_subpage()
    assert policy_registry.get_by_type(PortalImage).user_has_permission(south, "add")


def test_reopening_brings_everything_back(teams, west):
    before = everything(west)
    assert close_district(west)
    assert everything(west) != before
    assert reopen_district(west)
    assert everything(west) == before
    west.refresh_from_db()
    assert west.active
    assert west.closed_on is None


def test_a_form_that_switches_it_off_closes_it_too(teams, west):
    before = everything(west)
    west.active = False
    west.save()
    assert not SearchDocument.objects.filter(title="Canteros con padrinos").exists()
    assert not GroupCollectionPermission.objects.filter(group__team__district=west).exists()
    west.active = True
    west.save()
    assert everything(west) == before


def test_saving_a_district_that_stays_open_writes_nothing_else(teams, west, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        west.save()


def test_closing_twice_is_once(teams, west):
    assert close_district(west, teams.people["curator"])
    assert not close_district(west, teams.people["curator"])
    assert reopen_district(west, teams.people["curator"])
    actions = [(entry.action, entry.user) for entry in registry.get_logs_for_instance(west).order_by("pk")]
    assert actions == [(f"districts.{word}", teams.people["curator"]) for word in ("close", "reopen")]


def test_a_page_published_while_it_is_closed_stays_out(teams, west):
    close_district(west)
    practice("Mientras tanto", parent=teams.pages["west"])
    assert not SearchDocument.objects.filter(title="Mientras tanto").exists()
    reopen_district(west)
    assert SearchDocument.objects.filter(title="Mientras tanto").exists()


def picture():
    """Return a small picture as a file to be stored."""
    output = BytesIO()
    Image.new("RGB", (20, 20)).save(output, "PNG")
    return ContentFile(output.getvalue(), "plaza.png")


def answers(browser, where):
    """Return {(status, Cache-Control)} of files."""
    found = set()
    for url in where:
        response = browser.get(url)
        response.getvalue()  # read to its end, a file is closed
        found.add((response.status_code, response.get("Cache-Control", "")))
    return found


def test_its_files_are_the_curators_only(teams, west, client):
    collection = west.files.collection
    document = PortalDocument(title="Acta", collection=collection)
    document.file.save("acta.txt", ContentFile("acta"))
    image = PortalImage.objects.create(title="Plaza", collection=collection, file=picture())
    rendition = PortalRendition.objects.create(image=image, filter_spec="original", file=picture())
    page = practice()
    page.annexes.add(Annex(title="Acta", document=document))
    page.pictures.add(Picture(image=image, alt="La plaza"))
    page.save()
    document_at, picture_at = document.url, rendition.url
    assert answers(client, [document_at]) == {(200, "")}
    assert answers(client, [picture_at]) == {(200, "public, max-age=86400")}
    close_district(west)
    for name in (None, "west_editor", "south_editor"):
        browser = teams.browsers[name] if name else Client()
        assert {status for status, _ in answers(browser, [document_at, picture_at])} == {404}
    assert answers(teams.browsers["curator"], [document_at]) == {(200, "")}
    assert answers(teams.browsers["curator"], [picture_at]) == {(200, "private")}
    reopen_district(west)
    assert {status for status, _ in answers(client, [document_at, picture_at])} == {200}
