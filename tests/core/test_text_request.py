"""Whatever encoding a request names, its address and its fields are read."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from portal.wsgi import TextRequest, application

BODY = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\nx\r\n--b--\r\n'


def environ(charset):
    """Return what the web server hands over of a post that names a charset."""
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    return RequestFactory().generic("POST", "/", BODY, content_type=kind.partition("; charset")[0]).environ | {
        "CONTENT_TYPE": kind,
        "QUERY_STRING": "q=a",
    }


@pytest.mark.parametrize("charset", ["rot13", "zip", "idna", "undefined", "nowhere", '"rot13"', "latin-1", "x\x00", ""])
def test_a_request_is_read_whatever_encoding_it_names(charset):
    request = TextRequest(environ(charset))
    assert request.GET["q"] == "a"
    assert request.POST["email"] == "x"


def test_without_it_such_a_request_fails_before_any_of_our_rules():
    with pytest.raises(LookupError):
        WSGIRequest(environ("rot13"))


def test_the_web_server_reads_so():
    assert application.request_class is TextRequest
