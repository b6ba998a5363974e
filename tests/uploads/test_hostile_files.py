"""Hostile files: each is refused with its message, or cleaned; nothing else ever comes out."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.uploads.intake import PICTURES, PICTURES_AND_DOCUMENTS, files_of, receive
from portal.uploads.refusals import REASONS

from . import samples
from .hostile import CLEANED, REFUSED

pytestmark = pytest.mark.django_db

FOREIGN = (b"<script", b"PK\x03\x04", b"MZ\x90", b"NETSCAPE", b"acTL", b"ICC_PROFILE")


def sent(name, content):
    """Return an uploaded file."""
    return SimpleUploadedFile(name, content)


def numbered(rows):
    """Return a name for each row of a table of files."""
    return [f"{number}-{row[0]}" for number, row in enumerate(rows)]


@pytest.mark.parametrize(("name", "content", "code", "word"), REFUSED, ids=numbered(REFUSED))
def test_a_hostile_file_is_refused_with_its_message(name, content, code, word, received_folder):
    bundle = uuid4()
    with pytest.raises(ValidationError) as refused:
        receive(bundle, "files", sent(name, content), PICTURES_AND_DOCUMENTS)
    message = refused.value.messages[0]
    assert (refused.value.code, name in message, word in message) == (code, True, True), message
    assert not files_of(bundle).exists()
    assert not received_folder.exists() or not list(received_folder.iterdir())


@pytest.mark.parametrize(("name", "content", "media_type", "ending"), CLEANED, ids=numbered(CLEANED))
def test_a_hostile_picture_is_written_anew(name, content, media_type, ending):
    received = receive(uuid4(), "photos", sent(name, content), PICTURES)
    data = samples.kept(received.file)
    assert (received.media_type, received.name[-4:], received.size) == (media_type, ending, len(data))
    assert [part for part in FOREIGN if part in data] == []
    with Image.open(BytesIO(data)) as kept:
        assert kept.size == (received.width, received.height)
        assert max(kept.size) <= 2400
        assert not getattr(kept, "is_animated", False)
    assert Image.open(BytesIO(samples.kept(received.small))).width <= 320


def test_more_than_forty_files_were_tried():
    assert len(REFUSED) + len(CLEANED) > 80
    assert {row[2] for row in REFUSED} >= set(REASONS) - {"busy"}


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_an_animation_says_that_one_image_stayed(format):
    received = receive(uuid4(), "photos", sent("bucle", samples.animated(format)), PICTURES)
    assert received.get_note_display() == "Era una animación: quedó la primera imagen."
    with Image.open(BytesIO(samples.kept(received.file))) as kept:
        assert kept.convert("RGB").getpixel((50, 30)) == pytest.approx((0, 128, 0), abs=3)


CHANGE = st.tuples(st.integers(0, 3000), st.binary(max_size=6))
GOOD = [
    samples.jpeg(),
    samples.png(),
    samples.animated("GIF"),
    samples.saved(samples.picture(), "WEBP"),
    samples.pdf(),
    samples.docx(),
    samples.odf(),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(GOOD), st.lists(CHANGE, max_size=6), st.integers(0, 3000))
def test_whatever_is_changed_in_a_file_it_is_clean_or_refused(good, changes, cut):
    data = bytearray(good[: len(good) - cut] if cut < len(good) // 2 else good)
    for at, content in changes:
        data[at % len(data) : at % len(data) + len(content)] = content
    clean_or_refused(bytes(data))


HEADS = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x40\0\0\0WEBP",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\0\0\0\x18ftypheic",
    b"<svg",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HEADS), st.binary(max_size=400), st.text(max_size=20))
def test_whatever_bytes_are_sent_they_are_clean_or_refused(head, rest, name):
    clean_or_refused(head + rest, name)


def clean_or_refused(data, name="x"):
    """Receive bytes: a row with its file, or a ValidationError with a message."""
    uploaded = sent("x", data)
    uploaded._name = name
    try:
        received = receive(uuid4(), "files", uploaded, PICTURES_AND_DOCUMENTS)
    except ValidationError as refused:
        words = refused.messages[0]
    else:
        words = received.name
        assert len(samples.kept(received.file)) == received.size > 0
    assert words.strip()
