"""The pictures in rows of events: an event's own cover; a session without one shows its council's."""

from collections.abc import Iterable

from portal.councils.models import CouncilPicture
from portal.events.models import EventPage, EventPicture
from portal.pictures.covers import first_rows, with_small_sizes


def with_covers(events: Iterable[EventPage]) -> list[EventPage]:
    """Return events (from `selectors.load_event_pages`) with their `cover` at hand (a PictureRow or None): four queries.

    What is cancelled shows none: nobody should be drawn there.
    """
    found = list(events)
    shown = [event for event in found if not event.is_cancelled]
    own = first_rows(EventPicture, [event.pk for event in shown])
    councils = {event.pk: event.council_page.pk for event in shown if event.pk not in own and event.council_page}
    lent = first_rows(CouncilPicture, councils.values())
    for event in found:
        event.cover = own.get(event.pk) or lent.get(councils.get(event.pk))
    with_small_sizes([*own.values(), *lent.values()])
    return found
