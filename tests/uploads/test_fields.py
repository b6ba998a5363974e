"""The field of a form: it remembers what came in, tells each file's fault, and needs no script."""

import re
from uuid import uuid4

import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from portal.uploads.fields import ReceivedFilesField
from portal.uploads.intake import PICTURES_AND_DOCUMENTS, files_of

from . import samples

pytestmark = pytest.mark.django_db


class PhotoForm(forms.Form):
    """A form with files and one more field."""

    title = forms.CharField()
    photos = ReceivedFilesField(label="Fotos", limits=PICTURES_AND_DOCUMENTS, required=False)

    def __init__(self, bundle, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photos"].bind(bundle, "photos", address_of=lambda received: f"/photo/{received.pk.hex}")


def posted(data):
    """Return data as a form posts it; "__" stands for "-" in the names."""
    lists = {key.replace("__", "-"): value if isinstance(value, list) else [value] for key, value in data.items()}
    return MultiValueDict(lists)


def form_of(bundle, *uploads, **data):
    """Return the form as somebody sent it."""
    files = MultiValueDict({"photos": [SimpleUploadedFile(name, content) for name, content in uploads]})
    return PhotoForm(bundle, posted(data), files)


def test_the_good_files_of_a_batch_stay_though_others_and_other_fields_are_wrong():
    bundle = uuid4()
    form = form_of(bundle, ("a.png", samples.png()), ("b.svg", b"<svg>"), ("c.pdf", samples.pdf()[:-30]))
    assert not form.is_valid()
    assert set(form.errors) == {"title", "photos"}
    assert [text.split(":")[0] for text in form.errors["photos"]] == ["b.svg", "c.pdf"]
    assert [received.name for received in files_of(bundle)] == ["a.png"]
    html = str(form["photos"])
    assert "a.png" in html
    assert re.search(r'src="/photo/\w{32}"', html)
    again = form_of(bundle, title="Plaza")
    assert again.is_valid()
    assert [received.name for received in again.cleaned_data["photos"]] == ["a.png"]


def test_a_file_is_described_and_removed():
    bundle = uuid4()
    files = ("a.png", samples.png()), ("b.jpg", samples.jpeg())
    form = form_of(bundle, *files, title="x", photos__alt="La plaza\u202e nueva")
    first, second = form.fields["photos"].clean(form["photos"].data)
    assert (first.alt, second.alt) == ("La plaza nueva", "La plaza nueva")
    data = {f"photos-alt-{first.pk.hex}": "Antes", "photos__remove": [second.pk.hex]}
    form = form_of(bundle, title="x", **data)
    assert form.is_valid()
    assert [received.alt for received in form.cleaned_data["photos"]] == ["Antes"]
    assert 'value="Antes"' in str(form["photos"])


def test_what_belongs_to_others_is_neither_removed_nor_described():
    other = form_of(uuid4(), ("a.png", samples.png()), title="x")
    assert other.is_valid()
    theirs = other.cleaned_data["photos"][0]
    data = {f"photos-alt-{theirs.pk.hex}": "mío", "photos__remove": [theirs.pk.hex, "no", "\0", "9" * 900]}
    assert form_of(uuid4(), title="x", **data).is_valid()
    theirs.refresh_from_db()
    assert theirs.alt == ""


def test_too_many_words_are_told_and_not_lost():
    bundle = uuid4()
    sent = form_of(bundle, ("a.png", samples.png()), title="x", photos__alt="v" * 300)
    for form in (sent, form_of(bundle, title="x")):
        assert form.errors["photos"] == ["a.png: cuenta qué se ve en hasta 250 letras."]
        assert "v" * 300 in str(form["photos"])


def test_a_required_field_is_content_with_what_came_before():
    bundle = uuid4()
    field = ReceivedFilesField(required=True)
    field.bind(bundle, "photos")

    class Required(forms.Form):
        photos = field

    assert not Required({}, MultiValueDict()).is_valid()
    assert " required" in str(Required()["photos"])
    files = MultiValueDict({"photos": [SimpleUploadedFile("a.png", samples.png())]})
    assert Required({}, files).is_valid()
    assert Required({}, MultiValueDict()).is_valid()
    assert " required" not in str(Required()["photos"])


@pytest.mark.parametrize(
    "data", [{"photos": "texto"}, {"photos-remove": ["\0", "1"]}, {"photos-alt-": "x"}, {"photos-alt": "\0"}]
)
def test_strange_data_is_no_fault(data):
    form = PhotoForm(uuid4(), posted(data), MultiValueDict({"photos": []}))
    assert set(form.errors) == {"title"}


def test_the_field_tells_what_it_takes_and_a_reader_hears_it():
    form = form_of(uuid4())
    form.fields["photos"].help_text = "Ayuda"
    html = str(form["photos"])
    described = re.search(r'aria-describedby="([^"]+)"', html)[1].split()
    assert described[-1] == "id_photos_limits"
    assert "id_photos_helptext" in described
    assert 'id="id_photos_limits"' in html
    assert (
        "Hasta 6 archivos de 10,0\xa0MB cada uno: una foto (JPEG, PNG, WebP, GIF o HEIC), un PDF o un documento" in html
    )
    assert "image/heic" not in html
    assert " multiple" in html
    assert form.is_multipart()
    assert 'src="/static/shrink.js"' in str(form.media)


def test_names_and_words_are_escaped():
    bundle = uuid4()
    form = form_of(bundle, ("<b>&'.png", samples.png()), title="x", photos__alt='"><script>')
    assert form.is_valid()
    html = str(form["photos"])
    assert "<script" not in html
    assert "<b>" not in html
    assert not re.search(r"\sstyle=|\son\w+=", html)


def test_the_script_stays_small():
    assert (settings.BASE_DIR / "static/shrink.js").stat().st_size < 2048
