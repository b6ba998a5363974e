"""How long files stay, how they are sent to who may see them, and what they become when a reviewer accepts them."""

import os
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from portal.core.clock import _daily
from portal.core.models import User
from portal.uploads import retention
from portal.uploads.answers import file_response
from portal.uploads.intake import (
    PICTURES_AND_DOCUMENTS,
    files_of,
)
from portal.uploads.models import ReceivedFile
from portal.uploads.publish import make_document, make_image
from portal.uploads.retention import purge_received_files, register_claims

from . import samples
from .sending import names_in, photo, send

# Time ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def claims(monkeypatch):
    """Return a set of the bundles in use; what other rooms claim is left out."""
    used = set()
    monkeypatch.setattr(retention, "_claims", {})
    register_claims(lambda: used)
    return used


def grow_old(received, days):
    """Let a file have come in so many days ago."""
    ReceivedFile.objects.filter(pk=received.pk).update(received_at=timezone.now() - timedelta(days=days))


@pytest.mark.django_db
def test_after_thirty_days_a_bundle_goes_that_nobody_claims(claims):
    old, used, new, half = (uuid4() for _number in range(4))
    for bundle in (old, used, half):
        grow_old(send(bundle), 31)
    send(new)
    send(half, photo("red"))
    claims.add(used)
    purge_received_files(timezone.now())
    assert set(ReceivedFile.objects.values_list("bundle", flat=True)) == {used, new, half}


@pytest.mark.django_db
def test_a_claim_that_fails_keeps_everything(claims, monkeypatch):
    def fail():
        raise RuntimeError

    register_claims(fail)
    grow_old(send(uuid4()), 99)
    with pytest.raises(RuntimeError):
        purge_received_files(timezone.now())
    assert ReceivedFile.objects.count() == 1


@pytest.mark.django_db
def test_a_claim_may_be_a_queryset(claims):
    bundle = uuid4()
    grow_old(send(bundle), 99)
    register_claims(lambda: ReceivedFile.objects.values_list("bundle", flat=True))
    purge_received_files(timezone.now())
    assert files_of(bundle).exists()


@pytest.mark.django_db
def test_a_file_without_a_row_goes_after_a_day(received_folder, claims):
    received = send(uuid4())
    day_ago = timezone.now().timestamp() - 90_000
    for name in ("crashed", "just-now"):
        (received_folder / name).write_bytes(b"x")
    for name in ("crashed", received.file.name, received.small.name):
        os.utime(received_folder / name, (day_ago, day_ago))
    purge_received_files(timezone.now())
    assert names_in(received_folder) == {"just-now", received.file.name, received.small.name}


def test_the_clock_knows_what_goes():
    assert "portal.uploads.retention.purge_received_files" in _daily


# Sending and accepting -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_picture_is_shown_and_a_document_only_saved():
    picture, document = send(uuid4()), send(uuid4(), samples.pdf(), "acta de ñandú.pdf", PICTURES_AND_DOCUMENTS)
    for received, inline, disposition in (
        (picture, True, 'inline; filename="foto.png"'),
        (picture, False, 'attachment; filename="foto.png"'),
        (document, True, "attachment; filename*=utf-8''acta%20de%20%C3%B1and%C3%BA.pdf"),
    ):
        response = file_response(received, inline=inline)
        assert response["Content-Disposition"] == disposition
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Type"] == received.media_type
        assert b"".join(response.streaming_content) == samples.kept(received.file)
        response.close()
    response = file_response(picture, inline=True, small=True)
    assert response["Content-Type"] == "image/jpeg"
    with Image.open(BytesIO(b"".join(response.streaming_content))) as small:
        assert small.format == "JPEG"
    response.close()


@pytest.mark.django_db
def test_what_a_reviewer_accepts_becomes_a_picture_or_a_document():
    reviewer, collection = User.objects.create(username="ana"), Collection.get_first_root_node()
    picture, document = send(uuid4()), send(uuid4(), samples.pdf(), "acta.pdf", PICTURES_AND_DOCUMENTS)
    picture.alt = "Una plaza"
    image = make_image(picture, title="Plaza", collection=collection, uploaded_by=reviewer)
    assert (image.title, image.description, image.width, image.height) == ("Plaza", "Una plaza", 60, 40)
    assert samples.kept(image.file) == samples.kept(picture.file)
    assert (image.file_size, image.uploaded_by_user, bool(image.file_hash)) == (picture.size, reviewer, True)
    file = make_document(document, title="Acta", collection=collection)
    assert samples.kept(file.file) == samples.kept(document.file)
    assert file.filename.startswith("acta")
    assert file.file_hash
    assert ReceivedFile.objects.filter(accepted_at__isnull=False).count() == 2
    with pytest.raises(ValueError, match="no picture"):
        make_image(document, title="Acta", collection=collection)


@pytest.mark.django_db
def test_receiving_asks_the_database_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        send(uuid4())
    assert connection.in_atomic_block
