"""One question to the agenda with its answer, as the week, the list, the month and the map show it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.cache import cache
from django.utils import timezone

from portal.agendas.asked import Asked, Period
from portal.agendas.finding import council_pages, counts, gather, load, matching
from portal.core.language import reader_language
from portal.core.public import public_pages
from portal.events.models import EventPage
from portal.events.when import is_of_one_day, last_day

from .filters import Labels, neighbourhood_names

SECONDS = 300  # so long the first and the last year may be those of before


@dataclass
class Answer:
    """What was asked at `now`, the days shown, and all that is found on them; each part is asked for once."""

    asked: Asked
    now: datetime
    language: str

    @classmethod
    def to(cls, parameters):
        """Return the Answer to an address (QueryDict) in the reader's language, now."""
        return cls(Asked.of(parameters), timezone.now(), reader_language())

    @cached_property
    def today(self) -> date:
        """The city's day."""
        return timezone.localdate(self.now)

    @cached_property
    def period(self) -> Period:
        """The days shown."""
        return self.asked.period(self.today)

    @cached_property
    def everything(self):
        """All that is on in these days or was moved away from them (list of Found), filters left aside."""
        return gather(*self.period.moments(), self.language, with_words=bool(self.asked.text))

    @cached_property
    def found(self):
        """What of it was asked for (list of Found), what was moved away among it."""
        return matching(self.everything, self.asked)

    @cached_property
    def present(self):
        """What was asked for and is on (list of Found)."""
        return [one for one in self.found if one.is_present]

    @cached_property
    def counted(self):
        """How often each code of each filter is there."""
        return counts(self.everything, self.asked)

    @cached_property
    def councils(self):
        """The councils of these days and those asked for, {translation key: CouncilPage}."""
        keys = {one.council_key for one in self.everything} - {None}
        return council_pages(keys, self.language, self.asked.council_ids())

    @cached_property
    def labels(self):
        """The words for all codes (Labels)."""
        numbers = {one.council_key: one.council for one in self.everything}
        councils = {numbers.get(key) or page.pk: page for key, page in self.councils.items()}
        return Labels(self.language, councils, neighbourhood_names(self.counted, self.asked))

    def pages(self, found):
        """Return the pages (list of EventPage) of some of what was found, ready for rows."""
        return load(found, self.language, self.councils)

    def is_now(self):
        """Tell whether today is among the days shown."""
        return self.period.begin <= self.today < self.period.end


def days_of(event):
    """Return (first day, last day) of an event; one that goes on after midnight is a matter of its first day."""
    first = timezone.localdate(event.start)
    return first, first if is_of_one_day(event) else last_day(event)


def span():
    """Return the days (date, date) of the first and the last public event, or None where there is none."""
    return cache.get_or_set("agendas.span", read_span, SECONDS)


def read_span():
    """Read the days of the first and the last public event."""
    starts = public_pages(EventPage.objects.all()).order_by("start").values_list("start", flat=True)
    first = starts.first()
    return first and (timezone.localdate(first), timezone.localdate(starts.last()))
