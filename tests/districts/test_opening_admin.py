"""Opening, mending and closing a district in the admin: one form, confirmations with numbers, nobody but the city."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import GroupPagePermission

from portal.core.models import Role, Team, User
from portal.districts.models import DistrictPage
from portal.districts.opening.closing import close_district
from portal.districts.opening.numbers import consequences
from portal.districts.opening.opening import open_district
from portal.documents.models import PortalDocument
from portal.territory.models import District, Neighbourhood
from tests.factories import practice, translate
from tests.sharing import made_once

from .teams import account, browser

pytestmark = pytest.mark.django_db
PAGES = ("district_state", "district_mend", "district_close", "district_reopen")


@made_once
def admin(db):
    """A browser of an administrator."""
    return browser(User.objects.create_superuser("admin", "admin@example.org", "secret"))


def test_a_curator_opens_a_district_with_a_name_only(teams):
    curator = teams.browsers["curator"]
    response = curator.post(reverse("district_open"), {"name": "Alto Verde", "kind": "district"}, follow=True)
    district = District.objects.get(code="alto-verde")
    assert response.redirect_chain[-1][0] == reverse("district_state", args=[district.pk])
    assert DistrictPage.objects.filter(record=district, live=True).count() == 4
    page = response.content.decode()
    assert "Página del distrito, publicada en inglés, español, francés, portugués" in page
    assert "Edición: Alto Verde" in page
    assert "Las cuentas las maneja la administración" in page


def test_an_administrator_is_led_to_the_accounts(admin):
    district = open_district("este", "Este").district
    page = admin.get(reverse("district_state", args=[district.pk])).content.decode()
    assert reverse("wagtailusers_users:add") in page
    assert f"?group={Group.objects.get(team__district=district, team__role=Role.EDITOR).pk}" in page


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Otro", "code": "oeste"}, "code"),
        ({"name": "Oeste"}, "code"),
        ({"name": "!!!"}, "code"),
        ({"name": "Otro", "code": "con espacios"}, "code"),
        ({"name": "Otro", "kind": "planeta"}, "kind"),
        ({"name": "Otro", "email": "no es un correo"}, "email"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(teams, said, field):
    before = District.objects.count()
    response = teams.browsers["curator"].post(reverse("district_open"), {"kind": "district", **said})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert District.objects.count() == before


@pytest.mark.parametrize("name", ["west_editor", "west_reviewer"])
def test_a_districts_team_neither_opens_nor_closes(teams, name):
    west = teams.pages["west"].record
    where = [reverse("district_open"), *(reverse(page, args=[west.pk]) for page in PAGES)]
    for url in where:
        assert teams.browsers[name].get(url).status_code == 403
        assert teams.browsers[name].post(url, {"name": "Mío", "kind": "district"}).status_code == 403
    west.refresh_from_db()
    assert west.active
    assert District.objects.count() == 2


def test_the_confirmation_says_in_numbers_what_closing_does(teams):
    west = teams.pages["west"]
    translate(west, "fr")
    practice(parent=west)
    teams.write("west_editor", west)
    Neighbourhood.objects.create(code="uno", name="Uno", district=west.record)
    PortalDocument.objects.create(
        title="Acta", collection=west.record.files.collection, file=ContentFile(b"a", "a.txt")
    )
    teams.people["west_reviewer"].groups.add(Team.objects.get(district__code="sur", role=Role.REVIEWER).group)
    assert consequences(west.record) == [
        "3 páginas publicadas dejan de verse, en todos los idiomas.",
        "1 borrador se conserva para la curaduría.",
        "1 página que espera revisión pasa a la curaduría.",
        "1 documento deja de descargarse.",
        "1 barrio sale de listas y mapas.",
        "2 personas pierden sus permisos en este distrito.",
        "1 de ellas no tiene otro distrito.",
    ]
    page = teams.browsers["curator"].get(reverse("district_close", args=[west.record.pk])).content.decode()
    assert "3 páginas publicadas dejan de verse" in page
    assert "No se borra nada" in page


def test_a_curator_closes_and_reopens(teams):
    west, curator = teams.pages["west"].record, teams.browsers["curator"]
    curator.get(reverse("district_close", args=[west.pk]))
    assert District.objects.get(pk=west.pk).active
    page = curator.post(reverse("district_close", args=[west.pk]), follow=True).content.decode()
    assert not District.objects.get(pk=west.pk).active
    assert reverse("district_reopen", args=[west.pk]) in page
    assert "vuelve a verse" in curator.get(reverse("district_reopen", args=[west.pk])).content.decode()
    curator.post(reverse("district_reopen", args=[west.pk]))
    assert District.objects.get(pk=west.pk).active


def test_a_curator_sees_what_is_broken_and_mends_it(teams):
    west, curator = teams.pages["west"].record, teams.browsers["curator"]
    curator.post(reverse("district_mend", args=[west.pk]))
    assert "No hay nada que reparar" in curator.get(reverse("district_mend", args=[west.pk])).content.decode()
    GroupPagePermission.objects.filter(group__team__district=west, group__team__role=Role.EDITOR).delete()
    asked = curator.get(reverse("district_mend", args=[west.pk])).content.decode()
    assert "Permisos sobre las páginas: Edición (12)" in asked
    assert not GroupPagePermission.objects.filter(group__team__district=west, group__team__role=Role.EDITOR).exists()
    done = curator.post(reverse("district_mend", args=[west.pk]), follow=True).content.decode()
    assert "Permisos sobre las páginas: Edición (12)" in done
    assert GroupPagePermission.objects.filter(group__team__district=west, group__team__role=Role.EDITOR).count() == 12


def test_the_list_and_the_form_of_districts_lead_here(teams):
    west = teams.pages["west"].record
    curator, reviewer = teams.browsers["curator"], teams.browsers["west_reviewer"]
    assert reverse("district_open") in curator.get(reverse("districts:index")).content.decode()
    assert reverse("district_open") not in reviewer.get(reverse("districts:index")).content.decode()
    edit = reverse("districts:edit", args=[west.pk])
    for name, shown in (("district_state", True), ("district_mend", True), ("district_close", True)):
        assert (reverse(name, args=[west.pk]) in curator.get(edit).content.decode()) is shown
        assert reverse(name, args=[west.pk]) not in reviewer.get(edit).content.decode()
    close_district(west)
    assert reverse("district_reopen", args=[west.pk]) in curator.get(edit).content.decode()


def test_the_page_of_a_district_asks_the_same_with_many_people(teams, django_assert_max_num_queries):
    west = teams.pages["west"].record
    group = Group.objects.get(team__district=west, team__role=Role.EDITOR)
    for number in range(20):
        account(f"person-{number}", group)
    with django_assert_max_num_queries(40):
        assert teams.browsers["curator"].get(reverse("district_state", args=[west.pk])).status_code == 200
