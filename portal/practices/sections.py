"""What the bank shows on pages of lower layers: on the home page, and on the page of a district."""

from typing import Any

from django.http import HttpRequest

from portal.core.language import in_interface, localized_pages, reader_language, written_in
from portal.core.models import BasePage
from portal.core.registry import PageSection, register_section
from portal.districts.models import DistrictPage
from portal.territory.models import Neighbourhood
from search.api import document_count, search
from search.query import SearchQuery, SearchResults

from .bank import KIND
from .facets import PracticeFilterLabels
from .models import PracticeIndexPage, PracticePage
from .rows import covered_rows

ON_HOME, IN_DISTRICT = 3, 5
NEWEST = 24  # of so many the home page shows those first that the reader can read


def newest_practices(count: int, **facets) -> SearchResults:
    """Return the results of the newest practices with these facet codes."""
    return search(
        SearchQuery(language=reader_language(), kinds=(KIND,), facets=facets, sort="newest", page_size=count, page=1)
    )


def bank_page_url(request: HttpRequest) -> str:
    """Return the bank's address under the reader's interface, or an empty string where there is none."""
    bank = localized_pages(PracticeIndexPage.objects.all()).first()
    return in_interface(bank.get_url(request)) if bank else ""


def home_practices(request: HttpRequest, page: BasePage) -> dict[str, Any]:
    """The bank's part of the home page: a search box, how many there are, the newest."""
    url = bank_page_url(request)
    if not url:
        return None
    labels = PracticeFilterLabels(reader_language())
    language = reader_language()
    newest = sorted(newest_practices(NEWEST).hits, key=lambda hit: hit.language != language)
    categories = [
        {"text": term.label(), "url": f"{url}?category={term.code}"}
        for (vocabulary, _code), term in labels.terms().items()
        if vocabulary == "bank_category" and term.active
    ]
    return {
        "bank_url": url,
        "total": document_count((KIND,)),
        "rows": covered_rows(newest[:ON_HOME], labels),
        "categories": categories,
    }


def district_practices(request: HttpRequest, page: DistrictPage) -> dict[str, Any]:
    """The newest practices that lie in a district, with the way to all of them; says so when there is none."""
    url = bank_page_url(request)
    results = newest_practices(IN_DISTRICT, district=(page.record.code,))
    labels = PracticeFilterLabels(reader_language())
    return {
        "rows": covered_rows(results.hits, labels),
        "total": results.total,
        "bank_url": url,
        "all_url": f"{url}?district={page.record.code}" if url else "",
    }


def neighbourhood_practices(request: HttpRequest, place: Neighbourhood) -> dict[str, list[dict]] | None:
    """The newest practices of a neighbourhood (Neighbourhood); None when it told none yet."""
    pages = localized_pages(PracticePage.objects.filter(neighbourhood=place)).select_related("locale")
    rows = [neighbourhood_row(request, page) for page in pages.order_by("-first_published_at", "-pk")[:IN_DISTRICT]]
    return {"rows": rows} if rows else None


def neighbourhood_row(request: HttpRequest, page: PracticePage) -> dict[str, Any]:
    """Return a practice (PracticePage) as a row."""
    lang = page.text_language
    row = {"title": page.title, "url": in_interface(page.get_url(request)), "text": page.lead}
    foreign = written_in(lang)
    return row | {"lang": lang if foreign else "", "tags": [foreign] if foreign else []}


def register() -> None:
    """Register the bank's sections."""
    here = PageSection(
        "neighbourhood", "practices", "practices/sections/neighbourhood.html", neighbourhood_practices, order=50
    )
    register_section(here)
    register_section(PageSection("home", "practices", "practices/sections/home.html", home_practices, order=20))
    register_section(
        PageSection("district", "practices", "practices/sections/district.html", district_practices, order=50)
    )
