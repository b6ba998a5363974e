"""Sessions of the third quarter of 2026 with their numbers, and their publication a month after it."""

from datetime import timedelta

from django.utils import timezone

from portal.participation.models import QuarterNumbers
from portal.participation.quarters import publish_quarters
from tests.councils import city
from tests.minutes.held import published

#: 41 people, everything is shown
LARGE = {
    "count.hall": "30", "count.online": "11", "age.under-18": "6", "age.18-29": "9", "age.30-59": "16",
    "age.60-plus": "10", "gender.women": "20", "gender.men": "15", "gender.other": "6",
}  # fmt: skip
#: 33 people, most tables hide something
SMALL = {
    "count.hall": "21", "count.online": "9", "count.phone": "3", "age.under-18": "2", "age.18-29": "4",
    "age.30-59": "15", "age.60-plus": "12", "gender.women": "18", "gender.men": "13", "gender.other": "2",
    "times.first": "4", "times.returning": "20", "turn.women": "9", "turn.men": "6", "turn.other": "1",
}  # fmt: skip
#: 38 people
OTHER = {
    "count.hall": "26", "count.online": "7", "count.phone": "5", "age.under-18": "1", "age.18-29": "8",
    "age.30-59": "15", "age.60-plus": "11", "gender.women": "20", "gender.men": "16", "gender.other": "1",
    "times.first": "9", "times.returning": "22", "turn.women": "12", "turn.men": "11", "turn.other": "3",
}  # fmt: skip
#: too few to say anything about
FEW = {"count.hall": "3", "gender.women": "3"}


def counted(council, user, numbers, start="2026-08-12 19:00"):
    """Return the published minutes of a session without points, with these numbers."""
    return published(city.session(council, start), user, dict(numbers))


def month_later():
    """Return a moment at which minutes of today have been public for a month (aware datetime)."""
    return timezone.now() + timedelta(days=31)


def publish_later():
    """Let the clock strike a month from now; return the latest published quarter, or None."""
    publish_quarters(month_later())
    return QuarterNumbers.objects.order_by("-quarter").first()


def shown(numbers, kind):
    """Return {category: number or None} of a table of a published quarter."""
    return numbers.tables[kind]["shown"]
