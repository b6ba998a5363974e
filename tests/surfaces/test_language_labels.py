"""What is in another language than the interface says so (WCAG 3.1.2), wherever a page without a translation is shown."""

import pytest
from django.test import Client

from portal.core.language import in_interface
from portal.councils.models import CouncilPage, SessionPage
from portal.districts.models import DistrictIndexPage, DistrictPage
from portal.practices.models import PracticePage
from portal.territory.models import Neighbourhood, Venue
from tests.factories import publish, terms
from tests.sharing import made_once
from tests.spoken import Texts

from . import addresses as ask
from .city import PUBLIC, City, write
from .words import COMMON, words_in

pytestmark = pytest.mark.django_db
SECRET = "zatequbbba"  # a word that only records have


class Shown(Texts):
    """The texts of a page alone: where an attribute has words of a page, its element cannot say their language."""

    def is_said(self, tag, name, given):
        """Leave out attributes."""
        return False

    def handle_data(self, data):
        """Leave out the title of the window, which has words of both."""
        if self.open and self.open[-1][0] != "title":
            super().handle_data(data)


@made_once
def spanish_city(db):
    """Return a City whose pages have no translation, with a word in each text that a page or its venue has."""
    city = City()
    index = DistrictIndexPage.objects.get(locale__language_code="es")
    district = write(city, DistrictPage, PUBLIC, index, ("es",))["es"]
    council = write(city, CouncilPage, PUBLIC, district, ("es",))["es"]
    session = write(city, SessionPage, PUBLIC, council, ("es",))["es"]
    place = {"district": district.record, "name": "Club", "address": "Uno 1"}
    session.venue_name, session.venue = "", Venue.objects.create(**place, directions=SECRET, access_note=SECRET)
    publish(session)
    Neighbourhood.objects.create(district=district.record, code="uno", name="Uno", responsible_role=SECRET)
    for count in (None, 30):
        page = write(city, PracticePage, PUBLIC, district, ("es",))["es"]
        page.participants, page.participants_count = page.title, count
        page.outcome, page.outcome_reason, page.type_other = terms("outcome", "ended")[0], page.title, page.title
        publish(page)
    return city


def is_written(city, text):
    """Tell whether a text has words of an editor or a record: not an address, and not a district's name alone."""
    names = {thing.key for thing in city.of(kind="districtpage")}
    written = {key for part, key in words_in(text) if part in ("text", "title")} - names
    is_sentence = ", district " in text  # of the interface, with a council's name in it
    return "://" not in text and not is_sentence and (bool(written) or SECRET in text)


def unlabelled(city, address):
    """Return the texts (list) of a page in French that are Spanish without saying so."""
    texts = Shown(Client().get(address).content.decode()).said
    assert any(is_written(city, text) for text, _language in texts)
    return [text for text, language in texts if language != "es" and is_written(city, text)]


def test_pages_without_a_translation(spanish_city):
    pages = [thing.object for thing in spanish_city.of(PUBLIC) if thing.kind in ask.SEARCHED]
    assert len(pages) == 5
    assert [line for page in pages for line in unlabelled(spanish_city, in_interface(page.url, "fr"))] == []


def test_practices_compared(spanish_city):
    asked = ask.asked_by_reference(spanish_city)[0]
    assert unlabelled(spanish_city, ask.named("practice_compare", "fr") + asked) == []
    assert unlabelled(spanish_city, ask.named("practice_compare", "fr") + asked.partition("&")[0]) == []


def test_what_is_found(spanish_city):
    assert unlabelled(spanish_city, f"{ask.named('search', 'fr')}?q={COMMON}&type=session") == []
