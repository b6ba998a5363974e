"""Keep what was announced: compare what is public of an event with what was told, and note what readers should hear of.

Everything that can make an event public, change it or take it away ends in `settle`: a page saved, moved, deleted,
restricted, a district closed or opened. A scheduled publication saves nothing that is public, so it announces nothing.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.core.models.page import addresses_changed
from portal.core.public import public_pages
from portal.core.publication import at_end, is_draft_only
from portal.territory.models import District

from .formatting import venue_words
from .models import Announcement, EventChange, EventPage
from .models.correction import DATES, forget_corrected

CHUNK = 200
What = EventChange.What
PLACES = ("place", "address")
#: of these, what nobody was told is forgotten when it is corrected within the hour
CORRECTABLE = {What.MOVED, What.CANCELLED, What.REVIVED}
#: what raises the sequence: a calendar that holds the event must take it anew
COUNTED = (*DATES, *PLACES, "state", "modality")


def iso(moment: datetime | None) -> str:
    """Return an aware datetime as ISO 8601 in the city's zone; "" for None."""
    return timezone.localtime(moment).isoformat() if moment else ""


def public_event_versions(keys: list[UUID]) -> dict[UUID, list[EventPage]]:
    """Return {key: public versions of the event, the first one first} for translation keys (UUIDs)."""
    events = EventPage.objects.filter(translation_key__in=keys, alias_of__isnull=True).order_by("pk")
    rows = list(public_pages(events).specific())
    prefetch_related_objects(rows, "locale", "venue", "district")
    prefetch_related_objects([row for row in rows if hasattr(row, "council_id")], "council")
    versions = defaultdict(list)
    for row in rows:
        versions[row.translation_key].append(row)
    return versions


def told_of(versions: list[EventPage]) -> dict[str, Any]:
    """Return what the public reads of an event now (dict, see Announcement.told), from its public versions."""
    first = versions[0]
    council = getattr(first, "council", None)
    return {
        "start": iso(first.start),
        "end": iso(first.end),
        "all_day": first.all_day,
        "former": iso(first.former_start),
        "state": first.state,
        "modality": first.modality,
        "place": venue_words(first, settings.LANGUAGE_CODE),
        "address": first.venue.address if first.venue_id else first.venue_address,
        "titles": {version.locale.language_code: version.title for version in versions},
        "urls": {version.locale.language_code: version.url or "" for version in versions},
        "council": council.title if council else "",
        "council_key": str(council.translation_key) if council else "",
        "reference": getattr(first, "reference", ""),
        "district": first.district.code if first.district else "",
        "reason": first.cancel_reason,
    }


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, dict, dict]]:
    """Return [(what, before, after)] of what readers should hear of between two things told of an event."""

    def part(what, *names):
        return what, {name: before.get(name) for name in names}, {name: after.get(name) for name in names}

    def differ(*names):
        return any(before.get(name) != after.get(name) for name in names)

    found = []
    if differ(*DATES):
        found.append(part(What.MOVED, *DATES, "former", "state", "reason"))
    if differ("state") and "cancelled" in (before.get("state"), after["state"]):
        found.append(part(What.CANCELLED if after["state"] == "cancelled" else What.REVIVED, "state", "reason"))
    # where nobody met before, or nobody meets now, the change is that of how people take part
    if differ(*PLACES) and after["place"] and (before.get("place") or not differ("modality")):
        found.append(part(What.PLACE, *PLACES))
    if differ("modality"):
        found.append(part(What.MODALITY, "modality", "place"))
    titles = before.get("titles", {})
    if any(code in titles and titles[code] != title for code, title in after["titles"].items()):
        found.append(part(What.TITLE, "titles"))
    return found


def write_event_changes(announcement: Announcement, now: datetime, found: list[tuple[str, dict, dict]]) -> None:
    """Write one EventChange for each of `found` (what, before, after)."""
    for what, before, after in found:
        EventChange.objects.create(announcement=announcement, at=now, what=what, before=before, after=after)


def begin(first: dict[UUID, dict[str, Any]], now: datetime) -> None:
    """Announce events for the first time ({key: what is told}); who announces one of them at the same moment comes first."""
    if not first:
        return
    rows = [Announcement(key=key, first_at=now, changed_at=now, told=told) for key, told in first.items()]
    Announcement.objects.bulk_create(rows, ignore_conflicts=True)
    # those of this moment are ours: another's row of the same key has another one
    made = Announcement.objects.filter(key__in=first, first_at=now).in_bulk(field_name="key")
    EventChange.objects.bulk_create(
        EventChange(announcement=made[key], at=now, what=What.ADDED, before={}, after=told)
        for key, told in first.items()
        if key in made
    )


