"""Pictures and documents of minutes: everybody may open them while the minutes are public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from portal.core.public import public_pages
from portal.councils.models import SessionPage

from .choices import PUBLISHED_STATES
from .models import MinutesAnnex

if TYPE_CHECKING:
    from wagtail.models import CollectionMember


def is_public_annex(file: CollectionMember) -> bool:
    """Tell whether a picture or document is an annex of public minutes of a session that everybody may read."""
    wanted = Q(pk__in=[])
    for name in ("document", "image"):
        if isinstance(file, MinutesAnnex._meta.get_field(name).related_model):
            wanted |= Q(**{name: file.pk})
    rows = MinutesAnnex.objects.filter(wanted, minutes__state__in=PUBLISHED_STATES)
    return public_pages(SessionPage.objects.filter(pk__in=rows.values("minutes__session"))).exists()
