"""A point of one agenda as it is taken over into another: its words and facts, never more public than it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.text import Truncator

from portal.core.public import restricted_paths
from portal.councils.agenda_lines import LONGEST_TITLE
from portal.councils.choices import ItemVisibility
from portal.councils.items import public_items
from portal.councils.models import AgendaItem

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

    from .models import BacklogItem, Placement

#: how long a point takes and of which other it is a part is said anew for each session
COPIED = ("title", "text", "theme_id", "neighbourhood_id", "proposed_by", "attachments")


def earlier_keys(chain: list[Placement], key: UUID) -> list[UUID]:
    """Return the translation keys under which a subject stood on other agendas, the nearest first."""
    keys = [placement.item_key for placement in reversed(chain)]
    return list(dict.fromkeys(known for known in keys if known and known != key))


def last_known_point(chain: list[Placement]) -> AgendaItem | None:
    """Return the point of the latest agenda that everybody could read and that is still stored; else of any; or None."""
    found = None
    for placement in reversed(chain):
        if placement.session_id is None or placement.item_key is None:
            continue
        rows = AgendaItem.objects.filter(page=placement.session_id, translation_key=placement.item_key)
        item = rows.select_related("page").first()
        if item is not None and item.page.first_published_at:
            return item
        found = found or item
    return found


def copied_point(subject: BacklogItem, chain: list[Placement], session: SessionPage) -> AgendaItem:
    """Return the point (not stored) with which a subject stands on a session's agenda.

    Of a point whose page is gone only the title is known; it is for the team unless everybody read it in the minutes.
    """
    source = last_known_point(chain)
    if source is None:
        title = Truncator(subject.title).chars(LONGEST_TITLE, truncate="…")
        was_said = bool(chain) and chain[0].item_key is None and not is_behind_door(chain[0].session)
        visibility = ItemVisibility.PUBLIC if was_said else ItemVisibility.INTERNAL
        return AgendaItem(locale=session.locale, title=title, visibility=visibility)
    # a part of an internal one is not
    is_public = source.code in {item.code for item in public_items(source.page)} and not is_behind_door(source.page)
    words = source
    if source.locale_id != session.locale_id:
        twins = AgendaItem.objects.filter(translation_key=source.translation_key, locale=session.locale_id)
        words = twins.filter(page__live=True, page__alias_of__isnull=True).first() or source
    item = AgendaItem(locale=session.locale, visibility=ItemVisibility.PUBLIC if is_public else ItemVisibility.INTERNAL)
    for name in COPIED:
        setattr(item, name, getattr(words if name in AgendaItem.texts else source, name))
    return item


def is_behind_door(session: SessionPage | None) -> bool:
    """Tell whether a session is shown to some only, or lies in a closed district: its points stay the team's."""
    return session is not None and session.path.startswith(tuple(restricted_paths()))


def is_same_point(one: AgendaItem, other: AgendaItem) -> bool:
    """Tell whether two points say the same: then nobody changed what was taken over."""
    attachments = AgendaItem._meta.get_field("attachments")
    prepared = [
        (
            *(getattr(item, name) for name in COPIED if name != "attachments"),
            item.visibility,
            item.minutes,
            item.is_sub,
            attachments.value_to_string(item),
        )
        for item in (one, other)
    ]
    return prepared[0] == prepared[1]
