"""The public page says what the models declare, in four languages, whom to ask, and costs little."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from portal.core.dates import duration_of_days
from portal.events.models import Registration
from portal.personal_data.declaration import declarations
from tests import factories

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client, language="es"):
    response = client.get(f"/{language}/privacy/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_it_says_what_is_declared(client, language):
    html = page(client, language)
    with override(language):
        for declaration in declarations():
            assert (f">{declaration.title}</h2>" in html) is declaration.data.from_public, declaration.title
        assert str(Registration.personal_data.purpose) in html
        assert duration_of_days(Registration.personal_data.days) in html
    assert f'<html lang="{language}"' in html


def test_nothing_of_the_teams_accounts_stands_there(client):
    assert "contraseñ" not in page(client)


def test_it_says_whom_to_ask(client):
    home = factories.home()
    home.department, home.phone, home.hours = "Dirección de Cercanía", "0800 555 0100", "lunes a viernes, 8 a 14"
    factories.publish(home)
    html = page(client)
    assert "Dirección de Cercanía" in html
    assert 'href="tel:08005550100"' in html


def test_without_a_contact_it_names_the_districts_centre(client):
    assert "Puedes pedirlo en el centro de tu distrito." in page(client)


@pytest.mark.parametrize("path", ["/es/", "/es/search/", "/es/privacy/", "/es/no-hay/"])
def test_every_page_leads_there(client, path):
    assert 'href="/es/privacy/"' in client.get(path).content.decode()


def test_it_costs_few_queries(client):
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client)
    assert len(asked) <= MOST_QUERIES, len(asked)


def test_it_only_reads(client):
    assert client.post("/es/privacy/").status_code == 405
