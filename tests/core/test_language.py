"""Lists fall back, addresses work under every interface, and the switch keeps the search."""

import pytest
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from portal.core.language import in_interface, localized_pages
from portal.practices.models import PracticePage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("lists fall back to another language in one subquery")]


def titles(language):
    with override(language):
        return sorted(localized_pages(PracticePage.objects.all()).values_list("title", flat=True))


def test_a_list_shows_each_object_once_in_the_best_language():
    practice = factories.practice("Solo español")
    translated = factories.practice("Traducida")
    factories.translate(translated, "fr", title="Traduite")
    factories.translate(practice, "pt", live=False)
    assert titles("es") == ["Solo español", "Traducida"]
    assert titles("fr") == ["Solo español", "Traduite"]
    assert titles("en") == ["Solo español", "Traducida"]


def test_a_french_original_is_listed_in_spanish_until_somebody_translates_it():
    original = factories.practice("Conseils", parent=factories.bank("fr"))
    assert titles("es") == ["Conseils"]
    factories.translate(original, "es", title="Consejos")
    assert titles("es") == ["Consejos"]
    assert titles("en") == ["Conseils"]


def test_private_pages_are_in_no_list():
    page = factories.practice()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles("es") == titles("fr") == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/es/distritos/oeste/", "/fr/distritos/oeste/"),
        ("http://localhost/es/distritos/", "http://localhost/fr/distritos/"),
        ("/fr/x/", "/fr/x/"),
        ("/media/es/x.png", "/media/es/x.png"),
    ],
)
def test_address_under_another_interface(url, expected):
    assert in_interface(url, "fr") == expected


def test_a_spanish_page_reads_in_the_french_interface_until_it_is_translated(client):
    page = factories.practice("Canteros")
    spanish = page.url
    french = in_interface(spanish, "fr")
    response = client.get(french)
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="fr"' in html
    assert "Canteros" in html
    assert f'<link rel="canonical" href="http://localhost:8000{spanish}"' in html
    translation = factories.translate(page, "fr", title="Jardinières")
    response = client.get(f"{french}?print=1")
    assert response.status_code == 302
    assert response["Location"] == f"{translation.url}?print=1"


def test_what_is_private_or_unpublished_stays_so_under_another_interface(client):
    page = factories.practice("Canteros")
    french = in_interface(page.url, "fr")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(french).status_code == 302
    PageViewRestriction.objects.all().delete()
    page.unpublish()
    assert client.get(french).status_code == 404


def test_a_draft_translation_does_not_hide_the_source(client):
    page = factories.practice("Canteros")
    translation = factories.translate(page, "fr", live=False)
    assert not PracticePage.objects.get(pk=translation.pk).live
    assert "Canteros" in client.get(in_interface(page.url, "fr")).content.decode()


@pytest.mark.parametrize(
    ("browser", "home"),
    [("fr-CA,fr;q=0.8", "/fr/"), ("pt-BR", "/pt/"), ("de", "/es/"), ("en;q=0.5,es;q=0.4", "/en/"), ("", "/es/")],
)
def test_the_bare_address_goes_to_the_browsers_language(client, browser, home):
    response = client.get("/", headers={"accept-language": browser} if browser else {})
    assert response.status_code == 302
    assert response["Location"] == home
    assert "Accept-Language" in response["Vary"]


def test_the_language_switch_keeps_the_search(client):
    html = client.get("/es/experiencias/?q=plaza&type=council").content.decode()
    assert 'href="/fr/experiences/?q=plaza&amp;type=council"' in html
