"""What districts show on pages of lower layers."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from portal.core.models import BasePage
from portal.territory.models import Neighbourhood

from .pages.maps import city_map
from .pages.my_district import own_district


def home_districts(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """The districts' part of the home page: the city's map, and one row each with its centre and its neighbourhoods."""
    folders = {folder.record_id: folder for folder in own_district(request)["districts"]}
    if not folders:
        return None
    counted = Neighbourhood.objects.filter(district__in=folders).order_by().values_list("district")
    counts = dict(counted.annotate(Count("pk")))
    rows = [
        {"page": folder, "url": folder.address, "count": counts.get(record, 0)} for record, folder in folders.items()
    ]
    return {"districts": rows, "map": city_map(folders)}