def withdraw(announcement: Announcement, now: datetime) -> None:
    """Note that nothing of an event is public any more; what was told last stays."""
    announcement.gone_at = announcement.changed_at = now
    announcement.sequence += 1
    announcement.save()
    write_event_changes(announcement, now, [(What.WITHDRAWN, announcement.told, {})])


def retell(announcement: Announcement, told: dict[str, Any], now: datetime) -> None:
    """Note what changed of an event that is public, or public again."""
    if {"former": told["former"], **announcement.told} == told and announcement.gone_at is None:
        return
    found = changes_between(announcement.told, told)
    returns = announcement.gone_at is not None
    if returns and What.REVIVED not in {what for what, _before, _after in found}:
        found.insert(0, (What.REVIVED, {}, told))
    if returns or any(announcement.told.get(name) != told[name] for name in COUNTED):
        announcement.sequence += 1
    announcement.told, announcement.gone_at, announcement.changed_at = told, None, now
    announcement.save()
    write_event_changes(announcement, now, found)
    if not returns and {what for what, _before, _after in found} & CORRECTABLE:
        forget_corrected(announcement, now)


def settle(keys: list[UUID], now: datetime | None = None) -> None:
    """Make the announcements of events equal to what is public of them, and note each change.

    `keys` are translation keys (UUIDs), `now` an aware datetime (the present when None).
    """
    keys, now = list(dict.fromkeys(keys)), now or timezone.now()
    for start in range(0, len(keys), CHUNK):
        with transaction.atomic():
            settle_chunk(keys[start : start + CHUNK], now)


def settle_chunk(keys: list[UUID], now: datetime) -> None:
    """Settle not too many events, in the transaction of whoever calls."""
    known = {row.key: row for row in Announcement.objects.select_for_update().filter(key__in=keys)}
    versions = public_event_versions(keys)
    begin({key: told_of(versions[key]) for key in keys if versions[key] and key not in known}, now)
    for key in filter(known.get, keys):
        announcement = known[key]
        if versions[key]:
            retell(announcement, told_of(versions[key]), now)
        elif announcement.gone_at is None:
            withdraw(announcement, now)


def settle_below(path: str) -> None:
    """Settle all events at and below a tree path (str) of the pages, and the translations that they have elsewhere."""
    at_end(settle, EventPage.objects.filter(path__startswith=path).values_list("translation_key", flat=True))


def on_saved(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs
) -> None:
    """post_save of any page type: publications and withdrawals end in it, and what code saves without publishing."""
    if is_draft_only(update_fields):
        return
    if sender is Page and not raw:  # the clock and some screens withdraw the page as what all pages have in common
        instance = EventPage.objects.filter(pk=instance.pk).first()
    if raw or not isinstance(instance, EventPage) or instance.alias_of_id:
        return
    if instance.live or Announcement.objects.filter(key=instance.translation_key, gone_at=None).exists():
        at_end(settle, [instance.translation_key])


def on_deleted(sender: type[EventPage], instance: EventPage, **kwargs) -> None:
    """post_delete of events: once for each, of whatever type, also below a deleted page."""
    at_end(settle, [instance.translation_key])


def log_subtree_change(sender: type[Page], instance: Page, **kwargs) -> None:
    """post_page_move, addresses_changed: read again by id, the page in memory may carry an old path."""
    for path in Page.objects.filter(pk=instance.pk).values_list("path", flat=True):
        settle_below(path)


def log_restriction_change(
    sender: type[PageViewRestriction],
    instance: PageViewRestriction,
    origin: QuerySet[Model] | PageViewRestriction | None = None,
    **kwargs,
) -> None:
    """A view restriction was set or lifted; one that goes with its page opens nothing."""
    if origin is not None and getattr(origin, "model", type(origin)) is not PageViewRestriction:
        return
    for page in (instance.page, *instance.page.aliases.all()):
        log_subtree_change(type(page), page)


def on_district_saved(
    sender: type[District], instance: District, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs
) -> None:
    """post_save of a District: one that closes withdraws its events, one that opens again brings them back."""
    stored = update_fields is None or "active" in update_fields
    if raw or not stored or getattr(instance, "was_active", None) == instance.active:
        return
    at_end(settle, EventPage.objects.filter(district=instance).values_list("translation_key", flat=True))


def connect() -> None:
    """Listen to everything that may change what is public of an event."""
    post_save.connect(on_saved, dispatch_uid="announced-saved")
    post_delete.connect(on_deleted, sender=EventPage, dispatch_uid="announced-deleted")
    post_page_move.connect(log_subtree_change, dispatch_uid="announced-moved")
    addresses_changed.connect(log_subtree_change, dispatch_uid="announced-addresses")
    post_save.connect(log_restriction_change, sender=PageViewRestriction, dispatch_uid="announced-restricted")
    post_delete.connect(log_restriction_change, sender=PageViewRestriction, dispatch_uid="announced-opened")
    post_save.connect(on_district_saved, sender=District, dispatch_uid="announced-district")
