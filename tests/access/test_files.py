"""Who may do what with pictures and documents, by the collection of their district, on Wagtail's own screens."""

import shutil

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from modelsearch.index import insert_or_update_object
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from portal.core.models import PortalImage
from portal.districts.files import district_collection
from portal.districts.opening.closing import close_district
from portal.districts.roles import ensure_curators, ensure_district_team
from portal.documents.models import PortalDocument
from tests.sharing import made_once

from .small_city import City

ROOT = {"images": "wagtailimages", "documents": "wagtaildocs"}
#: who: (files she changes and deletes, files she chooses)
RIGHTS = {
    "west author": ({"own"}, {"west", "own"}),
    "west editor": ({"west", "own"}, {"west", "own"}),
    "west reviewer": ({"west", "own"}, {"west", "own"}),
    "west translator": (set(), {"west", "own"}),
    "west statistics": (set(), set()),
    "south editor": ({"south"}, {"south"}),
    "closed reviewer": (set(), set()),
    "nobody": (set(), set()),
    "curator": ({"west", "own", "south", "closed", "city"}, {"west", "own", "south", "closed", "city"}),
}
KINDS = list(ROOT)
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a rendition's temporary file to be collected
)


class Files:
    """A picture and a document in the collection of each district, one of the author's own, one in no district's."""

    def __init__(self, city):
        self.city = city
        ensure_curators()
        for district in city.districts.values():
            ensure_district_team(district)
        self.collections = {place: district_collection(district) for place, district in city.districts.items()}
        self.collections |= {"own": self.collections["west"], "city": Collection.get_first_root_node()}
        owner = {"own": city.people["west author"]}
        self.images, self.documents = {}, {}
        for place, collection in self.collections.items():
            fields = {"title": f"Archivo {place}", "collection": collection, "uploaded_by_user": owner.get(place)}
            self.images[place] = PortalImage.objects.create(file=get_test_image_file(), **fields)
            file = ContentFile(place.encode(), name=f"{place}.txt")
            self.documents[place] = PortalDocument.objects.create(file=file, **fields)
            for row in (self.images[place], self.documents[place]):
                insert_or_update_object(row)  # the worker's task

    def of(self, kind):
        """Return {place: file} of "images" or "documents"."""
        return getattr(self, kind)

    def shown(self, kind, response):
        """Return the places whose files a response names."""
        text = response.content.decode()
        return {place for place, file in self.of(kind).items() if file.title in text}


@made_once
def files(db, tmp_path_factory):
    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media):
        made = Files(City())
    made.media = media
    return made


@pytest.fixture(autouse=True)
def copied_media(nothing_kept, settings, files):
    """The files lie in the folder of the test."""
    shutil.copytree(files.media, settings.MEDIA_ROOT)


def picture():
    """Return a picture as a browser sends it."""
    return SimpleUploadedFile("foto.png", get_test_image_file().file.getvalue(), "image/png")


def status(client, name, *args):
    """Return the status of a screen."""
    return client.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", RIGHTS)
