"""The drawings of the demonstration city: one file a scene, the same each time, no two alike, words in four languages."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from portal.core.language import CODES
from portal.core.models import PortalImage
from portal.demonstration.exhibition import build_exhibition, exhibit
from portal.demonstration.files import DATA, read_toml
from portal.drawings.gallery import SCENES, draw_scene
from portal.drawings.paper import HEIGHT, WIDTH, webp
from tests.councils.city import council
from tests.factories import district_page, translate

FILES = {path.stem: path for path in (DATA / "drawings").glob("*.webp")}
WORDS = read_toml("drawings.toml")
temporary = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's temporary files


def small(name):
    """Return a stored drawing at a tenth of its size."""
    with Image.open(FILES[name]) as drawing:
        return drawing.convert("RGB").resize((WIDTH // 10, HEIGHT // 10))


def difference(one, other):
    """Return how far two pictures are apart: the mean of the differences of their colours."""
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / sum(histogram)


def test_there_are_thirty_and_each_has_its_file_and_its_words():
    assert len(SCENES) >= 30
    assert set(FILES) == set(SCENES) == set(WORDS)


def test_files_are_small_and_of_one_size():
    for path in FILES.values():
        assert path.stat().st_size < 80_000, path.name
        with Image.open(path) as drawing:
            assert drawing.size == (WIDTH, HEIGHT)


def test_no_two_are_alike():
    seen = {name: small(name) for name in SCENES}
    names = sorted(seen)
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    assert [pair for pair in pairs if difference(seen[pair[0]], seen[pair[1]]) < 8] == []


@pytest.mark.parametrize("name", ["hands-over-a-map", "river-pier"])
def test_a_scene_drawn_again_is_the_stored_file(name):
    drawn = draw_scene(name)
    with Image.open(BytesIO(webp(drawn))) as written, Image.open(FILES[name]) as stored:
        assert difference(written.convert("RGB"), drawn) == 0  # nothing is lost in the file
        assert difference(stored.convert("RGB"), drawn) < 0.5


@pytest.mark.parametrize("code", CODES)
def test_each_has_words_of_its_own_in_each_language(code):
    told = [table[code] for table in WORDS.values()]
    assert len(set(told)) == len(told)
    assert all(re.fullmatch(r".{30,250}\.", words) for words in told)


@temporary
@pytest.mark.django_db
def test_a_drawing_hangs_on_each_version_and_in_its_draft():
    page = council(district_page(), slug="consejo-barrial-de-abasto")
    translate(page.get_parent().specific, "fr", title="Ouest")
    french = translate(page, "fr", title="Conseil")
    [image] = exhibit([("waiting-room", WORDS["waiting-room"])])
    assert [row.image for row in page.pictures.all()] == [image]
    assert french.pictures.get().alt == WORDS["waiting-room"]["fr"]
    assert french.pictures.get().translation_key == page.pictures.get().translation_key
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert [row.alt for row in draft.pictures.all()] == [WORDS["waiting-room"]["es"]]
    draft.save_revision().publish()  # an editor who saves the page keeps it
    assert page.pictures.count() == 1


@temporary
@pytest.mark.django_db
def test_what_was_taken_down_stays_down():
    page = council(district_page(), slug="consejo-barrial-de-abasto")
    assert build_exhibition() == 2  # the council's, and that of the district itself
    page.pictures.all().delete()
    assert build_exhibition() == 0
    assert PortalImage.objects.count() == 2
