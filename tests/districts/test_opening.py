"""A district is opened in one action: by code and by commands, once or again."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.log_actions import registry

from portal.access.roles import DISTRICT_ROLES, RIGHTS, Subject
from portal.core.models import Role, Team
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.districts.opening.inventory import sentences
from portal.districts.opening.opening import mend_district, open_district
from portal.districts.opening.pages import DistrictIndexMissing
from portal.territory.models import District
from search.models import SearchDocument

from .opened import LANGUAGES, group_of, no_page_right, no_translation, rights, version
from .teams import account

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("opening is one transaction, made once or again")]


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


def test_nothing_is_made_by_halves():
    DistrictIndexPage.objects.all().delete()
    with pytest.raises(DistrictIndexMissing):
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
