"""Accounts in the admin: for administrators only, with roles in words, neighbourhoods and languages."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from portal.access.accounts import throttles
from portal.core.models import Role, User
from portal.districts.roles import ensure_curators, ensure_district_team
from portal.territory.models import Neighbourhood
from tests.factories import district_page
from tests.sharing import made_once

from .accounts import PASSWORD, account, browser, factors, is_in, log_in

pytestmark = pytest.mark.django_db
LIST = "/admin/users/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@made_once
def west(db):
    return district_page("Oeste", "oeste").record


@made_once
def south(db):
    return district_page("Sur", "sur").record


@made_once
def barrio(west):
    return Neighbourhood.objects.create(district=west, name="Echesortu", code="echesortu")


@pytest.fixture
def admin(db):
    client = Client()
    client.force_login(account("jefa", is_superuser=True, first_name="J", last_name="Efa"))
    return client


def form(**fields):
    """Return the form of an account as the browser sends it."""
    return {"username": "ana", "email": "ana@example.org", "first_name": "Ana", "last_name": "B", **fields}


def new(**fields):
    """Return the form of a new account as the browser sends it."""
    return form(password1=PASSWORD, password2=PASSWORD, **fields)


def test_an_administrator_makes_an_account_with_its_scope(admin, west, barrio):
    group = ensure_district_team(west)[Role.EDITOR]
    french = Locale.objects.get(language_code="fr")
    fields = new(groups=[group.pk], neighbourhoods=[barrio.pk], languages=[french.pk])
    assert admin.post(f"{LIST}new/", fields).status_code == 302
    ana = User.objects.get(username="ana")
    assert [list(rows.all()) for rows in (ana.groups, ana.neighbourhoods, ana.languages)] == [
        [group],
        [barrio],
        [french],
    ]
    edit = f"{LIST}edit/{ana.pk}/"
    assert admin.get(edit).status_code == 200
    assert admin.post(edit, form(is_active="on", groups=[group.pk])).status_code == 302
    assert list(ana.neighbourhoods.all()) == []


def test_a_neighbourhood_outside_the_accounts_districts_is_refused_beside_its_field(admin, west, south, barrio):
    group = ensure_district_team(south)[Role.EDITOR]
    response = admin.post(f"{LIST}new/", new(groups=[group.pk], neighbourhoods=[barrio.pk]))
    assert response.status_code == 200
    assert "no tiene ningún rol en Oeste" in response.context["form"].errors["neighbourhoods"][0]
    assert not User.objects.filter(username="ana").exists()


@pytest.mark.parametrize("fields", [{"groups": ["x"]}, {"neighbourhoods": ["999999"]}, {"languages": ["-1", "ñ"]}])
def test_forged_choices_are_errors_of_the_form(admin, fields):
    response = admin.post(f"{LIST}new/", new(**fields))
    assert list(response.context["form"].errors) == list(fields)


def test_the_form_is_grouped_by_district(admin, west, south, barrio):
    ensure_district_team(west)
    ensure_district_team(south)
    ensure_curators()
    page = admin.get(f"{LIST}new/").content.decode()
    assert page.count("<summary") == 5  # groups: the city, two districts, others; neighbourhoods: one district
    assert "Roles" in page


def test_the_list_says_roles_in_words(admin, west, barrio):
    groups = ensure_district_team(west)
    ana = account("ana")
    ana.groups.add(groups[Role.EDITOR], groups[Role.TRANSLATOR])
    ana.neighbourhoods.add(barrio)
    ana.languages.add(Locale.objects.get(language_code="fr"))
    page = admin.get(LIST).content.decode()
    assert "Edición: Oeste (Echesortu); Traducción: Oeste (Echesortu); Traduce a: Français" in page
    assert "Administración" in page


def test_the_list_is_filtered_by_district_and_role(admin, west, south):
    for district in (west, south):
        for role, group in ensure_district_team(district).items():
            account(f"{district.code}-{role}").groups.add(group)
    shown = admin.get(LIST, {"district": west.pk, "role": "editor"}).context["users"]
    assert {user.username for user in admin.get(LIST, {"district": west.pk}).context["users"]} == {
        f"oeste-{role}" for role in Role if role != Role.CURATOR
    }
    assert "oeste-editor" in {user.username for user in shown}
    assert "sur-author" not in {user.username for user in shown}
    assert admin.get(LIST, {"district": "x", "role": "'"}).status_code == 200


def test_the_list_needs_as_many_queries_for_many_accounts(admin, west, barrio, django_assert_max_num_queries):
    groups = ensure_district_team(west)
    counts = []
    for wanted in (2, 12):
        while User.objects.count() < wanted:
            ana = account(f"ana-{User.objects.count()}")
            ana.groups.add(*groups.values())
            ana.neighbourhoods.add(barrio)
        admin.get(LIST)
        with django_assert_max_num_queries(60) as queries:
            assert admin.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def is_refused(response):
    """Tell whether an answer of the admin is a refusal."""
    return response.status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_nobody_but_administrators_manages_accounts(role):
    other, client = account("otra"), Client()
    user = account(role=role)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_user", "change_user", "delete_user"]))
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_group", "change_group", "delete_group"]))
    client.force_login(user)
    group = Group.objects.first()
    paths = [
        LIST,
        f"{LIST}results/",
        f"{LIST}new/",
        f"{LIST}edit/{other.pk}/",
        f"{LIST}delete/{other.pk}/",
        f"{LIST}history/{other.pk}/",
        f"{LIST}{other.pk}/access/",
        "/admin/groups/",
        "/admin/groups/new/",
        f"/admin/groups/edit/{group.pk}/",
        *(f"/admin/bulk/core/user/{name}/?id={other.pk}" for name in ("delete", "assign_role", "set_active_state")),
    ]
    answers = {path: (client.get(path), client.post(path, form(is_superuser="on"))) for path in paths}
    refused = {path: all(map(is_refused, pair)) for path, pair in answers.items()}
    assert refused == dict.fromkeys(paths, True)
    other.refresh_from_db()
    assert (other.is_active, other.is_superuser, other.groups.count()) == (True, False, 0)


def test_an_administrator_unlocks_an_account(admin):
    ana = account(role=Role.AUTHOR)
    for _ in range(5):
        log_in(Client(), password="wrong")
    where = reverse("account_access", args=[ana.pk])
    assert "Bloqueada" in admin.get(where).content.decode()
    assert admin.post(where, {"unlock": ""}).url == where
    assert not throttles.is_locked(ana)
    assert "No está bloqueada" in admin.get(where).content.decode()


def test_an_administrator_takes_the_factor_of_a_lost_telephone(admin):
    ana = account(role=Role.AUTHOR)
    client = browser(ana)
    assert is_in(client)
    where = reverse("account_access", args=[ana.pk])
    assert "Quitar el segundo factor" in admin.get(where).content.decode()
    admin.post(where, {"forget": ""})
    assert factors(ana) == set()
    assert not is_in(client)
    assert is_in(admin)


def test_the_account_page_leads_to_the_second_factor(admin):
    assert reverse("mfa_index") in admin.get("/admin/account/").content.decode()
