"""The picture for messengers: with the cover where there is one, with the day and the place of what has a date."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from portal.pictures.card import SIZE, fitted, font, shortened
from tests.councils.city import council, session
from tests.factories import bank, district_page, practice

from .album import add_picture, stored_image

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail's temporary files
]


def drawn(client, url):
    """Return (format, size, colour of the upper part) of a card."""
    image = Image.open(BytesIO(client.get(url).content))
    return image.format, image.size, image.convert("RGB").getpixel((700, 200))


def near(colour, other):
    """Tell whether two colours differ by no more than a JPEG does."""
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


def test_a_practice_with_a_cover_shows_it_above_its_plate(client):
    page = practice(parent=bank())
    url = reverse("practice_card", args=[page.reference])
    assert drawn(client, url)[:2] == ("PNG", SIZE)
    add_picture(page, stored_image(size=(1300, 700)))
    kind, size, colour = drawn(client, url)
    assert (kind, size) == ("JPEG", SIZE)
    assert near(colour, (243, 196, 107))


def test_a_session_has_a_card_with_its_councils_cover(client):
    meeting = session(council(district_page()))
    assert f"{meeting.url}card/" in client.get(meeting.url).content.decode()
    assert drawn(client, f"{meeting.url}card/")[0] == "PNG"
    add_picture(meeting.council, stored_image(size=(1300, 700)))
    assert drawn(client, f"{meeting.url}card/")[0] == "JPEG"


def test_long_words_stay_on_the_card():
    face = font("public-sans-latin", 30)
    assert face.getlength(shortened("martes " * 60, face)) < SIZE[0]
    assert shortened("martes", face) == "martes"
    assert len(fitted("un título muy largo " * 20, ((58, 44), (46, 56)), 2)[1]) == 2
