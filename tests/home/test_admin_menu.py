"""The main menu of the admin: grouped, short, without what a role has no use for, under the city's own mark."""

from inspect import isclass

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.menu import SubmenuMenuItem, admin_menu, reports_menu, settings_menu
from wagtail.admin.viewsets import viewsets
from wagtail.models import Site
from wagtail.permissions import policy_registry

from portal.access.policy import ScopedPolicy
from portal.access.roles import Subject
from portal.core.models import CitySettings, Role, Team, User
from portal.home.admin_menu import MENU_GROUPS, places_by_address
from portal.territory.models import District, Neighbourhood
from tests.districts.teams import Teams, account
from tests.sharing import made_once

MOST = 9
FREE = ("settings", "reports", "help")  # Wagtail's own submenus: what no row names there stays with the settings


@made_once
def teams(db):
    return Teams()


@pytest.fixture
def of_role(teams):
    """Return a function: `of_role("editor")` is a new account with this role, in the west where it is a district's."""

    def made(name):
        teams_found = Team.objects.filter(role=Role(name))
        west = District.objects.get(pk=teams.pages["west"].record_id)
        return account(f"a-{name}", (teams_found.filter(district=west).first() or teams_found.get(district=None)).group)

    return made


def menu_of(user):
    """Return the main menu of an account: {label of the top: [labels inside]}, in order."""
    request = RequestFactory().get("/admin/")
    request.user = user

    def in_order(menu):
        return sorted(menu.menu_items_for_request(request), key=lambda item: item.order)

    with override("es"):
        return {
            str(item.label): [str(one.label) for one in in_order(item.menu)]
            if isinstance(item, SubmenuMenuItem)
            else []
            for item in in_order(admin_menu)
        }


@pytest.mark.parametrize("who", ["curator", "author", "editor", "reviewer", "translator", "statistics"])
def test_nobody_has_more_than_nine_entries_at_the_top(of_role, who):
    assert 1 < len(menu_of(of_role(who))) <= MOST


def test_it_goes_from_this_week_to_the_settings(of_role):
    menu = menu_of(of_role("curator"))
    assert list(menu)[:4] == ["Esta semana", "Lo que llegó", "Consejos y agenda", "Banco de experiencias"]
    assert list(menu)[4:] == ["Páginas", "Los distritos", "Personas", "Ajustes e informes", "Guía"]
    assert menu["Consejos y agenda"] == ["Sesiones", "Actas", "Consejos", "Eventos", "Importar reuniones"]
    assert menu["Esta semana"][0] == "Próxima semana"


def test_it_is_the_same_whoever_looked_before(of_role):
    editor = of_role("editor")
    first = menu_of(editor)
    menu_of(of_role("curator"))
    assert menu_of(editor) == first


def test_a_role_does_not_see_what_it_has_no_use_for(of_role):
    counting, translating, writing = (menu_of(of_role(who)) for who in ("statistics", "translator", "author"))
    assert "Consejos y agenda" not in counting
    assert "Banco de experiencias" not in counting
    assert "Esta semana" not in translating
    assert "Quién la recibe" not in str(writing)
    assert "Feriados locales" not in str(writing)


def test_a_district_or_a_neighbourhood_of_ones_own_is_named(of_role):
    editor, official = of_role("editor"), of_role("reviewer")
    west = District.objects.get(team__group__user=editor)
    assert f"Mi distrito: {west.name}" in menu_of(editor)
    official.neighbourhoods.add(Neighbourhood.objects.create(name="Los Olmos", code="los-olmos", district=west))
    assert "Mi barrio: Los Olmos" in menu_of(official)


def test_an_official_of_one_neighbourhood_sees_no_list_that_is_never_hers(of_role):
    official = of_role("editor")
    west = District.objects.get(team__group__user=official)
    before = str(menu_of(official))
    official.neighbourhoods.add(Neighbourhood.objects.create(name="Los Olmos", code="los-olmos", district=west))
    after = str(menu_of(User.objects.get(pk=official.pk)))
    gone = ("Agendas semanales", "Quién la recibe", "Feriados locales", "Dosieres", "'Distritos'")
    assert all(label in before for label in gone)
    assert not any(label in after for label in gone)
    assert all(label in after for label in ("Sesiones", "Consejos", "Barrios", "Inscripciones", "Mis páginas"))


def test_what_the_policies_keep_from_an_official_is_not_in_her_menu(of_role):
    official = of_role("reviewer")
    west = District.objects.get(team__group__user=official)
    official.neighbourhoods.add(Neighbourhood.objects.create(name="Los Olmos", code="los-olmos", district=west))
    shown = {str(label) for labels in menu_of(User.objects.get(pk=official.pk)).values() for label in labels}
    never = set()
    for viewset in viewsets.viewsets:
        model = getattr(viewset, "model", None)
        policy = policy_registry.get_by_type(model) if isclass(model) else None
        if isinstance(policy, ScopedPolicy) and policy.subject == Subject.AGENDA and not policy.neighbourhood:
            with override("es"):
                never.add(str(viewset.menu_label))
    assert never
    assert shown & never == set()


def test_every_entry_of_ours_has_its_row(db):
    def addresses(items):
        for item in items:
            if isinstance(item, SubmenuMenuItem):
                yield from () if item.name in FREE else addresses(item.menu.registered_menu_items)
            else:
                yield item.url

    reverse("wagtailadmin_home")  # loads the addresses, and with them the entries
    named = set(places_by_address())
    assert set(addresses(admin_menu.registered_menu_items)) - named == {
        reverse("wagtailsnippets:index")
    }  # there are none
    registered = {item.url for menu in (settings_menu, reports_menu) for item in menu.registered_menu_items}
    shown = set(addresses(admin_menu.registered_menu_items)) | registered
    assert named - shown == set()
    assert len(named) == sum(len(group.rows) for group in MENU_GROUPS)


def test_the_admin_shows_the_city_and_not_wagtail(client, of_role):
    settings = CitySettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Villa Prueba"
    settings.save()
    client.force_login(of_role("editor"))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert '<span class="city-mark__plate"' in page
    assert "Villa Prueba" in page.split("<title>")[1].split("</title>")[0]
    assert "Wagtail</title>" not in page
    assert "wagtailadmin/images/favicon" not in page
