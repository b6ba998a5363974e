"""The districts that everybody may see, each with the address of its page in the reader's interface."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest

from portal.core.language import in_interface, localized_pages
from portal.core.public import public_pages
from portal.districts.models import DistrictPage
from portal.territory.models import Neighbourhood

NEIGHBOURHOODS = "neighbourhoods"  # the same segment in all languages


def open_folders(request: HttpRequest) -> dict[int, DistrictPage]:
    """Return {district id: DistrictPage} of all open districts with a public page, in their order; one query.

    Each page has its record at hand and its `address` (path in the reader's interface).
    """
    pages = localized_pages(DistrictPage.objects.filter(record__active=True)).select_related("record", "locale")
    folders = {page.record_id: page for page in pages.order_by("record__order", "record__name")}
    for page in folders.values():
        page.address = in_interface(page.get_url(request) or "")
    return folders


def neighbourhood_address(page: DistrictPage, code: str) -> str:
    """Return the address of a neighbourhood's page, given its district's page with its `address`."""
    return f"{page.address}{NEIGHBOURHOODS}/{code}/"


def page_parts() -> Iterator[tuple[UUID, str]]:
    """Yield (translation key of a district's page, part of its address) of each neighbourhood of an open district."""
    pages = public_pages(DistrictPage.objects.filter(record__active=True))
    keys = dict(pages.values_list("record", "translation_key"))
    for district, code in Neighbourhood.objects.filter(district__in=keys).values_list("district", "code"):
        yield keys[district], f"{NEIGHBOURHOODS}/{code}/"