def test_files_are_changed_and_chosen_by_their_collections_team(files, who, kind):
    changed, chosen = RIGHTS[who]
    client, app = files.city.browser(who), ROOT[kind]
    singular = kind[:-1]
    wrong = []
    for place, file in files.of(kind).items():
        screens = {f"{app}:edit": changed, f"{app}:delete": changed, f"{app}_chooser:chosen": chosen}
        screens[f"{app}:{singular}_usage"] = changed
        if kind == "images":
            screens |= {f"{app}_chooser:select_format": chosen, f"{app}:preview": changed}
        for name, allowed in screens.items():
            found = status(client, name, file.pk, *(["width-10"] if name.endswith("preview") else []))
            if found != (200 if place in allowed else 403):
                wrong.append((name, place, found))
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", RIGHTS)
def test_lists_searches_and_choosers_name_hers(files, who, kind):
    changed, chosen = RIGHTS[who]
    client, app = files.city.browser(who), ROOT[kind]
    everything = "&".join(f"id={file.pk}" for file in files.of(kind).values())
    if changed:
        for url in (reverse(f"{app}:index"), f"{reverse(f'{app}:index_results')}?q=Archivo"):
            assert files.shown(kind, client.get(url)) == changed, url
    for url in (
        reverse(f"{app}_chooser:choose"),
        f"{reverse(f'{app}_chooser:choose_results')}?q=Archivo",
        f"{reverse(f'{app}_chooser:chosen_multiple')}?{everything}",
    ):
        assert files.shown(kind, client.get(url)) == chosen, url


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["west author", "west editor", "south editor", "west translator", "nobody"])
@pytest.mark.parametrize("action", ["delete", "add_tags", "add_to_collection"])
def test_bulk_actions_name_and_touch_hers(files, who, kind, action):
    changed, chosen = RIGHTS[who]
    model = type(files.of(kind)["west"])
    url = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, action])
    everything = "&".join(f"id={file.pk}" for file in files.of(kind).values())
    client = files.city.browser(who)
    answer = client.get(f"{url}?{everything}&id=x", follow=True)
    assert files.shown(kind, answer) <= changed | chosen
    client.post(f"{url}?{everything}", {"collection": files.collections["south"].pk, "tags": "nuevo"})
    kept = {place for place, file in files.of(kind).items() if model.objects.filter(pk=file.pk).exists()}
    assert kept == set(files.of(kind)) - (changed if action == "delete" else set())
    moved = {place for place, file in files.of(kind).items() if in_collection(model, file, files.collections["south"])}
    assert moved - {"south"} == set()
    tagged = {place for place, file in files.of(kind).items() if place in kept and file.tags.exists()}
    assert tagged <= changed


def in_collection(model, file, collection):
    """Tell whether a file lies in a collection."""
    return model.objects.filter(pk=file.pk, collection=collection).exists()


@pytest.mark.parametrize("place", ["west", "south", "closed", "city"])
def test_a_picture_goes_into_her_collection_whatever_the_form_says(files, place):
    client = files.city.browser("west editor")
    client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Foto nueva", "files[]": picture(), "collection": files.collections[place].pk},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    made = PortalImage.objects.exclude(title__startswith="Archivo")
    assert [image.collection_id for image in made] == [files.collections["west"].pk]
    client.post(
        reverse("wagtailimages:edit", args=[files.images["west"].pk]),
        {"title": "Archivo west", "collection": files.collections[place].pk, "tags": ""},
    )
    assert PortalImage.objects.get(pk=files.images["west"].pk).collection_id == files.collections["west"].pk


def test_the_author_replaces_the_file_of_her_own_picture_only(files):
    client = files.city.browser("west author")
    for place, allowed in (("own", True), ("west", False)):
        image = files.images[place]
        fields = {"title": "Cambiada", "collection": image.collection_id, "file": picture(), "tags": ""}
        client.post(reverse("wagtailimages:edit", args=[image.pk]), fields)
        assert (PortalImage.objects.get(pk=image.pk).title == "Cambiada") == allowed


@pytest.mark.parametrize("kind", KINDS)
def test_closing_a_district_takes_its_files_from_its_team(files, kind):
    close_district(files.city.west)
    client = files.city.browser("west editor")
    assert status(client, f"{ROOT[kind]}:edit", files.of(kind)["west"].pk) == 403
    assert files.shown(kind, client.get(reverse(f"{ROOT[kind]}_chooser:choose"), follow=True)) == set()


def test_nothing_of_ours_asks_for_a_permission_to_choose_that_wagtail_does_not(db):
    from django.contrib.auth.models import Permission

    chosen = Permission.objects.filter(codename__startswith="choose_").values_list(
        "content_type__app_label", "codename"
    )
    assert set(chosen) == {("wagtailimages", "choose_image"), ("wagtaildocs", "choose_document")}
