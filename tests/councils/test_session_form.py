"""The forms of a council and of a session in the admin: nothing typed is lost, and faults stand beside their fields."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from portal.councils.choices import CouncilKind, ItemVisibility
from portal.councils.items import public_items
from portal.councils.models import CouncilPage, SessionPage
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def west():
    return factories.district_page()


@made_once
def whole_city():
    return factories.district_page("Toda la ciudad", "ciudad", kind="whole-city")


@made_once
def council(west):
    return city.council(west, neighbourhood=factories.neighbourhood(west, "La Cañada"))


def council_data(**fields):
    """Return the POST of a council's form."""
    data = {
        "title": "Consejo nuevo", "slug": "consejo-nuevo", "kind": "assembly", "criterion": "geographic", "active": "on",
        "how_to_join": rich_text(""), "members": inline_formset([]), "links": inline_formset([]),
        "pictures": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(data | fields)


def point(title, **fields):
    """Return one point of an agenda as its form sends it."""
    return {
        "title": title, "text": rich_text(""), "visibility": "public", "attachments-count": "0", **fields,
    }  # fmt: skip


def session_data(points=(), **fields):
    """Return the POST of a session's form."""
    data = {
        "title": "La plaza", "slug": "la-plaza", "state": "planned", "start": "2026-11-24 19:00", "sure": "on", "end": "",
        "open_to_all": "on", "modality": "in-person", "join_visibility": "window", "join_minutes": "15",
        "agenda_closes": "48", "text": rich_text(""), "items": inline_formset(list(points)), "pictures": inline_formset([]),
        "practice_links": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(data | fields)


def add(client, parent, model, data):
    """Post the form of a new page below `parent` and return the answer."""
    url = reverse("wagtailadmin_pages:add", args=["councils", model, parent.pk])
    return client.post(url, data)


# Councils ------------------------------------------------------------------------------------------------------------


def test_a_council_is_created_with_little(admin_client, west):
    response = add(admin_client, west, "councilpage", council_data(**{"action-publish": "1"}))
    assert response.status_code == 302
    assert CouncilPage.objects.get().live


@pytest.mark.parametrize("kind", [CouncilKind.INTER_DISTRICT, CouncilKind.THEMATIC])
def test_what_is_the_citys_does_not_lie_in_a_district(admin_client, west, whole_city, kind):
    response = add(admin_client, west, "councilpage", council_data(kind=kind, title="Lo que escribí"))
    assert response.status_code == 200
    html = response.content.decode()
    assert "créalo en la carpeta «toda la ciudad»" in html
    assert "Lo que escribí" in html
    assert add(admin_client, whole_city, "councilpage", council_data(kind=kind)).status_code == 302


def test_what_is_a_districts_does_not_lie_in_the_citys_folder(admin_client, whole_city):
    response = add(admin_client, whole_city, "councilpage", council_data(kind=CouncilKind.NEIGHBOURHOOD))
    assert "créalo en la carpeta de su distrito" in response.content.decode()


def test_a_neighbourhood_council_is_published_with_its_neighbourhood(admin_client, west):
    data = council_data(kind=CouncilKind.NEIGHBOURHOOD)
    assert add(admin_client, west, "councilpage", data).status_code == 302
    response = add(admin_client, west, "councilpage", data | {"slug": "otro", "action-publish": "1"})
    assert "¿De qué barrio es?" in response.content.decode()


def test_a_council_of_the_city_is_not_moved_into_a_district(west, whole_city):
    council = city.council(whole_city, kind=CouncilKind.INTER_DISTRICT)
    assert not council.can_move_to(west)
    assert city.council(west, "Asamblea", kind=CouncilKind.ASSEMBLY).can_move_to(whole_city)


def test_a_name_without_consent_is_refused_beside_the_field(admin_client, west):
    row = {"role": "Referente", "person": "Marta Gómez"}
    response = add(admin_client, west, "councilpage", council_data(members=inline_formset([row])))
    html = response.content.decode()
    assert "sin acuerdo no se guarda" in html
    assert "Marta Gómez" in html
    assert not CouncilPage.objects.exists()


# Sessions ------------------------------------------------------------------------------------------------------------


def test_a_session_with_points_and_parts_is_published_at_once(admin_client, council):
    points = [
        point("La plaza", minutes="40"),
        point("Proyecto A", is_sub="on"),
        point("Sueldos", visibility="internal"),
        point("Verano en el club"),
    ]
    data = session_data(points, **{"action-publish": "1"})
    assert add(admin_client, council, "sessionpage", data).status_code == 302
    session = SessionPage.objects.get()
    assert session.live
    assert session.council == council
    assert session.reference == "CB-OESTE-2026-001"
    assert [(p.number, p.title) for p in public_items(session)] == [
        ("1", "La plaza"),
        ("1.1", "Proyecto A"),
        ("2", "Verano en el club"),
    ]


def test_a_public_part_of_an_internal_point_is_refused_beside_it(admin_client, council):
    points = [point("Sueldos", visibility="internal"), point("Sumario", is_sub="on")]
    response = add(admin_client, council, "sessionpage", session_data(points, lead="Lo que escribí"))
    assert response.status_code == 200
    html = response.content.decode()
    assert "El punto del que es parte es interno" in html
    assert "Lo que escribí" in html
    points[1]["visibility"] = "internal"
    assert add(admin_client, council, "sessionpage", session_data(points)).status_code == 302


def test_without_a_title_it_is_called_after_its_council(admin_client, council):
    for _again in range(2):
        assert add(admin_client, council, "sessionpage", session_data(title="", slug="")).status_code == 302
    titles = SessionPage.objects.order_by("pk").values_list("title", "slug")
    assert list(titles) == [
        ("Consejo Barrial de La Cañada", "consejo-barrial-de-la-canada"),
        ("Consejo Barrial de La Cañada", "consejo-barrial-de-la-canada-2"),
    ]


def test_the_form_begins_with_the_council_and_its_last_meeting(admin_client, council):
    city.session(council, "2026-10-06 19:00", venue_name="Club San Miguel", online_url="https://zoom.example.org/j/1",
                 logistics="Llaves en la portería")  # fmt: skip
    url = reverse("wagtailadmin_pages:add", args=["councils", "sessionpage", council.pk]) + "?whole=1"
    html = admin_client.get(url).content.decode()
    assert "Club San Miguel" in html
    assert "https://zoom.example.org/j/1" in html
    assert "Llaves en la portería" not in html
    assert f'<option value="{council.neighbourhood.pk}" selected>' in html
    for words in ("Orden del día", "Interno: no sale de aquí", "Horas antes de empezar."):
        assert words in html


def test_the_reference_is_never_reused(council):
    first = city.session(council, "2026-11-24 19:00")
    second = city.session(council, "2026-12-01 19:00")
    assert (first.reference, second.reference) == ("CB-OESTE-2026-001", "CB-OESTE-2026-002")
    second.delete()
    assert city.session(council, "2026-12-08 19:00").reference == "CB-OESTE-2026-003"
    assert city.session(council, "2027-01-01 00:30").reference == "CB-OESTE-2027-001"


def test_making_a_point_internal_in_the_form_hides_it(admin_client, council):
    session = city.session(council, items=[city.item("Uno"), city.item("Dos")])
    rows = [{**point(item.title), "id": str(item.pk)} for item in session.items.all()]
    rows[1]["visibility"] = "internal"
    data = session_data(slug=session.slug, **{"action-publish": "1"})
    data |= nested_form_data({"items": inline_formset(rows, initial=2)})
    response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[session.pk]), data)
    assert response.status_code == 302
    session = SessionPage.objects.get()
    assert [item.visibility for item in session.items.all()] == [ItemVisibility.PUBLIC, ItemVisibility.INTERNAL]
    assert [item.title for item in public_items(session)] == ["Uno"]
