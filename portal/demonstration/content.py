"""The content pages: privacy, accessibility, how to connect, contact by district and their like."""

import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from wagtail.rich_text import RichText

from portal.home.models import ContentPage, HomePage
from portal.practices.importing.paragraphs import answer_html

from .files import file_languages, read_all, read_toml
from .pages import make_translated_page, publish_demonstration_page

PAGE_LINK = re.compile(r"\[([^\]]+)\]\(page:([a-z-]+)\)")
WHOLE = {
    "agenda": "agendas.CalendarPage",
    "experiences": "practices.PracticeIndexPage",
    "districts": "districts.DistrictIndexPage",
}
IN_FOOTER = {"privacy", "accessibility", "connect", "contact", "easy-read", "about-bank"}


def city_words() -> dict[str, str]:
    """Return {mark: words} that all pages share: each stands in one file only."""
    city, districts = read_toml("city.toml"), read_toml("districts.toml")["districts"]
    count = sum(district["kind"] == "district" for district in districts)
    return {"{telephone}": city["telephone"], "{email}": city["email"], "{districts}": str(count)}


def fill_marks(value: Any, words: Mapping[str, str]) -> Any:
    """Return a value of a data file with the marks in all its texts filled."""
    if isinstance(value, str):
        return re.sub("|".join(map(re.escape, words)), lambda found: words[found[0]], value)
    if isinstance(value, list):
        return [fill_marks(part, words) for part in value]
    return {name: fill_marks(part, words) for name, part in value.items()} if isinstance(value, dict) else value


def rich(text: str, targets: Mapping[str, int]) -> str:
    """Return light Markdown (str) as rich text HTML; `page:name` links become links to pages ({name: page id})."""
    marked = PAGE_LINK.sub(lambda found: f"[{found[1]}](https://page.invalid/{found[2]})", text)
    html = answer_html(marked.strip().split("\n"))

    def link(found):
        target = targets.get(found[1])
        return f'<a linktype="page" id="{target}">' if target else "<a>"

    return re.sub(r'<a href="https://page\.invalid/([a-z-]+)">', link, html)


def markdown_words(text: str) -> str:
    """Return light Markdown as plain words, for fields that take no markup."""
    return re.sub(r"\*\*|\[([^\]]+)\]\([^)]*\)", lambda found: found[1] or "", text).strip()


def block(data: Mapping[str, Any], targets: Mapping[str, int]) -> dict[str, Any]:
    """Return one block of a page's body (type, value) from its table in the file."""
    kind = data["type"]
    if kind == "heading":
        return kind, data["text"]
    if kind == "paragraph":
        return kind, RichText(rich(data["text"], targets))
    if kind == "notice":
        return kind, {"title": data.get("title", ""), "text": RichText(rich(data["text"], targets))}
    if kind == "steps":
        return kind, {
            "items": [{**item, "text": RichText(rich(item.get("text", ""), targets))} for item in data["items"]]
        }
    if kind == "questions":
        return kind, {"items": [{**item, "answer": RichText(rich(item["answer"], targets))} for item in data["items"]]}
    if kind == "facts":
        return kind, {
            "items": [{name: markdown_words(value) for name, value in item.items()} for item in data["items"]]
        }
    return kind, {name: markdown_words(value) for name, value in data.items() if name != "type"}


def bare_texts(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return {language: fields} of a page without its body: links need all pages to exist first."""
    return {
        code: {
            "slug": table["slug"],
            "title": table["title"],
            "lead": table["lead"],
            "search_description": table["seo_description"],
        }
        for code, table in file_languages(data).items()
    }


def link_targets(pages: Mapping[str, Any], code: str) -> dict[str, int]:
    """Return {name: page id} of everything a text in one language may link to."""
    targets = {name: versions[code].pk for name, versions in pages.items() if code in versions}
    for name, model in WHOLE.items():
        targets[name] = apps.get_model(model).objects.get(locale__language_code=code).pk
    return targets


def build_content() -> None:
    """Make the content pages in all languages, then write their bodies, whose links need the pages."""
    home = HomePage.objects.get(locale__language_code="es")
    words = city_words()
    files = [(stem, fill_marks(data, words)) for stem, data in read_all("pages")]
    pages = {
        data["slug"]: make_translated_page(ContentPage, home, bare_texts(data), in_footer=data["slug"] in IN_FOOTER)
        for _, data in files
    }
    for _stem, data in files:
        for code, page in pages[data["slug"]].items():
            if page.body:
                continue
            targets = link_targets(pages, code)
            page.body = [block(part, targets) for part in data[code]["body"]]
            publish_demonstration_page(page)
