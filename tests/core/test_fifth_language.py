"""A fifth language whose catalogue is empty: every kind of public page answers in it, in Spanish words, with its dates."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from portal.agendas.models import CalendarPage, WeeklyIssue
from portal.agendas.weekly.publication import publish_weekly_issue
from portal.core import locales
from portal.core.language import CODES, in_interface, language_name
from portal.districts.models import DistrictIndexPage
from portal.districts.pages.counters import Measure
from portal.invitations.addresses import PRINTED, TEXTS
from portal.practices.models import DossierPage
from tests import factories
from tests.councils.city import added, council, event, item, session
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
CATALAN = locales.Language("ca", "Català")
WEEK = "2026-W47"


@pytest.fixture(scope="module")
def catalan():
    """Give the portal a row for Catalan."""
    locales.ROWS["ca"] = CATALAN
    CODES.append("ca")
    with override_settings(LANGUAGES=locales.endonym_choices(), WAGTAIL_CONTENT_LANGUAGES=locales.endonym_choices()):
        yield
    CODES.remove("ca")
    del locales.ROWS["ca"]


@made_once
def spanish_city(db):
    """Return the public things of a small city, all of them in Spanish."""
    return City()


@pytest.fixture
def city(catalan, spanish_city):
    """Return the small city of a portal that has a row for Catalan."""
    return spanish_city


class City:
    """One public thing of each kind, all of them in Spanish."""

    def __init__(self):
        self.district = factories.district_page()
        self.place = factories.neighbourhood(self.district)
        factories.boundary(self.place)
        factories.counter(self.place)
        self.content = factories.content()
        self.practice = factories.practice(types=("pb",), place_city="Rosario", place_country="AR", start="2024-04")
        self.dossier = added(factories.bank().get_parent(), DossierPage, title="Plazas", lead="Tres plazas.")
        self.council = council(self.district)
        places = {"modality": "hybrid", "online_url": "https://zoom.example/1", "venue_name": "Club San Miguel"}
        self.session = session(self.council, "2026-11-17 19:00", items=[item("La plaza")], **places)
        self.event = event(self.district, "2026-11-18 18:30")
        self.agenda = CalendarPage.objects.get(locale__language_code="es")
        publish_weekly_issue(WeeklyIssue.objects.create(week=WEEK), send=False)


def path(page, part=""):
    """Return the path of a page in the Catalan interface."""
    return in_interface(page.url, "ca") + part


def named(name, *args):
    """Return the path of a view in the Catalan interface."""
    with override("ca"):
        return reverse(name, args=args)


def page_addresses(city):
    """Return the addresses of every page type, and of what its routes answer."""
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    pages = (city.content, city.district, city.practice, city.dossier, city.council, city.session, city.event)
    found = ["/ca/", *map(path, (*pages, index, city.agenda, factories.bank()))]
    found.append(path(city.district, f"neighbourhoods/{city.place.code}/"))
    found += [path(index, f"counters/{measure}/{form}") for measure in Measure.values for form in ("", "csv/")]
    found += [path(factories.bank(), query) for query in ("?q=canteros", "?view=map", "?view=map&country=AR")]
    found += [path(page, "calendar.ics") for page in (city.council, city.session, city.event)]
    found.append(path(city.session, f"items/{city.session.items.get().code}/"))
    found += [path(city.session, f"invitation/{part}") for part in ("", *(f"{name}/" for name in (*PRINTED, TEXTS)))]
    asked = (f"?week={WEEK}", f"?week={WEEK}&view=map", "?view=month&month=2026-11", "?from=2026-11-16&to=2026-11-22")
    found += [path(city.agenda, part + query) for part in ("", "calendar.ics", "feed.atom") for query in asked]
    found += [path(city.agenda, f"{WEEK}/{form}") for form in ("", "text/", "print/", "snapshot/")]
    return [*found, path(city.agenda, "issues/")]


def view_addresses(city):
    """Return the addresses of the views: search, downloads, feeds, citations, and those of the whole portal."""
    found = [f"{named('search')}?q=plaza", named("search"), f"{named('suggest')}?q=pla", named("practice_feed")]
    found += [named("practice_selection", form) for form in ("csv", "xlsx", "json", "jsonl", "bib", "ris", "csl")]
    found += [named("practice_codebook", form) for form in ("csv", "json")]
    found += [named("practice_cite"), named("practice_paper")]
    found.append(f"{named('practice_compare')}?ref={city.practice.reference}")
    found += [named(name, city.practice.reference) for name in ("practice_bibtex", "practice_card", "practice_json")]
    found += [named("practice_citation", city.practice.reference, form) for form in ("bib", "ris", "csl")]
    return [*found, *map(reverse, ("sitemap", "robots", "districts_geojson", "neighbourhoods_geojson", "health"))]


def text_of(client, address):
    """Return what a page says."""
    return client.get(address).content.decode()


def faults_of(client, addresses):
    """Return {address: status} of what does not answer 200, read to its end."""
    answers = {}
    for address in addresses:
        response = client.get(address)
        b"".join(response)
        answers[address] = response.status_code
    return {address: status for address, status in answers.items() if status != 200}


def test_every_kind_of_public_page_answers_where_nothing_is_catalan(city, client):
    assert faults_of(client, [*page_addresses(city), *view_addresses(city)]) == {}


def test_every_kind_of_public_page_answers_below_a_catalan_home_page(city, client):
    Locale.objects.create(language_code="ca")
    factories.translate(factories.home(), "ca", title="Participació", slug="home-ca")
    assert "Participació" in text_of(client, "/ca/")
    assert faults_of(client, page_addresses(city)) == {}


def test_a_page_says_that_it_is_catalan_and_speaks_spanish(city, client):
    html = text_of(client, path(city.session))
    assert '<html lang="ca" dir="ltr">' in html
    assert "Saltar al contenido" in html


def test_the_text_of_a_page_is_marked_as_spanish_and_named_in_catalan(city, client):
    html = text_of(client, path(city.content))
    assert 'tabindex="-1" lang="es"' in html
    assert "espanyol" in html


def test_dates_are_catalan(city, client):
    assert "imarts, 17 de novembre" in text_of(client, path(city.session))
    assert "22 de novembre del 2026" in text_of(client, path(city.agenda, f"?week={WEEK}"))


def test_the_language_switch_names_catalan_in_catalan(city, client):
    assert "Català" in text_of(client, "/es/")


def test_a_page_that_is_not_there_is_said_in_the_catalan_interface(city, client):
    response = client.get("/ca/no-esta/")
    assert response.status_code == 404
    assert '<html lang="ca"' in response.content.decode()


def test_a_browser_that_asks_for_catalan_is_led_there(catalan, client):
    assert client.get("/", headers={"accept-language": "ca-ES,ca;q=0.8"})["Location"] == "/ca/"


def test_what_is_read_aloud_is_spanish_as_a_whole(city, client):
    html = text_of(client, path(city.session, f"invitation/{TEXTS}/"))
    assert "artes diecisiete de noviembre, a las siete de la tarde" in html


def test_a_language_that_the_portal_does_not_have_has_its_name_too(catalan):
    with override("ca"):
        assert [language_name(code) for code in ("it", "gn", "pt-br")] == ["italià", "guaraní", "portuguès"]


# The portal as it starts with a fifth row ---------------------------------------------------------------------------

SETTINGS = """
from portal.core import locales
locales.ROWS["ca"] = locales.Language("ca", "Català")
from portal.settings import *
"""


def manage(tmp_path, settings, *arguments):
    """Run manage.py with a settings module of these lines; return the finished process."""
    (tmp_path / "fifth_settings.py").write_text(settings)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "fifth_settings", "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_portal_with_a_fifth_row_starts_and_needs_no_migration(tmp_path):
    found = manage(tmp_path, SETTINGS, "makemigrations", "--check", "--dry-run")
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_language_without_a_row_is_refused_at_the_start(tmp_path):
    added = 'from portal.settings import *\nLANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [*LANGUAGES, ("ca", "Català")]\n'
    found = manage(tmp_path, added, "check")
    assert found.returncode == 1
    assert "portal.E030" in found.stderr
