"""What pages show of their pictures: sizes that are known, words beside, credit and licence; and nothing where none is."""

import re

import pytest
from PIL import Image

from portal.core.models import PortalRendition
from portal.pictures.shapes import MOST_PIXELS_AT_ONCE, SHAPES
from portal.pictures.sizes import make_sizes
from tests.councils.city import council, event, session
from tests.factories import bank, district_page, practice, translate

from .album import add_picture, stored_image

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail's temporary files
]
MAKERS = {
    "practice": lambda folder: practice(parent=bank()),
    "council": council,
    "event": event,
    "session": lambda folder: session(council(folder)),
    "district": lambda folder: folder,
}


def read(client, page):
    """Return the HTML of a page."""
    return client.get(page.url).content.decode()


@pytest.fixture(params=MAKERS)
def page(request):
    """Return a page of each type that has pictures."""
    return MAKERS[request.param](district_page())


def test_a_page_without_pictures_has_no_frame_for_one(client, page):
    assert "<picture" not in read(client, page)
    assert 'class="picture"' not in read(client, page)


def test_the_cover_has_sizes_words_credit_and_licence(client, page):
    add_picture(page, stored_image(credit="Ana Paz", licence="CC BY 4.0"), caption="En mayo")
    html = read(client, page)
    image = re.search(r"<img src=[^>]+alt=\"La plaza al atardecer\"[^>]*>", html)[0]
    assert 'width="800" height="500"' in " ".join(image.split())
    assert re.search(r'srcset="[^"]+ 400w, [^"]+ 800w"', image)
    assert re.search(r'<source type="image/webp"\s+srcset="[^"]+\.webp 400w, [^"]+\.webp 800w"', html)
    assert "En mayo" in html
    assert "Ana Paz, CC BY 4.0" in html


def test_the_others_stand_whole_below(client, page):
    for number in range(3):
        add_picture(page, alt=f"Vista {number}")
    html = read(client, page)
    assert html.count("<picture") == 3
    assert 'class="gallery"' in html
    assert html.index("Vista 1") < html.index("Vista 2")


def test_only_the_one_of_the_first_screen_is_not_lazy(client):
    page = practice(parent=bank())
    for number in range(2):
        add_picture(page, alt=f"Vista {number}")
    images = re.findall(r"<img[^>]+Vista \d[^>]+>", read(client, page))
    assert ['loading="lazy"' in image for image in images] == [False, True]


def test_a_session_without_a_picture_shows_its_councils(client):
    meeting = session(council(district_page()))
    add_picture(meeting.council, alt="La ronda de la vecinal")
    assert "La ronda de la vecinal" in read(client, meeting)
    add_picture(meeting, alt="La reunión de ayer")
    assert "La ronda de la vecinal" not in read(client, meeting)
    assert "La reunión de ayer" in read(client, meeting)


def test_words_are_those_of_the_language_and_the_picture_follows(client):
    page = council(district_page())
    translate(page.get_parent().specific, "fr", title="Ouest")
    translation = translate(page, "fr", title="Conseil")
    add_picture(page)
    row = translation.pictures.get()
    assert row.image_id == page.pictures.get().image_id
    row.alt = "La place au crépuscule"
    row.save()
    assert "La place au crépuscule" in read(client, translation)


def test_the_crop_keeps_the_focal_point():
    corner = {"focal_point_x": 100, "focal_point_y": 100, "focal_point_width": 50, "focal_point_height": 50}
    image = stored_image(size=(1600, 1600), **corner)
    rule = SHAPES["card"].rules[0]
    cut, middle = image.get_rendition(rule), stored_image("Otra", size=(1600, 1600)).get_rendition(rule)
    assert colour(cut) != colour(middle)


def colour(size):
    """Return the colour at the left edge of a size, some way down."""
    with size.file.open() as stream, Image.open(stream) as picture:
        return picture.convert("RGB").getpixel((5, 100))


def test_a_large_original_waits_for_the_worker(client):
    side = int(MOST_PIXELS_AT_ONCE**0.5) + 10
    page = practice(parent=bank())
    image = stored_image(size=(side, side))
    add_picture(page, image)
    assert "<picture" not in read(client, page)
    assert not PortalRendition.objects.exists()
    assert make_sizes.call(image.pk) == sum(len(shape.specs()) for shape in SHAPES.values())
    assert "<picture" in read(client, page)


def test_the_worker_leaves_alone_what_is_gone():
    assert make_sizes.call(10**6) == 0
