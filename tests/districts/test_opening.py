"""A district is opened in one action, and the same action mends whatever somebody broke, and says what it did."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.log_actions import registry
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, WorkflowPage

from portal.core.models import Role, Team
from portal.core.roles import DISTRICT_ROLES, RIGHTS, Subject
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.districts.opening.closing import close_district
from portal.districts.opening.opening import mend_district, open_district, what_mending_would_do
from portal.districts.opening.pages import NoIndex
from portal.districts.opening.standing import sentences
from portal.home.models import ContentPage
from portal.territory.models import District
from search.models import SearchDocument

from .teams import account

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "es", "fr", "pt")


@pytest.fixture
def east():
    """A district just opened."""
    return open_district("este", "Este", {"fr": {"title": "Est", "slug": "est"}}, phone="555 0101").district


def version(district, code):
    """Return the page of a district in a language."""
    return DistrictPage.objects.get(record=district, locale__language_code=code)


def group_of(district, role):
    """Return the group of a role in a district."""
    return Group.objects.get(team__district=district, team__role=role)


def said(lines):
    """Return Lines as {(verb, kind, what)}."""
    return {(line.verb, line.kind, line.what) for line in lines}


def rights(district):
    """Return all rights of a district's teams."""
    theirs = {"group__team__district": district}
    pages = GroupPagePermission.objects.filter(**theirs).values_list(
        "group__team__role", "page", "permission__codename"
    )
    files = GroupCollectionPermission.objects.filter(**theirs)
    return set(pages), set(files.values_list("group__team__role", "collection", "permission__codename"))


def test_opening_makes_everything(east):
    pages = {page.locale.language_code: page for page in DistrictPage.objects.filter(record=east)}
    assert set(pages) == set(LANGUAGES)
    assert all(page.live and page.get_workflow() for page in pages.values())
    assert (pages["fr"].title, pages["fr"].slug, pages["pt"].title, pages["pt"].slug) == ("Est", "est", "Este", "este")
    assert len({page.translation_key for page in pages.values()}) == 1
    assert east.phone == "555 0101"
    assert east.files.collection.name == "Este"
    assert {group.team.role for group in Group.objects.filter(team__district=east)} == set(DISTRICT_ROLES)
    on_pages, on_files = rights(east)
    assert on_pages == {
        (role, page.pk, f"{action}_page")
        for role in DISTRICT_ROLES
        for action in RIGHTS[role][Subject.PAGE]
        for page in pages.values()
    }
    assert on_files == {
        (role, east.files.collection_id, f"{action}_{kind}")
        for role in DISTRICT_ROLES
        for action in RIGHTS[role][Subject.FILE]
        for kind in ("image", "document")
    }
    assert SearchDocument.objects.filter(key__in=[str(page.pk) for page in pages.values()]).count() == 4


def test_opening_says_what_it_made():
    opening = open_district("este", "Este")
    assert opening.is_new
    kinds = {line.kind for line in opening.lines if line.verb == "made"}
    assert kinds >= {"record", "page", "collection", "group", "page_right", "file_right", "admin_right"}
    assert {line.what for line in opening.lines if line.kind == "page"} == set(LANGUAGES)
    assert sentences(opening.lines)[:4] == [
        "Distrito Este",
        "Página del distrito, publicada en inglés, español, francés, portugués",
        "Colección de imágenes y documentos «Este»",
        "Grupos de personas: Redacción, Edición, Revisión, Traducción, Estadísticas",
    ]


def test_again_changes_nothing(east):
    before, revisions = rights(east), set(DistrictPage.objects.values_list("pk", "latest_revision"))
    again = open_district("este", "Otro nombre", phone="otro")
    assert not again.is_new
    assert again.lines == []
    assert rights(east) == before
    assert set(DistrictPage.objects.values_list("pk", "latest_revision")) == revisions
    east.refresh_from_db()
    assert (east.name, east.phone) == ("Este", "555 0101")


def no_page_right(east):
    GroupPagePermission.objects.filter(group__team__district=east, group__team__role=Role.EDITOR).first().delete()


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


def no_translation(east):
    version(east, "fr").delete()


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


def test_two_districts_of_one_name_have_their_own_groups_and_files(east):
    other = open_district("este-2", "Este").district
    assert not {g.pk for g in Group.objects.filter(team__district=east)} & {
        g.pk for g in Group.objects.filter(team__district=other)
    }
    assert other.files.collection_id != east.files.collection_id
    assert version(other, "es").url != version(east, "es").url


def test_the_interfaces_language_does_not_name_the_groups():
    from django.utils.translation import override

    with override("fr"):
        district = open_district("este", "Este").district
    assert group_of(district, Role.EDITOR).name == "Edición: Este"


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


def test_nothing_is_made_by_halves():
    DistrictIndexPage.objects.all().delete()
    with pytest.raises(NoIndex):
        open_district("este", "Este")
    with pytest.raises(ValidationError):
        open_district("Este y más", "Este")
    assert not District.objects.exists()
    assert not Team.objects.filter(district__isnull=False).exists()


def test_the_log_says_who_opened_and_mended(db):
    curator = account("curator")
    district = open_district("este", "Este", user=curator).district
    mend_district(district, user=curator)
    no_translation(district)
    mend_district(district, user=curator)
    entries = registry.get_logs_for_instance(district).order_by("timestamp", "pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("districts.open", curator),
        ("districts.mend", curator),
    ]


def command(*words):
    """Return what a command prints."""
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


def test_the_command_opens_mends_and_is_idempotent():
    first = command("add_district", "este", "Este", "--seat", "Centro Este", "--phone", "555 0101")
    assert "Distrito Este" in first
    assert "este: opened" in first
    district = District.objects.get(code="este")
    assert (district.kind, district.seat_name, district.phone) == ("district", "Centro Este", "555 0101")
    assert "nothing to mend" in command("add_district", "este", "Este")
    no_page_right(district)
    mended = command("add_district", "este", "Levante")
    assert "este: mended" in mended
    assert "keeps that name" in mended
    with pytest.raises(CommandError):
        command("add_district", "con espacios", "Este")


def test_the_commands_close_and_reopen(east):
    assert "now closed" in command("close_district", "este")
    assert not District.objects.get(code="este").active
    assert "already closed" in command("close_district", "este")
    assert "este is closed" in command("add_district", "este", "Este")
    assert "now open" in command("close_district", "este", "--reopen")
    with pytest.raises(CommandError):
        command("close_district", "nowhere")


def test_a_language_more_gets_its_pages(east):
    """A portal that adds a language gives its districts a page there with the next mending."""
    home = Page.objects.get(depth=2, locale__language_code="es").specific
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    assert {("made", "page", "de"), ("made", "index", "de")} <= said(mend_district(east).lines)
    assert version(east, "de").live
