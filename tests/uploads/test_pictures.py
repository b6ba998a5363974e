"""Pictures: what is known of place and camera goes, what is seen stays; names say what the file is."""

import sys
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.uploads import pictures
from portal.uploads.intake import PICTURES, receive
from portal.uploads.names import cleaned_name, told_name

from . import samples

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPS-XMP</x:xmpmeta>"
SECRETS = (b"GPS", b"CAMERA-MAKER", b"Exif", b"xmpmeta", b"eXIf", b"iTXt", b"tEXt", b"zTXt", b"ICC")


def written(data, name="foto"):
    """Return a received picture's two files (bytes)."""
    received = receive(uuid4(), "photos", SimpleUploadedFile(name, data), PICTURES)
    return samples.kept(received.file), samples.kept(received.small)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        samples.jpeg(exif=samples.place_exif(), comment=b"GPS-COMMENT", xmp=XMP),
        samples.png(exif=samples.place_exif(), pnginfo=samples.texts()),
        samples.saved(samples.picture(), "WEBP", exif=samples.place_exif(), xmp=XMP),
        samples.saved(samples.picture(64, 48), "HEIF", exif=samples.place_exif().tobytes(), xmp=XMP),
        samples.saved(samples.picture().quantize(), "GIF", comment=b"GPS-COMMENT"),
        samples.saved(samples.picture(), "MPO", save_all=True, append_images=[samples.picture()], exif=samples.place_exif()),
    ],
    ids=["jpeg", "png", "webp", "heic", "gif", "mpo"],
)  # fmt: skip
def test_place_and_camera_are_gone_from_the_picture_and_from_the_small_one(data):
    assert b"GPS" in data or b"CAMERA-MAKER" in data
    for content in written(data):
        assert [secret for secret in SECRETS if secret in content] == []
        with Image.open(BytesIO(content)) as kept:
            assert not kept.getexif()
            assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


#: how the camera was held → where the white corner of the picture lies once it is turned (left, top)
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.django_db
@pytest.mark.parametrize(("held", "corner"), CORNERS.items())
def test_a_picture_stands_upright(held, corner):
    content, _small = written(samples.jpeg(90, 60, exif=samples.place_exif(held)))
    with Image.open(BytesIO(content)) as kept:
        assert kept.size == ((60, 90) if held > 4 else (90, 60))
        at = tuple(round(8 if not side else length - 9) for side, length in zip(corner, kept.size, strict=True))
        assert min(kept.getpixel(at)) > 200


@pytest.mark.django_db
def test_colours_of_another_profile_become_srgb():
    data = samples.jpeg(icc_profile=samples.swapped_profile(), quality=95)
    content, _small = written(data)
    with Image.open(BytesIO(data)) as sent, Image.open(BytesIO(content)) as kept:
        assert "icc_profile" not in kept.info
        assert sent.getpixel((50, 35))[1] - kept.getpixel((50, 35))[1] > 40  # green of the file is no green of sRGB


@pytest.mark.django_db
def test_what_is_clear_stays_clear_and_sixteen_bits_stay_grey():
    clear, _small = written(samples.saved(samples.picture(mode="RGBA", colour=(0, 0, 0, 0)), "PNG"))
    with Image.open(BytesIO(clear)) as kept:
        assert kept.mode == "RGBA"
        assert kept.getpixel((50, 35))[3] == 0
    grey = Image.new("I;16", (20, 20), 128 * 256)
    content, _small = written(samples.saved(grey, "PNG"))
    with Image.open(BytesIO(content)) as kept:
        assert kept.convert("L").getpixel((5, 5)) == 128


@pytest.mark.django_db
def test_a_picture_waits_for_another_only_so_long(monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    with pictures._decoding, pytest.raises(Exception, match="Muchas personas mandan fotos a la vez"):
        written(samples.jpeg())
    assert written(samples.jpeg())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import os; os.kill(os.getpid(), 9)", "La imagen está dañada o incompleta"),
        ("while True: pass", "Es demasiado grande para este tipo de imagen"),
    ],
)
def test_a_decoder_that_dies_or_never_ends_is_a_refused_picture(program, told, monkeypatch):
    monkeypatch.setattr(pictures, "LONGEST", 0.5)
    monkeypatch.setattr(pictures, "COMMAND", (sys.executable, "-c", program))
    with pytest.raises(Exception, match=told):
        written(samples.jpeg())
    monkeypatch.undo()
    assert written(samples.jpeg())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Plaza López.JPEG", "Plaza López.png"),
        ("../../etc/passwd", "passwd.png"),
        (r"C:\Users\ana\foto.jpg", "foto.png"),
        ("foto\u202egpj.exe", "fotogpj.png"),
        ("foto\0.php.jpg", "foto.php.png"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie_ x.png"),
        ("\ud800foto.jpg", "foto.png"),
        ("x" * 300 + ".jpg", "x" * 116 + ".png"),
        ("", "archivo.png"),
        (None, "archivo.png"),
        ("...", "archivo.png"),
        (".jpg", "archivo.png"),
        ("\u200b\u200f.jpg", "archivo.png"),
        ('a<b>"c|d?*.jpg', "a_b__c_d__.png"),
        ("foto sin tipo", "foto sin tipo.png"),
    ],
)  # fmt: skip
def test_names_are_cleaned(name, kept):
    assert cleaned_name(name, "png") == kept


def test_a_message_names_the_file_as_it_came():
    assert told_name("C:\\fotos\\Plaza.HEIC") == "Plaza.HEIC"
    assert told_name("y" * 90 + ".jpg") == "y" * 40 + "…" + "y" * 8 + ".jpg"
    assert told_name("\u202e") == "archivo"
