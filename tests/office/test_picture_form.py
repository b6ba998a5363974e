"""A picture is refused by its size in pixels before anybody decodes it, on every way in."""

import io
import json
import struct
import zlib

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images.models import SourceImageIOError

from portal.core.models import PortalImage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a temporary file to be collected
    ),
]
MEGAPIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
SINGLE, SEVERAL, CHOOSER = "wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"


def png(width, height):
    """Return a PNG of that size with almost nothing in it: whoever decodes it is sorry."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def animation(kind, size, frames):
    """Return an animated picture (bytes) of `frames` frames of size × size pixels."""
    stream = io.BytesIO()
    first, *others = (Image.new("L", (size, size), number * 97 % 250) for number in range(frames))
    first.save(stream, kind, save_all=True, append_images=others, duration=20)
    return stream.getvalue()


BOMBS = {
    "121 megapixels": ("foto.png", png(11_000, 11_000)),
    "a billion pixels": ("foto.png", png(32_000, 32_000)),
    "one long line": ("foto.png", png(2_000_000_000, 1)),
    "gif with many frames": ("foto.gif", animation("GIF", 900, 50)),
    "webp with many frames": ("foto.webp", animation("WEBP", 900, 50)),
}


@pytest.fixture
def editor(admin_client):
    """Return a browser that may upload pictures."""
    return admin_client


def send(client, way, name, content):
    """Upload a picture by one of the ways in; return the text of the answer."""
    file = SimpleUploadedFile(name, content)
    if way == SEVERAL:
        headers = {"X-Requested-With": "XMLHttpRequest"}
        response = client.post(reverse(way), {"title": "Foto", "files[]": file, "collection": "1"}, headers=headers)
    else:
        prefix = "image-chooser-upload-" if way == CHOOSER else ""
        response = client.post(
            reverse(way), {f"{prefix}title": "Foto", f"{prefix}file": file, f"{prefix}collection": "1"}
        )
    assert response.status_code in (200, 302)
    text = response.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") else text


@pytest.mark.parametrize("way", [SINGLE, SEVERAL, CHOOSER])
@pytest.mark.parametrize("bomb", BOMBS)
def test_too_many_pixels_are_refused_in_words(editor, way, bomb):
    assert f"puede tener hasta {MEGAPIXELS} megapíxeles" in send(editor, way, *BOMBS[bomb])
    assert not PortalImage.objects.exists()


@pytest.mark.parametrize("way", [SINGLE, SEVERAL, CHOOSER])
def test_a_picture_of_a_telephone_comes_in(editor, way):
    stream = io.BytesIO()
    Image.new("RGB", (400, 300)).save(stream, "JPEG")
    send(editor, way, "foto.jpg", stream.getvalue())
    assert PortalImage.objects.get().width == 400


@pytest.mark.parametrize("way", [SINGLE, SEVERAL])
def test_the_limit_stands_beside_the_field(editor, way):
    assert f"{MEGAPIXELS} megapíxeles" in editor.get(reverse(way)).content.decode()


def test_a_drawing_with_scripts_is_no_picture(editor):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    send(editor, SINGLE, "foto.svg", svg)
    assert not PortalImage.objects.exists()


def test_one_that_came_in_otherwise_is_not_made_smaller_in_a_request(db):
    picture = PortalImage(title="Foto", width=11_000, height=11_000)
    with pytest.raises(SourceImageIOError, match="too many pixels"):
        picture.generate_rendition_file(None)
