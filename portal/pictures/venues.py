"""The pictures of venues: whoever reads where a meeting is sees them."""

from wagtail.models import CollectionMember

from portal.core.models import PortalImage

from .models import VenuePicture


def is_of_a_venue(file: CollectionMember) -> bool:
    """Tell whether a file is the picture of a venue in an open district: such venues stand on public pages."""
    if not isinstance(file, PortalImage):
        return False
    return VenuePicture.objects.filter(image=file.pk, venue__district__active=True).exists()
