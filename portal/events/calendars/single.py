"""The calendar file of one event."""

from django.utils.text import slugify

from portal.core.language import reader_language
from portal.events.models import Announcement, EventPage

from .answer import calendar_response
from .entry import event_entry
from .writing import calendar_file


def event_calendar(page, called=None):
    """Return the answer (HttpResponse) for one event (EventPage) in the reader's language; `called` as in `event_entry`."""
    event = EventPage.objects.select_related("locale", "district", "venue").get(pk=page.pk)
    announcement = Announcement.objects.filter(key=event.translation_key).first()
    entry = event_entry(event, reader_language(), announcement, called)
    name = slugify(getattr(page, "reference", "") or page.slug) or "agenda"
    file = calendar_file(event.title, [entry], name, refreshes=False)
    return calendar_response(file, is_private=page.get_view_restrictions().exists())
