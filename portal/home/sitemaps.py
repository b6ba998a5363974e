"""The sitemap: every public page with its versions in other languages."""

from collections import defaultdict
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page, Site

from portal.core.public import public_pages
from portal.districts.pages.folders import page_parts
from portal.proposals.public import public_proposals

LIMIT = 50_000  # sitemaps.org, protocol 0.9: at most this many addresses in one file
NAMESPACES = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}


def sitemap_versions(site: Site) -> dict[tuple[UUID, str] | UUID, list[tuple]]:
    """Return {translation key: [(language, absolute address, last change)]} of all public pages under a site's homes."""
    versions = defaultdict(list)
    homes = public_pages(Page.objects.filter(translation_key=site.root_page.translation_key)).select_related("locale")
    for home in homes:
        language = home.locale.language_code
        pages = public_pages(Page.objects.descendant_of(home, inclusive=True)).order_by("path")
        for key, path, changed in pages.values_list("translation_key", "url_path", "last_published_at")[:LIMIT]:
            inside = path[len(home.url_path) :]
            versions[key].append((language, f"{settings.BASE_URL}/{language}/{inside}", changed))
    add_parts(versions)
    return versions | proposal_versions(list(homes))


def add_parts(versions: dict[UUID, list[tuple]]) -> None:
    """Add to {translation key: [(language, address, last change)]} what routes of its pages show."""
    for key, part in page_parts():
        known = versions.get(key)
        if known is not None:
            versions[key, part] = [(language, f"{address}{part}", None) for language, address, _changed in known]


def proposal_versions(homes: list[Page]) -> dict[str, list[tuple]]:
    """Return the same of the list of proposals under each home, and of each public one in the language of its text."""
    found = {}
    for home in homes:
        with override(home.locale.language_code):
            address = settings.BASE_URL + reverse("proposal_list")
        found.setdefault("proposals", []).append((home.locale.language_code, address, None))
    rows = public_proposals().values_list("submission__code", "submission__language", "submission__published_at")
    for code, language, changed in rows[:LIMIT]:
        with override(language):
            address = settings.BASE_URL + reverse("proposal_page", args=[code])
        found[f"proposal:{code}"] = [(language, address, changed)]
    return found


def sitemap_response(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of the request's site as XML."""
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", NAMESPACES)
    for versions in sitemap_versions(Site.find_for_request(request)).values():
        for _language, address, changed in versions:
            xml.startElement("url", {})
            xml.addQuickElement("loc", address)
            if changed:
                xml.addQuickElement("lastmod", localtime(changed).date().isoformat())
            for other, other_address, _changed in versions if len(versions) > 1 else []:
                xml.addQuickElement("xhtml:link", attrs={"rel": "alternate", "hreflang": other, "href": other_address})
            xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response
