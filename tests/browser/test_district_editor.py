"""The editor of a district just opened: she publishes a page with a picture there, and is refused everywhere else."""

import json
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from .office import INSIDE, log_in, publish
from .test_editor import drawn
from .test_office_languages import speak

pytestmark = pytest.mark.browser

PASSWORD = "una-clave-larga-y-nueva-7"
SHOWN = "Un muelle de madera y dos botes atados."
ELSEWHERE = """
import json
from django.core.files.base import ContentFile
from portal.core.models import PortalImage
from portal.districts.models import DistrictPage
from portal.practices.models import PracticePage
from portal.territory.models import District, Neighbourhood
from tests.browser.test_editor import drawn
south = District.objects.get(code="sur")
image = PortalImage.objects.create(
    title="Ajena", collection=south.files.collection, file=ContentFile(drawn(1), "ajena.png")
)
mine = DistrictPage.objects.get(record__code="{code}", locale__language_code="es")
print(json.dumps({{
    "mine": mine.pk,
    "collection": mine.record.files.collection.name,
    "page": DistrictPage.objects.get(record=south, locale__language_code="es").pk,
    "practice": PracticePage.objects.filter(district=south).first().pk,
    "image": image.pk,
    "district": south.pk,
    "neighbourhood": Neighbourhood.objects.filter(district=south).first().pk,
}}))
"""
TITLES = """
import json
from wagtail.models import Page
from portal.core.models import PortalImage
from portal.territory.models import District, Neighbourhood
pages = Page.objects.filter(pk__in=[{page}, {practice}], live=True)
assert pages.count() == 2
names = [image.title for image in PortalImage.objects.filter(pk={image})]
names += [page.get_latest_revision_as_object().title for page in pages]
names += [District.objects.get(pk={district}).name, Neighbourhood.objects.get(pk={neighbourhood}).name]
assert len(names) == 5
print(json.dumps(names))
"""


@pytest.fixture
def place(manage):
    """A district made by add_district, and what another district has: names and ids."""
    number = time.time_ns() % 10**9
    name, code = f"Ribera {number}", f"ribera-{number}"
    assert f"{code}: opened" in manage("add_district", code, name)
    found = manage("shell", "--no-imports", "-c", ELSEWHERE.format(code=code)).strip().splitlines()[-1]
    return {"name": name, "code": code, **json.loads(found)}


@pytest.fixture
def editor(opened, place):
    """The page of a browser in which the new district's editor has just come in, with her second factor."""
    name = f"editor-{place['code']}"
    make_account(log_in(opened, "admin", locale="es"), name, place["name"])
    page = opened("/admin/", locale="es")
    for field, value in (("username", name), ("password", PASSWORD)):
        page.fill(f"[name={field}]", value)
    page.locator("form [type=submit]").first.click()
    secret = page.locator("main code").inner_text()
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("form [type=submit]").first.click()
    page.locator("main a.button").click()
    page.wait_for_url(INSIDE)
    return page


def make_account(page, name, district):
    """Have an administrator make an account and add it to the editors of a district (its name)."""
    speak(page, "es")  # another test may have left another language
    page.goto("/admin/users/new/")
    texts = {"username": name, "email": f"{name}@nuevaribera.example", "first_name": "Ana", "last_name": "Ribera"}
    for field, value in {**texts, "password1": PASSWORD, "password2": PASSWORD}.items():
        page.fill(f"[name={field}]", value)
    fold = page.locator("#id_groups details").filter(has_text=re.compile(rf"^\s*{district}"))
    fold.locator("summary").click()
    fold.get_by_label("Edición").check()
    page.locator("footer [type=submit], form [type=submit]").last.click()
    page.wait_for_url("**/admin/users/")


def add_picture_block(page, number):
    """Add a picture to the text of a content page: one uploaded on the spot, with what it shows."""
    page.locator(".w-panel__content [data-streamfield-stream-container] button, .c-sf-add-button").first.click()
    page.get_by_role("option", name=re.compile("Imagen")).first.click()
    block = page.locator("[data-contentpath=body]")
    block.locator("[data-chooser-action-choose]").first.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab").nth(1).click()
    dialog.locator("[type=file]").set_input_files(
        {"name": "muelle.png", "mimeType": "image/png", "buffer": drawn(number)}
    )
    expect(dialog.locator("[name$=upload-title]")).to_have_value("muelle")
    offered = dialog.locator("[name$=upload-collection] option").all_inner_texts()
    dialog.locator("form [type=submit]").last.click()
    expect(block.locator(".chooser__title").first).to_have_text("muelle")
    return offered


def test_she_publishes_a_page_with_a_picture_in_her_district(editor, opened, place):
    page, title = editor, f"El muelle de {place['name']}"
    page.goto(f"/admin/pages/add/home/contentpage/{place['mine']}/")
    page.locator("#id_title").press_sequentially(title)
    offered = add_picture_block(page, int(place["code"].split("-")[1]))
    assert {name.strip() for name in offered} <= {place["collection"]}
    alt = page.locator("[data-contentpath=body] [name$=alt_text]")
    alt.fill(SHOWN)
    page.wait_for_timeout(1_000)
    publish(page, "success")
    public = f"/es/distritos/{place['code']}/"
    reader = opened(public)
    where = reader.evaluate("location.pathname")
    reader.goto(f"{where}el-muelle-de-{place['code']}/")
    expect(reader.locator("h1")).to_have_text(title)
    picture = reader.locator("main img")
    expect(picture).to_have_attribute("alt", SHOWN)
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_she_is_refused_everywhere_else(editor, place, manage):
    visit = editor.context.request
    csrf = {cookie["name"]: cookie["value"] for cookie in editor.context.cookies()}["csrftoken"]
    mine = f"/admin/pages/{place['mine']}/edit/"
    assert visit.get(mine).status == 200
    elsewhere = [
        f"/admin/pages/{place['page']}/edit/",
        f"/admin/pages/{place['practice']}/edit/",
        f"/admin/pages/{place['practice']}/delete/",
        f"/admin/pages/{place['practice']}/move/",
        f"/admin/pages/{place['practice']}/unpublish/",
        f"/admin/pages/{place['practice']}/history/",
        f"/admin/pages/add/home/contentpage/{place['page']}/",
        f"/admin/images/{place['image']}/",
        f"/admin/images/{place['image']}/delete/",
        f"/admin/districts/edit/{place['district']}/",
        f"/admin/neighbourhoods/edit/{place['neighbourhood']}/",
        f"/admin/neighbourhoods/delete/{place['neighbourhood']}/",
        "/admin/district-opening/",
        f"/admin/district-opening/{place['district']}/close/",
        "/admin/users/",
    ]
    taken = {"csrfmiddlewaretoken": csrf, "title": "Tomada", "name": "Tomada"}
    for path in elsewhere:
        assert visit.get(path).status == 403, path
        assert visit.post(path, form=taken).status == 403, path
    kept = json.loads(manage("shell", "--no-imports", "-c", TITLES.format(**place)).strip().splitlines()[-1])
    assert "Tomada" not in kept
