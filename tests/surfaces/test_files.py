"""Documents and pictures: what lies in a private collection or belongs to a closed district is sent to nobody outside."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from portal.core.models import PortalImage
from portal.districts.files import district_collection
from portal.documents.models import PortalDocument
from portal.territory.models import District
from tests.factories import district_page

pytestmark = pytest.mark.django_db
ROOT, PRIVATE, CLOSED, OPEN = "the city's", "private", "closed district", "open district"
SHOWN = {ROOT: True, OPEN: True, PRIVATE: False, CLOSED: False}


def drawing():
    """Return a small picture as a file."""
    stream = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(stream, "PNG")
    return ContentFile(stream.getvalue(), "plaza.png")


def asked(path):
    """Return (status, bytes) of the answer that a visitor gets."""
    answer = Client().get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for close in answer._resource_closers:  # answer.close() would close the database as well
        close()
    return answer.status_code, body


@pytest.fixture
def collections():
    """Return {name: Collection} of the four places where a file may lie."""
    root = Collection.get_first_root_node()
    private = root.add_child(name="Privada")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    records = {code: district_page(name, code).record for name, code in (("Norte", "norte"), ("Sur", "sur"))}
    found = {
        ROOT: root,
        PRIVATE: private,
        OPEN: district_collection(records["norte"]),
        CLOSED: district_collection(records["sur"]),
    }
    records["sur"].active = False
    records["sur"].save()
    return found


@pytest.mark.parametrize("place", SHOWN)
def test_documents(place, collections):
    document = PortalDocument.objects.create(
        title="Acta", file=ContentFile(b"zatiqbbba", "acta.txt"), collection=collections[place]
    )
    status, body = asked(document.url)
    assert (b"zatiqbbba" in body) is SHOWN[place]
    assert status == 200 if SHOWN[place] else status in (302, 404)


@pytest.mark.parametrize("place", [ROOT, OPEN, CLOSED])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's own temporary file
def test_pictures(place, collections):
    image = PortalImage.objects.create(title="Plaza", file=drawing(), collection=collections[place])
    path = reverse("picture", args=[image.get_rendition("width-4").file.name.removeprefix("images/")])
    assert asked(path)[0] == (200 if SHOWN[place] else 404)


@pytest.mark.parametrize("place", [ROOT, OPEN])
def test_originals_have_no_address(place, collections):
    image = PortalImage.objects.create(title="Plaza", file=drawing(), collection=collections[place])
    assert asked(f"/media/{image.file.name}")[0] == 404


def test_reopening_brings_files_back(collections):
    document = PortalDocument.objects.create(
        title="Acta", file=ContentFile(b"acta", "acta.txt"), collection=collections[CLOSED]
    )
    assert asked(document.url)[0] == 404
    record = District.objects.get(code="sur")
    record.active = True
    record.save()
    assert asked(document.url)[0] == 200
