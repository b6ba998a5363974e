"""The addresses of the public boundaries: /districts.geojson and /neighbourhoods.geojson."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import collection

CONTENT_TYPE = "application/geo+json"


@require_safe
def districts(request: HttpRequest) -> HttpResponseBase:
    """Send the boundaries of the open districts."""
    return geojson_response(request, collection.district_rows)


@require_safe
def neighbourhoods(request: HttpRequest) -> HttpResponseBase:
    """Send the boundaries of the neighbourhoods of the open districts."""
    return geojson_response(request, collection.neighbourhood_rows)


def geojson_response(request: HttpRequest, rows_of: Callable) -> HttpResponseBase:
    """Return the file of `rows_of(districts, day)` for `?district=CODE` (may be repeated) and `?on=2025-01-31`."""
    codes = [code for code in request.GET.getlist("district") if code]
    try:
        day = date.fromisoformat(request.GET["on"]) if request.GET.get("on") else None
    except ValueError:
        return fault(_("«on» no es un día: escríbelo como 2025-01-31."), 400)
    open_districts = collection.open_districts(codes, request)
    unknown = set(codes) - {district.code for district, _address in open_districts.values()}
    if unknown:
        return fault(_("No hay ningún distrito abierto con ese código."), 404)
    rows = rows_of(open_districts, day)
    response = StreamingHttpResponse(collection.feature_collection_json(rows), content_type=CONTENT_TYPE)
    response["ETag"] = collection.etag_of(rows)  # ConditionalMiddleware answers 304 before a geometry is read
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"  # open data: another site's map may read it
    return response


def fault(message: str, status: int) -> JsonResponse:
    """Return a refusal as JSON."""
    response = JsonResponse({"error": message}, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
