"""Pictures of a proposal: sent to everybody while it is public, and only then; the name of the file to nobody."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.proposals.steps import PicturesStep
from portal.uploads.intake import PICTURES, files_of, receive

from .conftest import MARKER, proposal

pytestmark = pytest.mark.django_db


def with_picture(place, **fields):
    """Return a proposal with a picture whose file has a name that says too much, and the picture."""
    matter = proposal(place, bundle="7c9f4f2e-0c0e-4d4e-9c3e-1b2f3a4d5e6f", **fields)
    content = BytesIO()
    Image.new("RGB", (640, 480), "red").save(content, "JPEG")
    uploaded = SimpleUploadedFile(f"{MARKER}.jpg", content.getvalue(), "image/jpeg")
    return matter, receive(matter.submission.bundle, "pictures", uploaded, PICTURES)


def address(matter, picture, size="small"):
    """Return the address of a picture."""
    return f"/es/proposals/{matter.submission.code}/pictures/{picture.pk}/{size}"


def test_a_public_proposal_shows_its_picture_and_not_the_name_of_the_file(client, place):
    matter, picture = with_picture(place)
    text = client.get(f"/es/proposals/{matter.submission.code}/").content.decode()
    for size in ("small", "whole"):
        assert address(matter, picture, size) in text
        response = client.get(address(matter, picture, size))
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert b"".join(response.streaming_content)
        assert MARKER not in str(response.headers)
    assert MARKER not in text


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"may_publish": False}, {"state": "withdrawn"}], ids=str)
def test_no_picture_of_what_is_not_public_is_sent(client, place, hidden):
    matter, picture = with_picture(place, **hidden)
    assert client.get(address(matter, picture)).status_code == 404
    assert client.get(address(matter, picture, "whole")).status_code == 404


def test_a_picture_of_another_matter_another_field_or_size_is_not_sent(client, place):
    matter, picture = with_picture(place)
    other = proposal(place, bundle="7c9f4f2e-0c0e-4d4e-9c3e-1b2f3a4d5e70")
    assert client.get(address(other, picture)).status_code == 404
    assert client.get(address(matter, picture, "huge")).status_code == 404
    picture.field = "reply"
    picture.save()
    assert client.get(address(matter, picture)).status_code == 404


def test_the_first_step_takes_pictures_and_may_be_left_out(client, db):
    assert PicturesStep.optional
    response = client.post("/es/submissions/proposal/", {}, follow=True)
    assert response.request["PATH_INFO"].endswith("/what/")
    assert files_of("7c9f4f2e-0c0e-4d4e-9c3e-1b2f3a4d5e6f").count() == 0
