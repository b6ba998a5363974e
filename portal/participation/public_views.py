"""The addresses of a district's numbers of participation: the latest quarter, any quarter, all of them as CSV and JSON."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from portal.core.escaping import BYTE_ORDER_MARK, csv_line
from portal.core.language import in_interface
from portal.core.public_views import route
from portal.districts.models import DistrictPage

from .quarter_pages import (
    COLUMNS,
    FOLDER,
    QuarterReading,
    district_quarters,
    machine_rows,
    quarter_page_context,
)


@route(DistrictPage, f"{FOLDER}/", name="participation")
def latest_quarter(page: DistrictPage, request: HttpRequest) -> HttpResponse:
    """Answer with the latest published quarter, and the way to the earlier ones."""
    return quarter_page(page, request, "")


@route(DistrictPage, f"{FOLDER}/<slug:code>/", name="quarter")
def one_quarter(page: DistrictPage, request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the quarter of a code such as 2026-Q3."""
    return quarter_page(page, request, code)


@route(DistrictPage, f"{FOLDER}/all/csv/", name="participation_csv")
def quarters_csv(page: DistrictPage, request: HttpRequest) -> HttpResponse:
    """Answer with all published quarters as CSV."""
    rows = machine_rows(published_quarters(page))
    lines = [csv_line(COLUMNS), *(csv_line([machine_cell(row[name]) for name in COLUMNS]) for row in rows)]
    response = HttpResponse(BYTE_ORDER_MARK + "".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="participation-{page.record.code}.csv"'
    return response


@route(DistrictPage, f"{FOLDER}/all/json/", name="participation_json")
def quarters_json(page: DistrictPage, request: HttpRequest) -> HttpResponse:
    """Answer with all published quarters as JSON."""
    return JsonResponse({"district": page.record.code, "numbers": list(machine_rows(published_quarters(page)))})


def published_quarters(page: DistrictPage) -> list[QuarterReading]:
    """Return the published quarters of an open district. Raises Http404 where there is none."""
    readings = district_quarters(page) if page.record.active else []
    if not readings:
        raise Http404
    return readings


def quarter_page(page: DistrictPage, request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one quarter, the latest for no code. Raises Http404 for one that is not published."""
    readings = published_quarters(page)
    found = next((reading for reading in readings if code in ("", reading.numbers.quarter)), None)
    if found is None:
        raise Http404
    request.page_part = f"{FOLDER}/{code}/" if code else f"{FOLDER}/"
    base = in_interface(page.get_url(request))
    values = quarter_page_context(found, readings, base)
    return page.render(request, template="participation/page.html", context_overrides=values)


def machine_cell(value: str | int | bool | None) -> str:
    """Return a value as a cell of CSV: nothing for what is hidden, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
