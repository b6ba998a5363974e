"""The addresses of the invitation kit below the page of a session."""

from django.http import HttpRequest, HttpResponse

from portal.core.public_views import route
from portal.councils.models import SessionPage

from .pages import kit_response


@route(SessionPage, "invitation/")
@route(SessionPage, "invitation/<slug:part>/")
@route(SessionPage, "invitation/<slug:part>/<slug:form>/")
def invitation(page: SessionPage, request: HttpRequest, part: str = "", form: str = "") -> HttpResponse:
    """Answer with the invitation kit, one part of it, or that part as a file."""
    return kit_response(page, request, part, form)
