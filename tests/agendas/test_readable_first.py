"""What the home page puts first for a reader of another language, and how rows say what is not in hers."""

import re

import pytest

from portal.councils.choices import CouncilKind
from portal.events.models import EventState
from portal.territory.models import Unit, Venue
from tests import factories
from tests.councils import city
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    """It is the noon of Wednesday 25 November 2026."""
    now = city.moment("2026-11-25 12:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@made_once
def council():
    """A council of Oeste in Spanish and in French, its district in both."""
    west = factories.district_page()
    factories.translate(west, "fr", title="Ouest", slug="ouest")
    spanish = city.council(west, "Consejo Barrial de Echesortu")
    factories.translate(spanish, "fr", title="Conseil de quartier d’Echesortu", slug="conseil")
    return spanish


def titles(client, path="/fr/"):
    """Return the titles of what home announces, the card first."""
    html = client.get(path).content.decode()
    parts = re.findall(r'<section[^>]*aria-labelledby="(?:coming-next|near)".*?</section>', html, re.S)
    return html, re.findall(r'(?:next__title|row__text)"[^>]*>(?:<a[^>]*>)?(?:<span[^>]*>)?([^<]+)', "".join(parts))


def in_french(session, title):
    """Translate a session."""
    return factories.translate(session, "fr", title=title, slug=f"fr-{session.slug}")


def test_a_meeting_of_these_days_that_she_can_read_goes_before_one_in_spanish(client, council):
    city.session(council, "2026-11-26 19:00", title="Ruido")
    in_french(city.session(council, "2026-11-30 19:00", title="Veredas"), "Trottoirs")
    html, found = titles(client)
    assert found == ["Trottoirs", "Ruido"]
    assert "Más encuentros en la ciudad" in html or "Primero van" not in html  # the heading says no "afterwards"
    assert titles(client, "/es/")[1] == ["Ruido", "Veredas"]


def test_what_she_can_read_does_not_jump_weeks(client, council):
    city.session(council, "2026-11-26 19:00", title="Ruido")
    in_french(city.session(council, "2026-12-03 19:00", title="Veredas"), "Trottoirs")
    assert titles(client)[1] == ["Ruido", "Trottoirs"]


def test_what_is_in_spanish_is_marked_and_says_so(client, council):
    city.session(council, "2026-11-26 19:00", title="Ruido")
    html, _found = titles(client)
    assert re.search(r'<h3 class="next__title" lang="es">', html)
    assert re.search(r"<li>en (espagnol|español)</li>", html)


def test_a_reason_that_nobody_translated_is_labelled_in_its_row(client, council):
    session = in_french(city.session(council, "2026-11-26 19:00", title="Ruido"), "Bruit")
    type(session).objects.filter(translation_key=session.translation_key).update(state=EventState.CANCELLED)
    type(session).objects.filter(translation_key=session.translation_key, locale__language_code="es").update(
        cancel_reason="Llueve."
    )
    html = client.get("/fr/agenda/").content.decode()
    assert '<span lang="es">Llueve.</span>' in html
    assert re.search(r"<li>en (espagnol|español)</li>", html)


def test_councils_of_a_place_say_their_language(client, council):
    south = city.council(council.get_parent().specific, "Mesa del Arroyo", kind=CouncilKind.THEMATIC)
    html = client.get("/fr/districts/ouest/").content.decode()
    row = re.search(rf'<h3 class="row__title" lang="es"><a href="[^"]*"[^>]*>{south.title}.*?</article>', html, re.S)[0]
    assert re.search(r"<li>en (espagnol|español)</li>", row)


def test_a_record_is_called_as_its_reader_speaks():
    venue = Venue(name="Salón grande", names={"fr": "Grande salle"})
    assert (venue.label("fr"), venue.label("pt"), venue.label()) == ("Grande salle", "Salón grande", "Salón grande")
    assert Unit(name="Obras", names={}).label("fr") == "Obras"


def test_a_place_has_its_name_in_each_language(client, council):
    district = council.district
    venue = Venue.objects.create(district=district, name="Salón grande", address="X 1", names={"fr": "Grande salle"})
    in_french(city.session(council, "2026-11-26 19:00", title="Ruido", venue=venue), "Bruit")
    assert "Grande salle" in client.get("/fr/").content.decode()
    assert "Salón grande" in client.get("/es/").content.decode()
