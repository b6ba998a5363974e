"""Receiving, keeping, giving and forgetting files: rows and files stay in step, and nothing is there twice."""

import stat
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.uploads.intake import (
    MB,
    PICTURES_AND_DOCUMENTS,
    FileLimits,
    delete_bundle,
    files_of,
)
from portal.uploads.models import ReceivedFile

from . import samples
from .sending import names_in, photo, send

# Receiving -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_lies_where_only_the_portal_reads_it_under_a_name_that_nobody_guesses(received_folder, settings):
    received = send(uuid4(), name="Ana en la plaza.png")
    for file in (received.file, received.small):
        path = received_folder / file.name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "Ana" not in file.name
        assert len(file.name) > 24
        with pytest.raises(ValueError, match="no address"):
            _ = file.url
    assert stat.S_IMODE(received_folder.stat().st_mode) == 0o700
    assert not str(received_folder).startswith((str(settings.MEDIA_ROOT), str(settings.STATIC_ROOT)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/media/", "/media/images/", "/static/", "/received/", "/documents/1/", "/static/../"]
)
def test_no_address_leads_to_a_file(client, address):
    received = send(uuid4())
    assert client.get(f"{address}{received.file.name}").status_code in (302, 404)
    assert client.get(f"{address}received/{received.file.name}").status_code in (302, 404)


@pytest.mark.django_db
def test_documents_are_kept_as_they_came():
    for name, content in (("acta.pdf", samples.pdf()), ("acta.docx", samples.docx()), ("acta.odt", samples.odf())):
        received = send(uuid4(), content, name, PICTURES_AND_DOCUMENTS)
        assert samples.kept(received.file) == content
        assert (received.name, bool(received.small), received.is_picture) == (name, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        samples.pdf(samples.object_stream(b"<< /Type /Annot /A << /S /URI >> >>")),
        samples.pdf(b"<< /Title (JavaScript para todas) /Names << >> >>"),
        samples.docx(**{"word/_rels/document.xml.rels": samples.relations("hyperlink", "https://rosario.example/")}),
        samples.docx(**{"word/embeddings/Microsoft_Excel_Sheet.xlsx": "x"}),
        samples.docx("spreadsheetml.sheet.main+xml"),
        samples.docx("presentationml.presentation.main+xml"),
        samples.odf("application/vnd.oasis.opendocument.spreadsheet"),
        samples.odf("application/vnd.oasis.opendocument.presentation"),
    ],
)
def test_ordinary_documents_are_received(content):
    assert send(uuid4(), content, "archivo", PICTURES_AND_DOCUMENTS).size == len(content)


@pytest.mark.django_db
def test_the_same_file_sent_again_is_there_once(received_folder):
    bundle = uuid4()
    first, again = send(bundle), send(bundle, name="otra vez.png")
    assert first == again
    assert len(names_in(received_folder)) == 2
    assert send(bundle, field="after") != first
    assert send(uuid4()) != first


@pytest.mark.django_db
def test_two_requests_at_once_leave_one_row_and_its_files(received_folder, monkeypatch):
    bundle = uuid4()
    first = send(bundle)
    monkeypatch.setattr("portal.uploads.intake.files_of", forgetful(1))
    assert send(bundle) == first
    assert len(names_in(received_folder)) == 2


def forgetful(times):
    """Return a `files_of` that finds nothing at first, as a request does that began before the other one ended."""
    asked = []

    def look(bundle, field=""):
        asked.append(1)
        return ReceivedFile.objects.none() if len(asked) <= times else files_of(bundle, field)

    return look


@pytest.mark.django_db
def test_a_place_that_somebody_took_meanwhile_is_not_taken_twice(monkeypatch):
    bundle = uuid4()
    send(bundle)
    places = iter([1, 1, 2])
    monkeypatch.setattr("portal.uploads.intake.next_position", lambda bundle, field: next(places))
    assert send(bundle, photo("red")).position == 2


@pytest.mark.django_db
def test_limits_of_count_and_weight_are_told(received_folder):
    bundle, limits = uuid4(), FileLimits(most=2)
    send(bundle, photo("red"), limits=limits)
    send(bundle, photo("blue"), limits=limits)
    with pytest.raises(ValidationError, match=r"foto\.png: Ya hay 2 archivos, que es lo máximo"):
        send(bundle, limits=limits)
    assert send(bundle, photo("red"), limits=limits)  # it is there already
    with pytest.raises(ValidationError, match=r"foto\.png: Pesa más de 10.*bytes"):
        send(uuid4(), samples.png(900, 900), limits=FileLimits(bytes_each=10))
    with pytest.raises(ValidationError, match=r"pasas de 1,0.*MB en total"):
        send(bundle, samples.pdf(b"x" * MB), limits=FileLimits(frozenset({"pdf"}), bytes_all=MB))
    assert len(names_in(received_folder)) == 4


@pytest.mark.django_db
def test_a_field_for_pictures_takes_no_documents():
    for name, content, word in (
        ("a.pdf", samples.pdf(), "un PDF"),
        ("a.docx", samples.docx(), "un documento de oficina"),
    ):
        with pytest.raises(ValidationError, match=f"Es {word} y aquí no se puede mandar. Manda una foto"):
            send(uuid4(), content, name)


# Rows and files in step ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_goes_when_the_deletion_is_certain(received_folder, django_capture_on_commit_callbacks):
    bundle = uuid4()
    send(bundle)
    with django_capture_on_commit_callbacks() as waiting:
        delete_bundle(bundle)
    assert len(names_in(received_folder)) == 2
    for callback in waiting:
        callback()
    assert names_in(received_folder) == set()


@pytest.mark.django_db
def test_a_deletion_taken_back_keeps_the_file(received_folder, django_capture_on_commit_callbacks):
    bundle = uuid4()
    send(bundle)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        delete_bundle(bundle)
        transaction.set_rollback(True)
    assert len(names_in(received_folder)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        delete_bundle(bundle)
    assert names_in(received_folder) == set()


@pytest.mark.django_db
def test_a_row_that_cannot_be_written_leaves_no_file(received_folder, monkeypatch):
    def fail(received, limits):
        raise RuntimeError

    monkeypatch.setattr("portal.uploads.intake.insert", fail)
    with pytest.raises(RuntimeError):
        send(uuid4())
    assert names_in(received_folder) == set()
