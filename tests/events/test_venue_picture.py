"""The picture of a venue: given in its form with words, shown beside the place of a meeting; nothing where there is none."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.events.models import EventState
from portal.pictures.models import VenuePicture
from portal.territory.models import Venue
from tests.councils import city
from tests.factories import district_page, translate
from tests.office.records.forms import venue_form
from tests.pictures.album import stored_image

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail's temporary files
]
WORDS = "El frente de la biblioteca, con la rampa a la izquierda."


@pytest.fixture
def folder():
    return district_page()


@pytest.fixture
def venue(folder):
    return Venue.objects.create(district=folder.record, name="Biblioteca", address="Mitre 10")


@pytest.fixture
def image():
    return stored_image("Frente", (1600, 1000), credit="Ana Sosa", licence="CC BY 4.0")


def edit(client, venue, **fields):
    """Send the form of a venue."""
    sent = venue_form(name="Biblioteca", district=venue.district_id, **fields)
    return client.post(reverse("venues:edit", args=[venue.pk]), sent)


def test_the_form_stores_changes_and_takes_away_the_picture(admin_client, venue, image):
    assert edit(admin_client, venue, image=image.pk, words_es=WORDS, words_fr="La façade").status_code == 302
    picture = VenuePicture.objects.get(venue=venue)
    assert (picture.image, picture.words) == (image, {"es": WORDS, "fr": "La façade"})
    html = admin_client.get(reverse("venues:edit", args=[venue.pk])).content.decode()
    assert WORDS in html
    assert 'value="La façade"' in html
    edit(admin_client, venue, image="", words_es=WORDS)
    assert not VenuePicture.objects.exists()


def test_words_are_required(admin_client, venue, image):
    response = edit(admin_client, venue, image=image.pk, words_fr="La façade")
    assert "Di qué se ve" in response.content.decode()
    assert not VenuePicture.objects.exists()


def test_a_picture_that_does_not_exist_is_refused(admin_client, venue):
    for strange in ("999999", "x", "-1"):
        assert edit(admin_client, venue, image=strange, words_es=WORDS).status_code == 200
    assert not VenuePicture.objects.exists()


def test_a_meeting_shows_it_beside_the_place_with_its_credit(client, folder, venue, image):
    VenuePicture.objects.create(venue=venue, image=image, words={"es": WORDS})
    page = city.event(folder, timezone.now() + timedelta(days=7), venue=venue, state=EventState.CONFIRMED)
    html = client.get(page.url).content.decode()
    figure = re.search(r'<figure class="picture">.*?</figure>', html, re.DOTALL)[0]
    assert WORDS in figure
    assert "Ana Sosa, CC BY 4.0" in figure
    for attribute in ('loading="lazy"', 'width="800"', 'height="500"', "image/webp"):
        assert attribute in figure
    translate(folder, "fr", title="Ouest")
    french = client.get(translate(page, "fr", title="Atelier").url).content.decode()
    assert f'alt="{WORDS}"' in french
    assert '<figure class="picture" lang="es">' in french


def test_everybody_gets_the_file_while_the_district_is_open(client, venue, image):
    address = image.get_rendition("fill-400x250|format-webp").url
    assert client.get(address).status_code == 404
    VenuePicture.objects.create(venue=venue, image=image, words={"es": WORDS})
    assert client.get(address).status_code == 200
    venue.district.active = False
    venue.district.save()
    assert client.get(address).status_code == 404


def test_a_meeting_without_one_shows_nothing(client, folder, venue):
    page = city.event(folder, timezone.now() + timedelta(days=7), venue=venue)
    assert "<figure" not in client.get(page.url).content.decode()


def test_words_fall_back_to_the_citys_own_language():
    picture = VenuePicture(words={"es": WORDS, "fr": "La façade"})
    assert picture.alt_in("fr") == ("La façade", "fr")
    assert picture.alt_in("en") == (WORDS, "es")
