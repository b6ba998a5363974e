"""The frame of every page and its components: what they say, to whom, at what cost."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override
from wagtail.models import PageViewRestriction, Site

from portal.core.models import CitySettings
from portal.districts.models import DistrictIndexPage
from tests import factories


def frame(page=None, path="/es/", language="es", template="base.html", **context):
    """Return a template rendered as a visitor of `path` gets it."""
    request = RequestFactory().get(path)
    with override(language):
        request.resolver_match = resolve(request.path)
        if page is not None:
            context["page"] = page
        return re.sub(r"\s+", " ", render_to_string(template, context, request))


def link(html, text):
    """Return the opening tag of the link that says `text`."""
    found = re.search(rf"(<a\b[^>]*>)\s*(?:<span>)?{re.escape(text)}", html)
    assert found, f"no link «{text}»"
    return found.group(1)


# The frame -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 12])
def test_the_frame_asks_at_most_six_queries_however_much_stands_in_it(django_assert_max_num_queries, number):
    for count in range(number):
        factories.content(f"Página {count}", in_footer=True, show_in_menus=True)
    page = factories.content("Privacidad")
    factories.translate(page, "fr", title="Vie privée")
    frame(page)  # a process asks once for content types and the sites' roots
    page = type(page).objects.get(pk=page.pk)
    with django_assert_max_num_queries(6):
        html = frame(page)
    assert html.count("Página 0") == 2
    with django_assert_max_num_queries(6):
        frame(None, "/es/search/")


@pytest.mark.django_db
def test_the_menu_shows_what_the_editor_chose_in_the_best_language_and_nothing_private():
    factories.content("Sin menú")
    private = factories.content("Reservada", show_in_menus=True)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    factories.content("Cómo conectarse", show_in_menus=True)
    translated = factories.content("Contacto", show_in_menus=True)
    factories.translate(translated, "fr", title="Nous écrire")
    html = frame(None, "/fr/search/", "fr")
    assert "Sin menú" not in html
    assert "Reservada" not in html
    assert "Contacto" not in html
    assert 'href="/fr/' in link(html, "Nous écrire")
    fallback = link(html, "Cómo conectarse")
    assert 'href="/fr/' in fallback
    assert 'lang="es"' in fallback


@pytest.mark.django_db
def test_the_menu_says_where_the_reader_is():
    district = factories.district_page()
    assert 'aria-current="true"' in link(frame(district), "Distritos y barrios")
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    assert 'aria-current="page"' in link(frame(index), "Distritos y barrios")
    assert "aria-current" not in link(frame(index), "Banco de experiencias")


@pytest.mark.django_db
def test_crumbs_lead_home_in_the_readers_language():
    district = factories.district_page()
    spanish = frame(district).split('class="crumbs"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', spanish) == ["/es/", "/es/distritos/"]
    french = frame(district, "/fr/distritos/oeste/", "fr").split('class="crumbs"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', french) == ["/fr/", "/fr/districts/"]
    assert 'class="crumbs"' not in frame(factories.home())


@pytest.mark.django_db
def test_the_foot_says_who_answers_and_links_what_belongs_there():
    home = factories.home()
    home.department, home.phone, home.hours = "Secretaría de Cercanía", "0800 555 0148", "de 8 a 20"
    factories.publish(home)
    factories.content("Tus datos", in_footer=True)
    factories.content("Otra cosa")
    foot = frame(None, "/es/search/").split('<footer class="foot">')[1]
    assert "Secretaría de Cercanía" in foot
    assert '<a href="tel:08005550148">0800 555 0148</a>, de 8 a 20' in re.sub(r"\s+", " ", foot)
    assert "Tus datos" in foot
    assert "Otra cosa" not in foot


@pytest.mark.django_db
def test_the_demonstration_says_so_and_a_real_city_does_not(settings):
    settings.DEMONSTRATION = True
    assert "Ciudad de demostración" in frame(None, "/es/search/")
    settings.DEMONSTRATION = False
    assert "demostración" not in frame(None, "/es/search/")


@pytest.mark.django_db
def test_only_a_colour_of_its_own_costs_a_style_sheet_more():
    assert "city.css" not in frame(None, "/es/search/")
    settings = CitySettings.objects.first() or CitySettings(site=Site.objects.get(is_default_site=True))
    settings.colour = "#7a1f3d"
    settings.save()
    html = frame(None, "/es/search/")
    assert "/city.css?7a1f3d" in html
    assert '<meta name="theme-color" content="#7a1f3d">' in html


# Languages -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_language_switch_leads_to_the_translation_or_says_that_the_text_is_in_another_language():
    page = factories.content("Privacidad")
    french = factories.translate(page, "fr", title="Vie privée")
    html = frame(page, f"{page.url}?tema=agua&p=2")
    assert f'href="{french.url}?tema=agua&amp;p=2"' in html
    assert 'aria-label="FR, Français"' in html
    to_english = re.search(r'<a [^>]*hreflang="en"[^>]*>EN</a>', html).group()
    assert f'href="/en/{page.slug}/?tema=agua' in to_english
    with override("en"):
        assert "Spanish" in to_english


@pytest.mark.django_db
def test_the_switch_of_a_view_keeps_the_search_and_that_of_a_missing_page_leads_home():
    assert 'href="/pt/search/?q=agua"' in frame(None, "/es/search/?q=agua")
    assert 'href="/pt/?q=agua"' in frame(None, "/es/no-existe/?q=agua", template="404.html")


@pytest.mark.django_db
def test_the_language_switch_of_a_page_shown_in_another_interface_leads_back_to_it():
    page = factories.content("Privacidad")
    html = frame(page, f"/fr/{page.slug}/", "fr")
    assert f'<a href="{page.url}" lang="es" hreflang="es" aria-label="ES, Español">' in html


@pytest.mark.django_db
def test_a_page_in_another_language_says_so_and_is_marked():
    page = factories.content("Privacidad")
    html = frame(page, f"/fr/{page.slug}/", "fr")
    assert '<html lang="fr"' in html
    assert re.search(r'<main [^>]*lang="es"', html)
    assert '<div class="notice notice--line" lang="fr">' in html
    own = frame(page)
    assert not re.search(r"<main [^>]*lang=", own)
    assert "notice" not in own


@pytest.mark.django_db
def test_search_engines_learn_the_one_address_and_the_versions(settings):
    settings.BASE_URL = "https://participa.example"
    page = factories.content("Privacidad")
    french = factories.translate(page, "fr", title="Vie privée")
    factories.translate(page, "pt", live=False)
    html = frame(french, f"{french.url}?p=2", "fr")
    assert f'<link rel="canonical" href="https://participa.example{french.url}">' in html
    assert re.findall(r'rel="alternate" hreflang="([^"]+)" href="https://participa.example([^"]+)"', html) == [
        ("es", page.url),
        ("fr", french.url),
        ("x-default", page.url),
    ]
    assert '<meta property="og:title" content="Vie privée">' in html
    assert '<meta property="og:locale" content="fr_FR">' in html


@pytest.mark.django_db
def test_a_source_read_in_another_interface_names_its_own_address(settings):
    settings.BASE_URL = "https://participa.example"
    page = factories.content("Privacidad")
    assert f'rel="canonical" href="https://participa.example{page.url}"' in frame(page, f"/fr/{page.slug}/", "fr")


@pytest.mark.django_db
def test_paper_says_where_the_printed_list_is(settings):
    settings.BASE_URL = "https://participa.example"
    assert "<br>https://participa.example/es/search/?q=agua&amp;kind=x<" in frame(None, "/es/search/?q=agua&kind=x")
    assert "<br>https://participa.example/es/search/<" in frame(None, "/es/search/?q=" + "a" * 400)


@pytest.mark.django_db
def test_the_description_is_the_editors_or_the_first_words():
    page = factories.content("Privacidad", lead='Qué guardamos de ti & por qué "poco". ' * 9)
    found = re.search(r'<meta name="description" content="([^"]+)">', frame(page)).group(1)
    assert found.startswith("Qué guardamos de ti &amp; por qué &quot;poco&quot;.")
    assert len(unescape(found)) <= 160
    page.search_description = "Tus datos, en corto."
    assert 'content="Tus datos, en corto."' in frame(page)


# Errors --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_missing_page_keeps_the_search_and_offers_the_way_on(client):
    response = client.get("/es/no-existe/")
    html = response.content.decode()
    assert response.status_code == 404
    assert '<body class="error-404">' in html
    assert "search--big" in html
    assert "Banco de experiencias" in html.split("<main")[1]
    assert "canonical" not in html


@pytest.mark.parametrize("language", ["es", "fr"])
def test_500_and_503_need_no_database(language):
    for name in ("500.html", "503.html"):
        with override(language):
            html = render_to_string(name, {"plain": True}, RequestFactory().get("/"))
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1
        assert [f"/{code}/" in html for code, _ in settings.LANGUAGES] == [True] * 4


def test_maintenance_answers_without_a_database(client, settings):
    settings.MAINTENANCE = True
    response = client.get("/fr/")
    assert response.status_code == 503
    assert '<body class="error-503">' in response.content.decode()
