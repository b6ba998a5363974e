"""Pictures made smaller before they travel, in a real browser under the portal's own content policy."""

import re
from email import message_from_bytes
from io import BytesIO

import pytest
from django import forms
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from portal.uploads.fields import ReceivedFilesField
from tests.uploads import samples

pytestmark = pytest.mark.browser

POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


class PhotoForm(forms.Form):
    """A form with one field for pictures."""

    photos = ReceivedFilesField(label="Fotos")


@pytest.fixture
def photo_page(chromium, request):
    """Yield (Playwright page with the form, list of what it sent: [(name, bytes)])."""
    script = (settings.BASE_DIR / "static/shrink.js").read_text()
    form = (
        f'<form method="post" action="/sent" enctype="multipart/form-data">{PhotoForm()}<button>Enviar</button></form>'
    )
    html = f'<!doctype html><html lang="es"><title>x</title><script src="/shrink.js" defer></script>{form}'
    sent, faults = [], []

    def answer(route):
        path = route.request.url.removeprefix("http://portal.test")
        if path == "/shrink.js":
            route.fulfill(content_type="text/javascript", body=script)
        elif path == "/sent":
            head = f"Content-Type: {route.request.headers['content-type']}\r\n\r\n".encode()
            parts = message_from_bytes(head + route.request.post_data_buffer).get_payload()
            sent.extend((part.get_filename(), part.get_payload(decode=True)) for part in parts if part.get_filename())
            route.fulfill(content_type="text/html; charset=utf-8", body="<p>Llegó</p>")
        else:
            route.fulfill(
                content_type="text/html; charset=utf-8", body=html, headers={"Content-Security-Policy": POLICY}
            )

    context = chromium.new_context(java_script_enabled=getattr(request, "param", True))
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/*", answer)
    assert page.goto("http://portal.test/").headers["content-security-policy"] == POLICY
    yield page, sent
    context.close()
    assert [fault for fault in faults if "favicon" not in fault] == []


def choose(page, *files):
    """Choose files (name, type, bytes) in the form."""
    page.set_input_files("[type=file]", [{"name": n, "mimeType": t, "buffer": content} for n, t, content in files])


def size_of(content):
    """Return the size of a picture (bytes) in pixels."""
    with Image.open(BytesIO(content)) as picture:
        return picture.size


LARGE = samples.jpeg(3000, 2000, exif=samples.place_exif(6), quality=95)


def test_a_large_picture_is_small_and_upright_and_tells_no_place_when_it_is_sent(photo_page):
    page, sent = photo_page
    small = samples.jpeg()
    choose(
        page,
        ("Plaza.jpeg", "image/jpeg", LARGE),
        ("chica.jpg", "image/jpeg", small),
        ("a.pdf", "application/pdf", b"%PDF-"),
    )
    expect(page.get_by_role("status")).to_have_text("Las fotos están listas.")
    page.get_by_role("button", name="Enviar").click()
    page.get_by_text("Llegó").wait_for()
    assert [name for name, _content in sent] == ["Plaza.jpg", "chica.jpg", "a.pdf"]
    assert size_of(sent[0][1]) == (1333, 2000)
    assert len(sent[0][1]) < len(LARGE)
    assert not re.search(rb"Exif|GPS|CAMERA", sent[0][1])
    assert sent[1][1] == small


def test_who_sends_at_once_waits_for_the_small_picture(photo_page):
    page, sent = photo_page
    data = [{"name": "Plaza.jpg", "mimeType": "image/jpeg", "buffer": LARGE}]
    page.evaluate(
        "document.querySelector('[type=file]').addEventListener('change', ({target}) => target.form.requestSubmit())"
    )
    page.set_input_files("[type=file]", data)
    page.get_by_text("Llegó").wait_for()
    assert len(sent) == 1
    assert size_of(sent[0][1]) == (1333, 2000)


def test_what_the_browser_cannot_read_is_sent_as_it_is(photo_page):
    page, sent = photo_page
    broken = LARGE[:2000]
    choose(page, ("rota.jpg", "image/jpeg", broken))
    page.get_by_role("button", name="Enviar").click()
    page.get_by_text("Llegó").wait_for()
    assert sent == [("rota.jpg", broken)]


@pytest.mark.parametrize("photo_page", [False], indirect=True)
def test_without_a_script_the_original_is_sent(photo_page):
    page, sent = photo_page
    choose(page, ("Plaza.jpg", "image/jpeg", LARGE))
    page.get_by_role("button", name="Enviar").click()
    page.get_by_text("Llegó").wait_for()
    assert sent == [("Plaza.jpg", LARGE)]
