"""How many sessions a district had in each of the last twelve months, as a chart."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.dates import format_pattern
from portal.core.public import public_pages
from portal.core.weeks import midnight
from portal.councils.models import SessionPage
from portal.districts.pages.charts import ChartValue, column_chart
from portal.events.choices import EventState
from portal.territory.models import District

MONTHS = 12


def last_months(today: date) -> list[date]:
    """Return the first days of the twelve months that end with today's, the oldest first."""
    numbers = [today.year * 12 + today.month - 1 - back for back in range(MONTHS)]
    return [date(number // 12, number % 12 + 1, 1) for number in reversed(numbers)]


def sessions_by_month(district: District, now: datetime) -> dict[date, int]:
    """Return {first day of a month: sessions} of a District until `now`: public, held, each counted once."""
    months = last_months(timezone.localdate(now))
    near = Q(district=district) | Q(other_districts=district) | Q(council__other_districts=district)
    sessions = SessionPage.objects.filter(near, start__gte=midnight(months[0]), start__lt=now)
    rows = public_pages(sessions).exclude(state=EventState.CANCELLED).values_list("translation_key", "start").distinct()
    counted = Counter(timezone.localdate(start).replace(day=1) for _key, start in {*rows})
    return {month: counted[month] for month in months}


def year_chart(district: District, now: datetime) -> dict[str, Any] | None:
    """Return {chart, total} of a district's last twelve months; None where it had no session."""
    counted = sessions_by_month(district, now)
    total = sum(counted.values())
    if not total:
        return None
    values = [
        ChartValue(
            capfirst(format_pattern(month, "LLLL y")), count, intcomma(count), short=format_pattern(month, "LLLLL")
        )
        for month, count in counted.items()
    ]
    return {"chart": column_chart("year", _("Sesiones por mes"), [_("Mes"), _("Sesiones")], values), "total": total}
