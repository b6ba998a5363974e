"""The practice's form in the admin: what is missing stands in words, faults beside the field, nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from portal.core.models import CitySettings
from portal.practices.missing import missing
from portal.practices.models import PracticePage
from portal.practices.questions import QUESTIONS
from tests import factories

pytestmark = pytest.mark.django_db
FORMSETS = ("figures", "pictures", "contributions", "organisation_links", "annexes")


def form(**fields):
    """Return the POST of a practice's form with these fields."""
    data = {"title": "Canteros", "slug": "canteros", **{name: rich_text("") for name in QUESTIONS}}
    data |= {name: inline_formset([]) for name in FORMSETS}
    return nested_form_data({**data, **fields})


def create(client, **fields):
    """Post the form of a new practice below the bank."""
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", factories.bank().pk])
    return client.post(url, form(**fields))


def test_a_practice_is_created_with_little(admin_client):
    response = create(admin_client, **{"action-publish": "1"})
    assert response.status_code == 302
    page = PracticePage.objects.get()
    assert page.live
    assert page.reference == "EXP-0001"


def test_faults_stand_beside_their_fields_and_what_was_typed_stays(admin_client):
    response = create(
        admin_client, start="diciembre", end="2019", end_open="on", latitude="-32,9", lead="Lo que escribí",
        place_city="Rosario", **{"action-publish": "1"},
    )  # fmt: skip
    assert response.status_code == 200
    html = response.content.decode()
    assert "Escribe el año, el mes o el día así: 2018, 2018-12 o 2018-12-24." in html
    assert "Dijiste que sigue en marcha" in html
    assert "Lo que escribí" in html
    assert 'value="diciembre"' in html
    assert not PracticePage.objects.exists()


def test_a_picture_needs_its_words(admin_client):
    row = {"image": "", "alt": "", "caption": "Ronda"}
    response = create(admin_client, pictures=inline_formset([row]), **{"action-publish": "1"})
    assert response.status_code == 200
    assert not PracticePage.objects.exists()
    assert "Ronda" in response.content.decode()


def test_missing_is_said_in_words(admin_client):
    page = factories.practice("Canteros")
    sentences = missing(page)
    assert "Falta el resumen." in sentences
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Falta el resumen." in html
    page.summary = "<p>Resumen</p>"
    assert "Falta el resumen." not in missing(page)


def test_retired_terms_are_not_offered(admin_client):
    term = factories.terms("type", "jury")[0]
    term.active = False
    term.save()
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", factories.bank().pk])
    html = admin_client.get(url).content.decode()
    assert term.label("es") not in html


@pytest.mark.parametrize("view", ["practices:index", "practice_contacts:index", "practice_contacts:add"])
def test_lists_of_the_bank_open(admin_client, view):
    factories.practice("Canteros")
    assert admin_client.get(reverse(view)).status_code == 200


def test_the_form_has_three_steps_and_a_box_for_each_choice(admin_client):
    url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", factories.bank().pk])
    html = admin_client.get(url).content.decode()
    assert html.count('role="tab"') == 3
    assert re.findall(r"<select[^>]* multiple", html) == []


def test_a_practice_of_a_district_begins_in_its_own_city(admin_client, settings):
    settings.HOLIDAYS = "AR-X"
    CitySettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"name": "Rosario"})
    for parent, value in ((factories.district_page(), "Rosario"), (factories.bank(), None)):
        url = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", parent.pk])
        form = admin_client.get(url).context["form"]
        assert form["place_city"].value() in (value, "" if value is None else value)
        assert (form["place_country"].value() == "AR") is (value is not None)
