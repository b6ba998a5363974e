"""A request of endless files fills no disk, and a file that was cut is told to be too heavy."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from portal.uploads import handlers
from portal.uploads.intake import PICTURES, receive


@pytest.fixture(autouse=True)
def small_caps(monkeypatch, settings):
    """Let a file have 11 MB, a request 30 MB."""
    monkeypatch.setattr(handlers, "MOST_OF_ONE", 11 * handlers.MB)
    monkeypatch.setattr(handlers, "MOST_OF_ALL", 30 * handlers.MB)


def files_sent(address, *sizes):
    """Return what arrives of files of so many megabytes at an address."""
    files = {f"f{number}": SimpleUploadedFile("x.jpg", bytes(size * handlers.MB)) for number, size in enumerate(sizes)}
    return RequestFactory().post(address, files).FILES


@pytest.mark.django_db
def test_a_file_is_cut_and_then_refused_as_too_heavy():
    arrived = files_sent("/es/proponer/", 15, 1)
    assert 11 <= len(arrived["f0"].read()) / handlers.MB < 11.2
    assert arrived["f1"].size == handlers.MB
    with pytest.raises(ValidationError, match=r"x\.jpg: Pesa más de 10,0.*MB"):
        receive(uuid4(), "photos", arrived["f0"], PICTURES)
    arrived["f0"].close()
    arrived["f1"].close()


def test_a_request_that_never_ends_is_stopped():
    arrived = files_sent("/es/proponer/", 10, 10, 10, 10, 10)
    assert list(arrived) == ["f0", "f1", "f2"]
    for name in arrived:
        assert len(arrived[name].read()) == 10 * handlers.MB
        arrived[name].close()


def test_the_office_has_its_own_limits():
    arrived = files_sent("/admin/documents/add/", 15)
    assert arrived["f0"].size == 15 * handlers.MB
    arrived["f0"].close()
