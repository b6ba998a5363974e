"""Documents and pictures: what is private, closed or shown on no public page is sent to nobody outside."""

import gc
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, ReferenceIndex, Site

from portal.core.models import CitySettings, PortalImage, Role, User
from portal.districts.files import district_collection
from portal.districts.roles import ensure_district_team
from portal.documents.models import PortalDocument
from portal.practices.models.parts import Annex, Picture
from portal.territory.models import District
from tests.factories import bank, content, district_page, practice

#: Wagtail leaves a file of its own open, which is found when it is collected: here, and not in another test
temporary = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.django_db, temporary]
ROOT, PRIVATE, CLOSED, OPEN = "the city's", "private", "closed district", "open district"
SHOWN = {ROOT: True, OPEN: True, PRIVATE: False, CLOSED: False}


@pytest.fixture(autouse=True)
def nothing_left_open():
    """Collect what a test left open before the next one begins."""
    yield
    gc.collect()


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


def annexed(document=None, image=None, live=True):
    """Return a practice that shows a document as an annex, or a picture; public, or a draft that nobody published."""
    page = practice(parent=bank(), live=live)
    if document:
        page.annexes.add(Annex(title="Acta", document=document))
    if image:
        page.pictures.add(Picture(image=image, alt="La plaza"))
    page.save()
    return page


def a_document(collection):
    """Return a document with a word that stands nowhere else."""
    return PortalDocument.objects.create(
        title="Acta", file=ContentFile(b"zatiqbbba", "acta.txt"), collection=collection
    )


def a_rendition(collection):
    """Return a picture, and the address of one size of it."""
    image = PortalImage.objects.create(title="Plaza", file=drawing(), collection=collection)
    return image, reverse("picture", args=[image.get_rendition("width-4").file.name.removeprefix("images/")])


@pytest.mark.parametrize("place", SHOWN)
def test_documents(place, collections):
    document = a_document(collections[place])
    annexed(document)
    status, body = asked(document.url)
    assert (b"zatiqbbba" in body) is SHOWN[place]
    assert status == 200 if SHOWN[place] else status in (302, 404)


@pytest.mark.parametrize("place", SHOWN)
def test_pictures(place, collections):
    image, path = a_rendition(collections[place])
    annexed(image=image)
    assert asked(path)[0] == (200 if SHOWN[place] else 404)


@pytest.mark.parametrize("shown", ["nowhere", "in a draft", "in a page for some only", "in a page that was withdrawn"])
def test_what_nobody_published_is_sent_to_nobody(shown, collections):
    document, (image, path) = a_document(collections[OPEN]), a_rendition(collections[OPEN])
    if shown != "nowhere":
        page = annexed(document, image, live=shown != "in a draft")
        if shown == "in a page for some only":
            assert asked(path)[0] == 200
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        if shown == "in a page that was withdrawn":
            page.unpublish()
    assert [asked(document.url)[0], asked(path)[0]] == [404, 404]


def test_a_picture_in_a_text_block_is_sent_when_its_page_is_public(collections):
    image, path = a_rendition(collections[OPEN])
    image.contextual_alt_text, image.decorative = "La plaza", False
    page = content("Una página")
    page.body = [("picture", {"image": image, "caption": ""})]
    page.save_revision().publish()
    assert asked(path)[0] == 200, "before the worker wrote the references"
    ReferenceIndex.create_or_update_for_object(page)
    assert asked(path)[0] == 200


def test_the_citys_logo_is_sent(collections):
    image, path = a_rendition(collections[ROOT])
    assert asked(path)[0] == 404
    CitySettings.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"logo": image})
    assert asked(path)[0] == 200


def test_a_team_sees_its_files_before_they_are_public(collections):
    document, (_image, path) = a_document(collections[OPEN]), a_rendition(collections[OPEN])
    team = ensure_district_team(District.objects.get(code="norte"))
    for role, expected in ((Role.AUTHOR, 200), (Role.STATISTICS, 404)):
        user = User.objects.create(username=f"one-{role}")
        user.groups.add(team[role])
        client = Client()
        client.force_login(user)
        answers = [client.get(document.url), client.get(path)]
        assert [answer.status_code for answer in answers] == [expected, expected], role
        assert expected == 404 or "private" in answers[1]["Cache-Control"]


@pytest.mark.parametrize("place", [ROOT, OPEN])
def test_originals_have_no_address(place, collections):
    image = PortalImage.objects.create(title="Plaza", file=drawing(), collection=collections[place])
    annexed(image=image)
    assert asked(f"/media/{image.file.name}")[0] == 404


def test_reopening_brings_files_back(collections):
    document = a_document(collections[CLOSED])
    annexed(document)
    assert asked(document.url)[0] == 404
    record = District.objects.get(code="sur")
    record.active = True
    record.save()
    assert asked(document.url)[0] == 200


def test_a_picture_asks_few_questions(collections, django_assert_max_num_queries):
    image, path = a_rendition(collections[OPEN])
    annexed(image=image)
    asked(path)
    with django_assert_max_num_queries(18):
        asked(path)
