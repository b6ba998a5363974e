"""Closing a district archives it: it leaves the public and its teams, the curators keep it, and nothing is deleted."""

from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from wagtail.log_actions import log

from portal.core.indexing import index_subtree
from portal.core.models import User
from portal.core.public import register_closed_collections, register_closed_folders
from portal.core.publication import batch_indexing
from portal.districts.files import closed_collections
from portal.districts.models import DistrictPage
from portal.districts.roles import ensure_district_team
from portal.territory.models import District

CLOSED, REOPENED = "districts.close", "districts.reopen"


def close_district(district: District, user: User | None = None) -> bool:
    """Close a District: its pages answer 404, its teams lose their rights. Closing a closed one changes nothing.

    Returns whether it was open. `user` is who did it, for the log.
    """
    return _set_active(district, False, user)


def reopen_district(district: District, user: User | None = None) -> bool:
    """Open a closed District again, as it was. Returns whether it was closed."""
    return _set_active(district, True, user)


@transaction.atomic
def _set_active(district, active, user):
    """Open or close, in one transaction with what follows; returns whether anything changed."""
    district = District.objects.select_for_update().get(pk=district.pk)
    if district.active == active:
        return False
    district.active, district.closed_on = active, None if active else timezone.localdate()
    district.save(update_fields=["active", "closed_on"])
    log(instance=district, action=REOPENED if active else CLOSED, user=user)
    return True


def closed_folders() -> list[str | None]:
    """Return the tree paths (list of str) of the pages of closed districts, and of their aliases."""
    closed = DistrictPage.objects.filter(record__active=False)
    return [path for row in closed.values_list("path", "aliases__path") for path in row]


def before_district_saved(sender: type[District], instance: District, raw: bool = False, **kwargs) -> None:
    """pre_save of a district: remember whether it was open."""
    stored = None if raw else District.objects.filter(pk=instance.pk).values_list("active", flat=True).first()
    instance.was_active = instance.active if stored is None else stored


def after_district_saved(
    sender: type[District], instance: District, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs
) -> None:
    """post_save of a district, whoever saved it: what opening or closing changes for teams and search.

    Not only where it is closed on purpose: a form or an import that switches `active` does all of it too.
    """
    stored = update_fields is None or "active" in update_fields
    if raw or not stored or instance.was_active == instance.active:
        return
    with batch_indexing():
        ensure_district_team(instance)
        for page in DistrictPage.objects.filter(record=instance):
            index_subtree(page)


def connect() -> None:
    """Listen to districts that open and close, and tell core what is closed."""
    register_closed_folders(closed_folders)
    register_closed_collections(closed_collections)
    pre_save.connect(before_district_saved, sender=District, dispatch_uid="district-before")
    post_save.connect(after_district_saved, sender=District, dispatch_uid="district-after")
