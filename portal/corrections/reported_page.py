"""Which public page an address means: only our own, without what stands behind the question mark, and nothing secret."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page, Site

from portal.core.public import is_over, public_pages
from portal.proposals.public import public_proposal
from portal.submissions.codes import read_code

LONGEST_PATH = 500  # characters
BEHIND = re.compile(r"[?#]")
PAGE_VIEWS = frozenset({"wagtail_serve", "page_file"})
PROPOSAL_VIEW = "proposal_page"
#: views of one address each that everybody reads, with the name of what they show
KNOWN_VIEWS = {
    "search": _("Buscar en todo el portal"),
    "practice_compare": _("Comparar experiencias"),
    "practice_cite": _("Citar experiencias"),
    "practice_paper": _("Imprimir experiencias"),
    "proposal_list": _("Propuestas y reclamos"),
    "proposal_page": _("Propuestas y reclamos"),
    "submission_kinds": _("Escribir a la ciudad"),
    "privacy": _("Tus datos"),
}
#: forms and matters have secrets in their addresses: what is reported is the page where all of them begin
FORM_VIEWS = "submission_"
BEGINNING = "submission_kinds"


@dataclass(frozen=True)
class ReportedPage:
    """A public address: its path, the title that a reader sees there, and the editors' page behind it, if any."""

    path: str
    title: str
    page: Page | None = None
    #: the district to which something without a page belongs
    district: int | None = None


def is_own_path(path: str) -> bool:
    """Tell whether a text is a path of this site in one of its languages, and no way to another site."""
    if not 0 < len(path) <= LONGEST_PATH or not path.isprintable() or "\\" in path or "//" in path:
        return False
    return path.split("/")[1:2] in [[code] for code, _name in settings.LANGUAGES]


def reported_path(request: HttpRequest) -> str:
    """Return the path that a report about what `request` shows names; "" where nothing public is shown."""
    match = getattr(request, "resolver_match", None)
    if match is None or not is_own_path(request.path):
        return ""
    if match.view_name.startswith(FORM_VIEWS):
        return reverse(BEGINNING)
    return request.path if match.view_name in PAGE_VIEWS or match.view_name in KNOWN_VIEWS else ""


def reported_page(text: str, request: HttpRequest) -> ReportedPage:
    """Return what an address as sent means. Raises Http404 for whatever is no public page of this site."""
    path = own_path(text)
    language = path.split("/")[1]
    with override(language):
        try:
            match = resolve(path)
        except Resolver404 as error:
            raise Http404("no address of this site") from error
        name = match.view_name or ""
        if name.startswith(FORM_VIEWS):
            path, name = reverse(BEGINNING), BEGINNING
        if name == PROPOSAL_VIEW:
            return reported_proposal(match.kwargs["code"])
        if name in KNOWN_VIEWS:
            return ReportedPage(path, str(KNOWN_VIEWS[name]))
        if name not in PAGE_VIEWS:
            raise Http404("nothing that everybody reads")
        page = routed_page(match.args[0] if match.args else "", request)
    return ReportedPage(path, page.title, page)


def reported_proposal(code: str) -> ReportedPage:
    """Return the public proposal of a code as somebody typed it. Raises Http404 where there is none."""
    read = read_code(code)
    proposal = public_proposal(read) if read else None
    if proposal is None:
        raise Http404("no public proposal")
    path = reverse(PROPOSAL_VIEW, args=[read])
    return ReportedPage(path, proposal.submission.title, district=proposal.submission.district_id)


def own_path(text: str) -> str:
    """Return the path of an address without question and mark; raises Http404 for one that is not of this site."""
    # not by urlsplit, which forgives what browsers do not: it drops line feeds, and reads "///" as one stroke
    path = BEHIND.split(text, maxsplit=1)[0]
    if not is_own_path(path):
        raise Http404("no path of this site")
    return path


def routed_page(path: str, request: HttpRequest) -> Page:
    """Return the public page that answers a path below a language's home. Raises Http404 where none does."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    asked = HttpRequest()  # a route leaves its traces on the request
    asked.method, asked.META, asked.path = "GET", request.META, f"/{quote(path)}"
    found = site.root_page.localized.specific.route(asked, [part for part in path.split("/") if part])
    better = found.kwargs.get("better_url") if found else None
    page = found.page if found and not better else None
    if page is not None and page.alias_of_id:  # the same page at a second address
        page = page.alias_of
    if page is None or is_over(page) or not public_pages(Page.objects.filter(pk=page.pk)).exists():
        raise Http404("no public page")
    return page.specific
