"""Series of a small city, for the tests of what is made of them."""

from datetime import date, time

from portal.councils.models import Series
from tests.councils.city import council
from tests.factories import district_page, numbers


def series(of=None, rule="FREQ=WEEKLY;BYDAY=TU", **fields):
    """Return a new Series of a council (CouncilPage), of a new one in a new district by default."""
    of = of or council(district_page(f"Distrito {next(numbers)}", f"distrito-{next(numbers)}"))
    known = {"first_day": date(2026, 11, 1), "at": time(19), "venue_name": "Club San Miguel", **fields}
    return Series.objects.create(council=of, rule=rule, **known)
