"""What search keeps of a neighbourhood, in each language of its district's page, and what tells it of a change."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import override

from portal.core.indexing import index_records, is_first_version
from portal.core.registry import record_kinds
from portal.territory.models import Neighbourhood, PostalCode
from search.query import DocumentData

from .models import DistrictPage
from .pages.folders import NEIGHBOURHOODS

KIND = "neighbourhood"


def neighbourhood_documents(page: DistrictPage, records: list[int] | None = None) -> list[DocumentData]:
    """Return the DocumentData of the neighbourhoods of a public DistrictPage, or only of those with these ids."""
    places = page.record.neighbourhoods.prefetch_related("postal_codes")
    if records is not None:
        places = places.filter(pk__in=records)
    first = is_first_version(page)
    with override(page.locale.language_code):
        return [document_of(place, page, first) for place in places]


def document_of(place: Neighbourhood, page: DistrictPage, first: bool) -> DocumentData:
    """Return the DocumentData of one neighbourhood; `first` tells whether its page is the first version."""
    return DocumentData(
        key=f"{page.pk}:{place.pk}",
        group=f"{page.translation_key}:{place.pk}",
        kind=KIND,
        language=page.locale.language_code,
        title=place.name,
        url=f"{page.url or ''}{NEIGHBOURHOODS}/{place.code}/",
        is_source=first,
        summary=f"{place.get_kind_display()}, {page.title}",
        keywords="\n".join(code.code for code in place.postal_codes.all()),
        facets={"district": (page.record.code,)},
    )


def present(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return those of (page, neighbourhood) pairs (set) of which the page's district has the neighbourhood."""
    keys = {place for _page, place in pairs}
    rows = Neighbourhood.objects.filter(pk__in=keys).values_list("district__pages", "pk")
    return pairs & set(rows)


def district_page_ids(district: int) -> list[int]:
    """Return the ids (list) of the pages of the district with this id."""
    return list(DistrictPage.objects.filter(record=district).values_list("pk", flat=True))


def index_neighbourhood(place: int, *districts) -> None:
    """Write or remove the documents of a neighbourhood (its id) on the pages of these districts (ids)."""
    kind = record_kinds()[KIND]
    for district in set(districts) - {None}:
        index_records(kind, district_page_ids(district), [place])


def before_saved(sender: type[Neighbourhood], instance: Neighbourhood, raw: bool = False, **kwargs) -> None:
    """pre_save of a neighbourhood: remember in which district it was."""
    stored = None if raw else Neighbourhood.objects.filter(pk=instance.pk).values_list("district", flat=True).first()
    instance.former_district = stored


def after_saved(sender: type[Neighbourhood], instance: Neighbourhood, raw: bool = False, **kwargs) -> None:
    """post_save of a neighbourhood."""
    if not raw:
        index_neighbourhood(instance.pk, instance.district_id, instance.former_district)


def after_deleted(sender: type[Neighbourhood], instance: Neighbourhood, **kwargs) -> None:
    """post_delete of a neighbourhood."""
    index_neighbourhood(instance.pk, instance.district_id)


def after_code(sender: type[PostalCode], instance: PostalCode, raw: bool = False, **kwargs) -> None:
    """post_save, post_delete of a postal code."""
    place = None if raw else Neighbourhood.objects.filter(pk=instance.neighbourhood_id).first()
    if place is not None:
        index_neighbourhood(place.pk, place.district_id)


def connect() -> None:
    """Listen to what changes a neighbourhood or its postal codes; core listens to its district's page."""
    pre_save.connect(before_saved, sender=Neighbourhood, dispatch_uid="neighbourhood-before")
    post_save.connect(after_saved, sender=Neighbourhood, dispatch_uid="neighbourhood-saved")
    post_delete.connect(after_deleted, sender=Neighbourhood, dispatch_uid="neighbourhood-deleted")
    post_save.connect(after_code, sender=PostalCode, dispatch_uid="postal-code-saved")
    post_delete.connect(after_code, sender=PostalCode, dispatch_uid="postal-code-deleted")
