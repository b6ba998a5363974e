"""What the page of all districts and the page of a district show, and the addresses below them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from portal.core.language import in_interface
from portal.core.public_views import route

from .models import DistrictIndexPage, DistrictPage
from .pages import counter_breakdown, district, index, neighbourhood
from .pages.counters import Measure
from .pages.folders import NEIGHBOURHOODS


@route(DistrictIndexPage, "")
def all_districts(page: DistrictIndexPage, request: HttpRequest) -> HttpResponse:
    """Answer with the map, the list, the finder and the totals; an answer about a visitor's place is kept by nobody."""
    address = in_interface(page.get_url(request) or "")
    response = page.render(request, context_overrides=index.index_context(request, address))
    if "at" in request.GET:
        add_never_cache_headers(response)
    return response


@route(DistrictIndexPage, "counters/<slug:measure>/")
def counters(page: DistrictIndexPage, request: HttpRequest, measure: str) -> HttpResponse:
    """Answer with the list behind a total of the city, one row per neighbourhood."""
    request.page_part = f"counters/{measure}/"
    values = counter_breakdown.behind_context(request, measure_or_404(measure))
    return page.render(request, template="districts/pages/counters.html", context_overrides=values)


@route(DistrictIndexPage, "counters/<slug:measure>/csv/")
def counters_csv(page: DistrictIndexPage, request: HttpRequest, measure: str) -> HttpResponse:
    """Answer with the same list as CSV."""
    return counter_breakdown.as_csv(counter_breakdown.behind_context(request, measure_or_404(measure)))


def measure_or_404(measure: str) -> Measure:
    """Return the Measure of an address. Raises Http404 when there is none of this name."""
    if measure not in Measure.values:
        raise Http404
    return Measure(measure)


@route(DistrictPage, "")
def whole_district(page: DistrictPage, request: HttpRequest) -> HttpResponse:
    """Answer with the district's page; it says whether it is the visitor's own, which the cookie knows."""
    response = page.render(request, context_overrides=district.district_context(request, page))
    patch_vary_headers(response, ["Cookie"])
    return response


@route(DistrictPage, f"{NEIGHBOURHOODS}/<slug:code>/", name="neighbourhood")
def neighbourhood_page(page: DistrictPage, request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the page of one neighbourhood of the district."""
    place = get_object_or_404(page.record.neighbourhoods.select_related("responsible_unit"), code=code)
    if not page.record.active:
        raise Http404
    request.page_part = f"{NEIGHBOURHOODS}/{place.code}/"
    values = neighbourhood.neighbourhood_context(request, page, place)
    return page.render(request, template="districts/pages/neighbourhood.html", context_overrides=values)
