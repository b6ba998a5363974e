"""The drawings hang on their pages and venues: practices, councils, districts and events, in all languages.

They lie drawn in data/drawings/, so that a new city waits for no pencil; `manage.py make_drawings` draws them anew.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import capfirst
from modelcluster.models import get_serializable_data_for_fields
from PIL import Image
from wagtail.models import Collection, Revision

from portal.core.language import CODES
from portal.core.models import BasePage, PortalImage
from portal.councils.models import CouncilPage
from portal.districts.files import district_collection
from portal.districts.models import DistrictPage
from portal.events.models import EventPage
from portal.pictures.models import PictureRow, VenuePicture
from portal.practices.models import PracticePage
from portal.territory.models import District, DistrictKind, Venue

from .files import DATA, read_toml

CREDIT, LICENCE = "Nueva Ribera", "CC0 1.0"
#: what a name in the data file stands for: the page type, and the field by which its first version is found
KINDS = {
    "practice": (PracticePage, "source_key", "nueva-ribera:{}"),
    "council": (CouncilPage, "slug", "{}"),
    "event": (EventPage, "slug", "{}"),
    "district": (DistrictPage, "record__code", "{}"),
}


def versions_of(place: str) -> list[BasePage]:
    """Return the pages of "kind/name" in all languages, the first version first; none where the city has no such page."""
    kind, _slash, name = place.partition("/")
    model, field, pattern = KINDS[kind]
    first = model.objects.filter(**{field: pattern.format(name)}).order_by("pk").first()
    found = model.objects.filter(translation_key=first.translation_key) if first else model.objects.none()
    return list(found.select_related("locale", "latest_revision").order_by("pk"))


def collection_of(place: BasePage | Venue) -> Collection:
    """Return where the picture of a page or a venue lies: with its district's files, so that the team may use it again."""
    record = District.objects.filter(pk=place.district_id).first()
    if record is None or record.kind == DistrictKind.WHOLE_CITY:
        return Collection.get_first_root_node()
    return district_collection(record)


def stored_drawing(name: str, words: str, place: BasePage | Venue) -> PortalImage:
    """Store a drawing as a picture of the portal, described by its Spanish words."""
    path = DATA / f"drawings/{name}.webp"
    with Image.open(path) as drawing:  # its head is enough, Wagtail would read all of it
        width, height = drawing.size
    field = PortalImage._meta.get_field("file")
    stored = field.storage.save(field.generate_filename(PortalImage(), path.name), ContentFile(path.read_bytes()))
    image = PortalImage(
        title=capfirst(name.replace("-", " ")),
        description=words,
        credit=CREDIT,
        licence=LICENCE,
        collection=collection_of(place),
        file=stored,
        width=width,
        height=height,
    )
    image.save()
    return image


def hang(page: BasePage, source: PictureRow | None, image: PortalImage, words: dict[str, str]) -> PictureRow:
    """Give one version of a page its row, and its draft the same; the page itself is not saved: nothing else changed."""
    model = type(page)._meta.get_field("pictures").related_model
    told = words.get(page.locale.language_code, words["es"])
    row = model(page_id=page.pk, image=image, alt=told, locale=page.locale, sort_order=page.pictures.count())
    if source:
        row.translation_key = source.translation_key
    row.save()
    if page.latest_revision_id:
        rows = [*page.latest_revision.content.get("pictures", []), get_serializable_data_for_fields(row)]
        content = {**page.latest_revision.content, "pictures": rows}
        Revision.objects.filter(pk=page.latest_revision_id).update(content=content)
        page.latest_revision.content = content
    return row


def exhibit(drawings: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[PortalImage]:
    """Store each drawing and hang it on the pages that its table names; yields the stored pictures."""
    for name, data in drawings:
        places = [pages for place in data["on"] if (pages := versions_of(place))]
        venues = list(Venue.objects.filter(name__in=data.get("venues", ())))
        if not (places or venues):
            continue
        image = stored_drawing(name, data["es"], (places[0] if places else venues)[0])
        for venue in venues:
            VenuePicture.objects.create(venue=venue, image=image, words={code: data[code] for code in CODES})
        for pages in places:
            source = None
            for page in pages:
                source = hang(page, source, image, data)
        yield image


def build_exhibition() -> int:
    """Hang the drawings, unless some hang already: what an editor took down stays down. Returns how many were stored."""
    if PortalImage.objects.filter(credit=CREDIT).exists():
        return 0
    return sum(1 for _image in exhibit(read_toml("drawings.toml").items()))
