"""Opening a district again mends whatever somebody broke of it, and says what it did."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, WorkflowPage

from portal.access.roles import RIGHTS
from portal.core.models import Role
from portal.districts.models import DistrictPage
from portal.districts.opening.closing import close_district
from portal.districts.opening.opening import mend_district, open_district, what_mending_would_do
from portal.home.models import ContentPage
from portal.territory.models import District

from .opened import LANGUAGES, group_of, no_page_right, no_translation, rights, said, version

pytestmark = pytest.mark.django_db


def surplus_page_right(east):
    right = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(
        group=group_of(east, Role.AUTHOR), page=Page.objects.get(depth=1), permission=right
    )


def no_file_right(east):
    GroupCollectionPermission.objects.filter(group__team__district=east, group__team__role=Role.EDITOR).delete()


def surplus_file_right(east):
    right = Permission.objects.get(content_type__app_label="wagtailimages", codename="delete_image")
    root = Collection.get_first_root_node()
    group = group_of(east, Role.AUTHOR)
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=right)


def surplus_admin_right(east):
    group_of(east, Role.AUTHOR).permissions.add(Permission.objects.get(codename="add_user"))


def no_admin_right(east):
    group_of(east, Role.AUTHOR).permissions.clear()


def no_group(east):
    group_of(east, Role.REVIEWER).delete()


def no_first_version(east):
    version(east, "es").delete()


def no_page_at_all(east):
    for page in DistrictPage.objects.filter(record=east):
        page.delete()


def unpublished(east):
    version(east, "pt").unpublish()


def no_review(east):
    WorkflowPage.objects.filter(page__locale__language_code="en").delete()


def no_collection(east):
    Collection.objects.get(district_files__district=east).delete()


def rights_of_another_team(east):
    other = open_district("sur", "Sur").district
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group_of(other, Role.EDITOR), page=version(east, "es"), permission=right)


BROKEN = [
    (no_page_right, {("made", "page_right", "editor")}),
    (surplus_page_right, {("taken", "page_right", "author")}),
    (no_file_right, {("made", "file_right", "editor")}),
    (surplus_file_right, {("taken", "file_right", "author")}),
    (surplus_admin_right, {("taken", "admin_right", "author")}),
    (no_admin_right, {("made", "admin_right", "author")}),
    (no_group, {("made", kind, "reviewer") for kind in ("group", "page_right", "file_right", "admin_right")}),
    (no_translation, {("made", "page", "fr"), *(("made", "page_right", role) for role in RIGHTS if role != "curator")}),
    (unpublished, {("made", "page", "pt")}),
    (no_review, {("made", "review", "en")}),
    (rights_of_another_team, {("taken", "page_right", "")}),
]


@pytest.mark.parametrize(("break_it", "lines"), BROKEN, ids=[row[0].__name__ for row in BROKEN])
def test_what_somebody_broke_is_mended_and_named(east, break_it, lines):
    break_it(east)
    lines = {line for line in lines if line[2] != "statistics"}  # has no right on pages
    assert said(what_mending_would_do(east)) == lines
    assert said(mend_district(east).lines) == lines
    assert mend_district(east).lines == []


@pytest.mark.parametrize("break_it", [no_first_version, no_page_at_all, no_collection])
def test_what_was_deleted_is_made_again_with_its_rights(east, break_it):
    break_it(east)
    assert mend_district(east).lines
    assert {page.locale.language_code for page in DistrictPage.objects.filter(record=east, live=True)} == set(LANGUAGES)
    assert len({page.translation_key for page in DistrictPage.objects.filter(record=east)}) == 1
    east = District.objects.get(pk=east.pk)
    on_pages, on_files = rights(east)
    assert {page for _, page, _ in on_pages} == set(
        DistrictPage.objects.filter(record=east).values_list("pk", flat=True)
    )
    assert {collection for _, collection, _ in on_files} == {east.files.collection_id}
    assert mend_district(east).lines == []


def test_asking_what_mending_would_do_does_nothing(east):
    no_translation(east)
    assert what_mending_would_do(east)
    assert not DistrictPage.objects.filter(record=east, locale__language_code="fr").exists()


def test_what_an_administrator_renamed_stays_renamed(east):
    collection, group, page = east.files.collection, group_of(east, Role.EDITOR), version(east, "es")
    collection.name, group.name, page.title, page.slug = "Fotos", "Mesa del Este", "Distrito del Este", "del-este"
    for thing in (collection, group, page):
        thing.save()
    east.name = "Gran Este"
    east.save()
    assert mend_district(east).lines == []
    for thing in (collection, group, page):
        stored = type(thing).objects.get(pk=thing.pk)
        assert str(stored) == str(thing)
    assert Collection.objects.filter(depth=2).count() == 1


def test_a_group_that_is_no_team_keeps_its_rights(east):
    own = Group.objects.create(name="Prensa")
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=own, page=version(east, "es"), permission=right)
    assert mend_district(east).lines == []
    assert GroupPagePermission.objects.filter(group=own).count() == 1


def test_a_text_that_nobody_translated_stays_empty(east):
    page = version(east, "es")
    page.hours = "lunes a viernes"
    page.save_revision().publish()
    no_translation(east)
    mend_district(east)
    assert version(east, "fr").hours == ""


def test_an_unpublished_page_comes_back_with_what_lies_below(east):
    page = version(east, "es")
    page.add_child(instance=ContentPage(title="Contacto", slug="contacto", locale=page.locale))
    page = version(east, "es")
    page.unpublish()
    mend_district(east)
    assert version(east, "es").live
    assert ContentPage.objects.get(slug="contacto").get_parent().pk == page.pk


def test_an_older_portals_collection_is_found_by_its_rights(east):
    collection = east.files.collection
    collection.name = "Fotos del Este"
    collection.save()
    east.files.delete()
    mend_district(east)
    assert District.objects.get(pk=east.pk).files.collection == collection


def test_a_closed_district_is_mended_and_stays_closed(east):
    close_district(east)
    mend_district(east)
    assert not District.objects.get(pk=east.pk).active
    assert rights(east)[1] == set()
    assert mend_district(east).lines == []


def test_a_language_more_gets_its_pages(east):
    """A portal that adds a language gives its districts a page there with the next mending."""
    home = Page.objects.get(depth=2, locale__language_code="es").specific
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    assert {("made", "page", "de"), ("made", "index", "de")} <= said(mend_district(east).lines)
    assert version(east, "de").live
