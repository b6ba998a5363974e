"""The addresses of minutes below the page of a session: whole, versions, list of agreements, to be read aloud."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.core.public_views import route
from portal.councils.models import SessionPage

from .agreements_list import agreements_context
from .aloud import aloud_context
from .minutes_page import older_version, whole_minutes
from .models import Minutes, MinutesVersion
from .published import record_once
from .versions import versions_context


def minutes_or_404(request: HttpRequest, page: SessionPage) -> Minutes:
    """Return the minutes of a session that everybody may read. Raises Http404 where there are none."""
    record = record_once(request, page)
    if record is None or not record.is_published:
        raise Http404
    return record


@route(SessionPage, "minutes/", name="minutes")
def minutes_view(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with the whole minutes."""
    request.page_part = "minutes/"
    context = whole_minutes(request, page, minutes_or_404(request, page))
    return TemplateResponse(request, "minutes/whole.html", context)


@route(SessionPage, "minutes/versions/", name="minutes_versions")
def versions_view(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with the versions and what changed from one to the next."""
    request.page_part = "minutes/versions/"
    return TemplateResponse(request, "minutes/versions.html", versions_context(page, minutes_or_404(request, page)))


@route(SessionPage, "minutes/versions/<int:number>/", name="minutes_version")
def version_view(page: SessionPage, request: HttpRequest, number: int) -> HttpResponse:
    """Answer with a version that another one replaced; the latest has its own address."""
    record = minutes_or_404(request, page)
    version = MinutesVersion.objects.filter(minutes=record, number=number).first() if number < 2**15 else None
    if version is None or version.number == record.latest.number:
        raise Http404
    request.page_part = f"minutes/versions/{number}/"
    return TemplateResponse(request, "minutes/older.html", older_version(page, record, version))


@route(SessionPage, "minutes/agreements/", name="minutes_agreements")
def agreements_view(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with the list of agreements, which may be public before the minutes."""
    record = record_once(request, page)
    if record is None:
        raise Http404
    request.page_part = "minutes/agreements/"
    return TemplateResponse(request, "minutes/agreements.html", agreements_context(request, page, record))


@route(SessionPage, "minutes/aloud/", name="minutes_aloud")
def aloud_view(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with a short text to be read aloud."""
    request.page_part = "minutes/aloud/"
    context = aloud_context(request, page, minutes_or_404(request, page))
    return TemplateResponse(request, "minutes/aloud.html", context)
