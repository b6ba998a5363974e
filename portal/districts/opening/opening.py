"""Opening a district in one action; the same action mends what somebody broke of it, and says what it did."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from portal.core.models import User
from portal.core.publication import batch_indexing
from portal.districts.roles import ensure_district_team, ensure_review_workflow
from portal.territory.models import District

from .inventory import InventoryLine, difference, standing
from .pages import ensure_pages

OPENED, MENDED = "districts.open", "districts.mend"


@dataclass(frozen=True)
class Opening:
    """What an opening did: the District, whether it is new, and the Lines of what was made or mended; none: all stood."""

    district: District
    is_new: bool
    lines: list[InventoryLine]


def open_district(
    code: str, name: str, texts: dict[str, dict[str, str]] | None = None, user: User | None = None, **facts
) -> Opening:
    """Open a district: its record, its published page in every language, its collection, its teams' rights, the review.

    `facts` are fields of District (kind, seat_name, address, phone, email, order), `texts` is {language code: {field of
    DistrictPage: value}}; both are for what is made now. A district that stands already is mended and keeps its name,
    its facts and its texts. `user` is who did it, for the log. Returns the Opening.
    Raises ValidationError for facts that a District does not take, and DistrictIndexMissing.
    """
    with batch_indexing():
        before = standing(code)
        district = District.objects.filter(code=code).first()
        is_new = district is None
        if is_new:
            last = District.objects.aggregate(last=Max("order"))["last"]
            district = District(code=code, name=name, **{"order": (last or 0) + 1, **facts})
            district.full_clean()
            district.save()
        mend(district, texts or {})
        lines = difference(before, standing(code))
        if lines:
            said = [[line.verb, line.kind, line.what, line.count] for line in lines]
            log(instance=district, action=OPENED if is_new else MENDED, user=user, data={"lines": said})
    return Opening(district, is_new, lines)


def mend_district(district: District, user: User | None = None) -> Opening:
    """Make whole what somebody broke of a District; returns the Opening."""
    return open_district(district.code, district.name, user=user)


def what_mending_would_do(district: District) -> list[InventoryLine]:
    """Return the Lines of what mending a District would do now, without doing it."""
    with transaction.atomic():
        lines = mend_district(district).lines
        transaction.set_rollback(True)
    return lines


def mend(district: District, texts: dict[str, dict[str, str]]) -> None:
    """Make or mend all that belongs to a District."""
    ensure_review_workflow()
    ensure_pages(district, texts)
    ensure_district_team(district)
