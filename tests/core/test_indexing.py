"""The search table equals what is public, whichever way a page became public or not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published

from portal.core.public import public_pages
from portal.practices.models import PracticePage
from search import index
from search.api import search
from search.query import SearchQuery
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database has a search engine of its own")]


def expected():
    """Return the keys that search should hold of practices."""
    return {str(pk) for pk in public_pages(PracticePage.objects.all()).values_list("pk", flat=True)}


def indexed():
    return index.keys(["practice"])


def found(text, language="es"):
    return [hit.title for hit in search(SearchQuery(text=text, language=language, kinds=("practice",))).hits]


def test_publish_edit_unpublish_delete():
    page = factories.practice("Plaza del Molino")
    assert indexed() == expected() == {str(page.pk)}
    page.title = "Vereda"
    page.save_revision()
    assert found("vereda") == []
    factories.publish(page)
    assert found("vereda") == ["Vereda"]
    assert found("molino") == []
    page.unpublish()
    assert indexed() == expected() == set()
    page = factories.publish(page)
    page.delete()
    assert indexed() == set()


def test_a_draft_is_not_found():
    factories.practice("Borrador", live=False).save_revision()
    assert indexed() == expected() == set()


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_restriction_of_the_page_and_of_an_ancestor(kind):
    district = factories.district_page()
    page = factories.practice(parent=district)
    for target in (page, district, factories.home()):
        assert indexed() == expected() == {str(page.pk)}
        restriction = PageViewRestriction.objects.create(page=target, restriction_type=kind, password="x")
        assert indexed() == expected() == set()
        restriction.delete()
    assert indexed() == {str(page.pk)}


def test_an_alias_is_as_private_as_its_source(client):
    page = factories.practice("Secreta")
    alias = page.create_alias(parent=factories.district_page())
    folder = factories.content("Carpeta")
    folder_alias = folder.create_alias(parent=folder.get_parent(), update_slug="carpeta-2")
    inside = factories.content("Adentro", parent=folder_alias)
    assert client.get(alias.url).status_code == client.get(inside.url).status_code == 200
    assert str(inside.pk) in index.keys(["content"])
    for restricted in (page, folder):
        PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    assert client.get(alias.url).status_code == client.get(inside.url).status_code == 302
    assert indexed() == expected() == index.keys(["content"]) == set()
    for restriction in PageViewRestriction.objects.all():
        restriction.delete()
    assert indexed() == expected() == {str(page.pk)}


def test_move_under_a_private_district_and_back():
    private = factories.district_page("Sur", "sur")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    page = factories.practice()
    page.move(private, pos="last-child")
    assert indexed() == expected() == set()
    Page.objects.get(pk=page.pk).move(factories.bank(), pos="last-child")
    assert indexed() == expected() == {str(page.pk)}


def test_move_changes_district_and_address():
    west, south = factories.district_page(), factories.district_page("Sur", "sur")
    page = factories.practice(parent=west)
    assert page.district.code == "oeste"
    page.move(south, pos="last-child")
    hit = search(SearchQuery(facets={"district": ("sur",)}, kinds=("practice",))).hits[0]
    assert hit.url == PracticePage.objects.get(pk=page.pk).url
    assert PracticePage.objects.get(pk=page.pk).district.code == "sur"


def test_slug_of_an_ancestor_changes_the_address():
    district = factories.district_page()
    page = factories.practice(parent=district)
    district.slug = "poniente"
    factories.publish(district)
    assert search(SearchQuery(kinds=("practice",))).hits[0].url == PracticePage.objects.get(pk=page.pk).url
    assert "/poniente/" in search(SearchQuery(kinds=("practice",))).hits[0].url


def test_unpublishing_a_folder_with_what_lies_in_it():
    district = factories.district_page()
    factories.practice(parent=district)
    district.unpublish(set_expired=False)
    for page in PracticePage.objects.all():
        page.unpublish()
    assert indexed() == expected() == set()


def test_expiry_hides_before_the_clock_ticks_and_removes_after():
    page = factories.practice("Vencida")
    page.expire_at = timezone.now() + timedelta(seconds=-1)
    PracticePage.objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    assert found("vencida") == []
    call_command("publish_scheduled")
    assert indexed() == expected() == set()


def test_a_translation_is_a_document_of_its_own_and_an_alias_is_none():
    page = factories.practice("Plaza")
    page.create_alias(parent=factories.district_page())
    page.copy_for_translation(factories.locale("pt"), copy_parents=True, alias=True)
    factories.translate(page, "fr", title="Place")
    assert indexed() == expected()
    assert len(indexed()) == 2
    page.unpublish()
    assert indexed() == expected()


def test_bulk_action_unpublish_in_the_admin(admin_client):
    pages = [factories.practice(f"P{n}") for n in range(3)]
    query = "&".join(f"id={page.pk}" for page in pages)
    response = admin_client.post(f"/admin/bulk/wagtailcore/page/unpublish/?{query}", {"include_descendants": "on"})
    assert response.status_code == 302
    assert not PracticePage.objects.live().exists()
    assert indexed() == expected() == set()


def test_a_fault_while_publishing_leaves_neither_page_nor_document():
    page = factories.practice("Plaza")
    revision = None

    def fault(sender, instance, **kwargs):
        raise RuntimeError("a receiver fails")

    page.title = "Rota"
    revision = page.save_revision()
    page_published.connect(fault, dispatch_uid="test-fault")
    try:
        with pytest.raises(RuntimeError):
            revision.publish()
    finally:
        page_published.disconnect(dispatch_uid="test-fault")
    assert PracticePage.objects.get(pk=page.pk).title == "Plaza"
    assert found("plaza") == ["Plaza"]
    assert found("rota") == []


def test_a_fault_after_a_page_was_closed_leaves_it_open_and_found():
    page = factories.practice("Plaza")

    def fault(sender, instance, **kwargs):
        raise RuntimeError("a receiver fails")

    post_save.connect(fault, sender=PageViewRestriction, dispatch_uid="test-fault")
    try:
        with pytest.raises(RuntimeError):
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    finally:
        post_save.disconnect(sender=PageViewRestriction, dispatch_uid="test-fault")
    assert not page.view_restrictions.exists()
    assert found("plaza") == ["Plaza"]


def test_what_went_past_the_signals_is_not_shown_and_verify_heals_it(capsys):
    page, lost = factories.practice("Plaza"), factories.practice("Perdida")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [False, page.pk])
    index.delete([str(lost.pk)])
    assert found("plaza") == []
    call_command("search", "verify", "--heal")
    assert indexed() == expected() == {str(lost.pk)}
    assert "Plaza" not in found("plaza")
