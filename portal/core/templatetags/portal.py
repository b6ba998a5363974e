"""What templates may ask: the furniture around a page, its addresses and languages, and small ways of saying things."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template import RequestContext
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext, override
from wagtail.blocks import StreamValue
from wagtail.models import Page

from portal.core import locales
from portal.core.language import in_interface, language_name, reader_language
from portal.core.models import CitySettings
from portal.core.partial_dates import partial_date_words
from portal.core.qr import qr_path
from portal.core.templatetags.page_frame import page_frame_of, view_links

if TYPE_CHECKING:
    from portal.core.models import BasePage
    from portal.core.templatetags.page_frame import PageFrame

register = template.Library()
register.filter(language_name)

FACET_LIMIT = 8
DESCRIPTION_LENGTH = 160
LONGEST_PRINTED_QUERY = 300  # a longer one makes a QR code that a phone does not read from paper


def page_of(context: RequestContext) -> BasePage | None:
    """Return the Wagtail page that a template context shows, or None (a view's paginator is no page)."""
    page = context.get("page")
    return page if isinstance(page, Page) else None


def page_part(context: RequestContext) -> str:
    """Return the part of the page's address that a route of the page added ("neighbourhoods/echesortu/"), or ""."""
    return getattr(context.get("request"), "page_part", "")


def surroundings(context: RequestContext) -> PageFrame:
    """Return the PageFrame of a template context, or None where there is no request (mail, some error pages)."""
    request = context.get("request")
    return page_frame_of(request, page_of(context)) if request is not None else None


def link_to(page: Page, request: HttpRequest, here: BasePage | None = None) -> dict[str, str]:
    """Return what a list of links needs of `page`: title, url in the reader's interface, lang if another, current."""
    language = page.locale.language_code
    if here is None or here.path is None:
        current = ""
    elif here.translation_key == page.translation_key:
        current = "page"
    else:
        current = "true" if here.path.startswith(page.path) else ""
    return {
        "title": page.title,
        "url": in_interface(page.get_url(request) or "", reader_language()),
        "lang": language if language != reader_language() else "",
        "current": current,
    }


@register.simple_tag(takes_context=True)
def address(context: RequestContext, page: BasePage) -> str:
    """Return the path of `page` under the reader's interface, where a missing translation shows the source."""
    return in_interface(page.get_url(context.get("request")) or "", reader_language())


@register.simple_tag(takes_context=True)
def main_menu(context: RequestContext) -> list[dict[str, str]]:
    """Return the links of the main menu: [{title, url, lang, current}]."""
    around = surroundings(context)
    request, here = context.get("request"), page_of(context)
    pages = [link_to(page, request, here) for page in around.menu] if around else []
    return [*pages, *view_links(request)]


@register.simple_tag(takes_context=True)
def page_crumbs(context: RequestContext) -> list[dict[str, str]]:
    """Return the links from the home page down to the parent of the page shown: [{title, url, lang, current}]."""
    around = surroundings(context)
    if around is None:
        return []
    links = [link_to(page, context["request"]) for page in around.crumbs]
    if links:
        links[0].update(title=gettext("Inicio"), lang="")
    if links and page_part(context):  # the page itself is above its part
        links.append(link_to(page_of(context), context["request"]))
    return links


@register.simple_tag(takes_context=True)
def footer(context: RequestContext) -> dict[str, Any]:
    """Return what the foot of every page says: {home: HomePage or None, links: [{title, url, lang, current}]}."""
    around = surroundings(context)
    if around is None:
        return {"home": None, "links": []}
    return {"home": around.home, "links": [link_to(page, context["request"]) for page in around.foot]}


def home_address(code: str) -> str:
    """Return the path of the home page of a language."""
    with override(code):
        try:
            return reverse("wagtail_serve", args=[""])
        except NoReverseMatch:  # a deployment without the public pages
            return "/"


def language_address(context: RequestContext, code: str) -> tuple[str, str]:
    """Return (path of what is shown, under the interface in language `code`; language code of its text)."""
    request, page = context.get("request"), page_of(context)
    if page is not None:
        around = page_frame_of(request, page)
        if code in around.versions:
            return around.versions[code].get_url(request) + page_part(context), code
        address = in_interface(page.get_url(request) or home_address(code), code) + page_part(context)
        return address, page.locale.language_code
    match = getattr(request, "resolver_match", None)
    if match is None or match.view_name == "wagtail_serve":  # a page that is not there, or an error
        return home_address(code), code
    return urlsplit(translate_url(request.path, code)).path, code


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Return [(code, endonym)] of the portal's languages, for pages that may not ask the database."""
    return settings.LANGUAGES


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[dict[str, Any]]:
    """Return the language switch: [{code, name, url, current, source}], one per language of the portal.

    `name` is the language's own; `source` is empty, or says, in that language, that the text is still in another one.
    """
    request, links = context.get("request"), []
    query = request.META.get("QUERY_STRING", "") if request is not None else ""
    for code, name in settings.LANGUAGES:
        url, text_language = language_address(context, code)
        with override(code):
            source = ""
            if text_language != code:
                source = gettext("el texto está en %(language)s") % {"language": language_name(text_language)}
        links.append(
            {
                "code": code,
                "name": name,
                "url": f"{url}?{query}" if query else url,
                "current": code == reader_language(),
                "source": source,
            }
        )
    return links


@register.simple_tag(takes_context=True)
def canonical_url(context: RequestContext) -> str:
    """Return the one public address (absolute) of what is shown, in the language of its text, without query."""
    request, page = context.get("request"), page_of(context)
    while page is not None and page.alias_of_id:  # the same page at a second address
        page = page.alias_of
    path = page.get_url(request) if page is not None else request.path if request is not None else "/"
    return settings.BASE_URL + urlsplit(path or "/").path + page_part(context)


@register.simple_tag(takes_context=True)
def printed_address(context: RequestContext) -> str:
    """Return the address that stands on paper and in its QR code: the canonical one, with the search that was made."""
    request = context.get("request")
    query = request.META.get("QUERY_STRING", "") if request is not None else ""
    address = canonical_url(context)
    return f"{address}?{query}" if 0 < len(query) <= LONGEST_PRINTED_QUERY else address


@register.simple_tag(takes_context=True)
def alternates(context: RequestContext) -> list[dict[str, str]]:
    """Return the versions of what is shown for search engines: [{code, url (absolute)}], "x-default" last."""
    request, page = context.get("request"), page_of(context)
    if page is None:
        match = getattr(request, "resolver_match", None)
        if match is None or match.view_name == "wagtail_serve":
            return []
        versions = {code: translate_url(request.path, code) for code, _ in settings.LANGUAGES}
        default = settings.LANGUAGE_CODE
        if len(set(versions.values())) == 1:  # an address without language prefix
            return []
    else:
        pages = page_frame_of(request, page).versions
        versions = {code: version.get_url(request) for code, version in pages.items()}
        if not versions:
            return []
        default = min(pages.values(), key=lambda version: version.pk).locale.language_code
    addresses = {code: settings.BASE_URL + urlsplit(url).path + page_part(context) for code, url in versions.items()}
    links = [{"code": code, "url": url} for code, url in sorted(addresses.items())]
    return [*links, {"code": "x-default", "url": addresses[default]}]


@register.filter
def og_locale(code: str) -> str:
    """Return a language code as Open Graph wants it: "es" → "es_LA"."""
    return locales.language_row(code).open_graph or code


@register.simple_tag(takes_context=True)
def description(context: RequestContext) -> str:
    """Return one or two sentences about the page or the part of it that is shown (plain text), or an empty string."""
    page = page_of(context)
    own, lead, intro = (getattr(page, name, "") for name in ("search_description", "lead", "intro"))
    text = next((text for text in (own, context.get("part_description"), lead, intro) if text), "")
    return Truncator(" ".join(strip_tags(str(text)).split())).chars(DESCRIPTION_LENGTH)


@register.filter
def has_own_colour(city: CitySettings) -> bool:
    """Tell whether `city` (CitySettings) chose a colour other than the style sheet's."""
    return city.colour.lower() != CitySettings._meta.get_field("colour").default


@register.simple_tag
def qr(url: str) -> str:
    """Return the QR code of an address as inline SVG, without styles."""
    size, path = qr_path(url)
    label = gettext("Código QR de esta página")
    svg = '<svg role="img" aria-label="{}" viewBox="0 0 {} {}"><path stroke="#000" d="{}"/></svg>'
    return format_html(svg, label, size, size, path)


@register.filter
def spoken_date(value: date | str) -> str:
    """Return a partial date (str, "2018-12") in the reader's words, "diciembre de 2018"; an empty one stays empty."""
    return partial_date_words(value) if value else ""


@register.filter
def tel(phone: str) -> str:
    """Return a phone number as written (str) as the address of a call: "0800 555 0148" → "tel:08005550148"."""
    return "tel:" + re.sub(r"[^\d+]", "", phone or "")


@register.simple_tag
def contents(body: list[type] | StreamValue) -> list[dict[str, Any]]:
    """Return the parts of a StreamValue as [{block, anchor}]; a heading's anchor is made of its words, once."""
    parts, used = [], set()
    for block in body:
        anchor = ""
        if block.block_type == "heading":
            word = anchor = slugify(block.value) or "s"
            count = 2
            while anchor in used:
                anchor, count = f"{word}-{count}", count + 1
            used.add(anchor)
        parts.append({"block": block, "anchor": anchor})
    return parts


@register.simple_tag
def headings(parts: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the headings among the parts of `contents`: [{text, anchor}]."""
    return [{"text": part["block"].value, "anchor": part["anchor"]} for part in parts if part["anchor"]]


@register.simple_tag
def folded(values: list[dict[str, Any]], limit: str | None = None) -> dict[str, Any]:
    """Split the values of a facet: {shown, rest, open}; at most `limit` (8) shown, open when one of the rest is on."""
    values = list(values or [])
    limit = limit or FACET_LIMIT
    rest = values[limit:]
    return {"shown": values[:limit], "rest": rest, "open": any(value.get("selected") for value in rest)}


@register.simple_tag
def control(field: BoundField) -> str:
    """Return the widget of a BoundField in the portal's look."""
    return field.as_widget(attrs={"class": "input"})


@register.simple_tag(takes_context=True)
def section(context: RequestContext, name: str, values: dict[str, Any]) -> str:
    """Render a template by name with `values` (dict) and what every template may know, and nothing else of the page."""
    kept = ("request", "page", "city", "language", "direction", "demonstration", "base_url", "csrf_token")
    known = {key: context[key] for key in kept if key in context}
    return mark_safe(get_template(name).template.render(context.new({**known, **values})))  # noqa: S308 (a template's output)
