"""A page that moves takes its versions in other languages along: their district, their address and their search hits."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from portal.core.indexing import verify
from portal.practices.importing.record_export import exported_records
from portal.practices.models import PracticePage
from search.api import search
from search.query import SearchQuery
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def pair():
    """Return a practice in Spanish and French, and a district page that exists in both languages."""
    page = factories.practice("Canteros con padrinos")
    translation = factories.translate(page, "fr", title="Jardinières parrainées")
    district = factories.district_page()
    factories.translate(district, "fr", title="Ouest")
    return page, translation, district


def versions(page):
    """Return the practice's versions as they are stored, first version first."""
    return list(PracticePage.objects.filter(translation_key=page.translation_key).order_by("pk"))


@pytest.mark.parametrize("moved", [0, 1])
def test_all_versions_of_a_practice_move_to_the_other_district(pair, moved):
    district = pair[2]
    target = district if moved == 0 else district.get_translation(factories.locale("fr"))
    pair[moved].move(target, pos="last-child")
    first, second = versions(pair[0])
    assert [page.district.code for page in (first, second)] == ["oeste", "oeste"]
    assert second.get_parent().locale.language_code == "fr"
    hits = search(SearchQuery(facets={"district": ("oeste",)}, kinds=("practice",), language="fr")).hits
    assert [hit.url for hit in hits] == [second.url]
    (record,) = exported_records()
    assert record.district == "oeste"
    assert verify() == (set(), set(), set())
    Page.objects.get(pk=first.pk).move(factories.bank(), pos="last-child")
    assert [page.district for page in versions(first)] == [None, None]


def test_an_address_that_another_has_there_gets_a_number(pair):
    page, translation, district = pair
    other = factories.practice(parent=district.get_translation(factories.locale("fr")))
    other.slug = translation.slug
    factories.publish(other)
    page.move(district, pos="last-child")
    assert versions(page)[1].slug == f"{translation.slug}-2"


def test_a_new_place_among_its_siblings_moves_nothing_else(pair):
    page, translation, _district = pair
    page.move(factories.practice("Otra"), pos="right")
    assert versions(page)[1].path == translation.path


def test_the_admin_refuses_a_move_that_would_part_the_versions(pair, admin_client):
    page = pair[0]
    lonely = factories.district_page("Sur", "sur")
    answer = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, lonely.pk]), follow=True)
    assert "no está en francés" in answer.content.decode()
    assert versions(page)[0].district is None
    answer = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, pair[2].pk]))
    assert answer.status_code == 302
    assert [found.district.code for found in versions(page)] == ["oeste", "oeste"]
