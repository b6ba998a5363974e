"""What districts show on pages of lower layers."""

from django.db.models import Count
from django.http import HttpRequest

from portal.core.language import in_interface, localized_pages
from portal.core.models import BasePage
from portal.territory.models import DistrictKind

from .models import DistrictPage


def home_districts(request: HttpRequest, page: BasePage) -> dict[str, list[dict]] | None:
    """The districts' part of the home page: one row each, with its centre and the number of its neighbourhoods."""
    pages = localized_pages(DistrictPage.objects.filter(record__active=True, record__kind=DistrictKind.DISTRICT))
    pages = pages.select_related("record", "locale").annotate(count=Count("record__neighbourhoods", distinct=True))
    rows = [
        {"page": district, "url": in_interface(district.get_url(request)), "count": district.count}
        for district in pages.order_by("record__order", "record__name")
    ]
    return {"districts": rows} if rows else None
