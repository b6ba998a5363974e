"""The gate of a form: on while more comes than in usual times, and for half an hour after; or because somebody says so.

Usual is what the busiest hour of a day brought in the last four weeks (the median of the days). The gate goes on when ten
minutes bring as much as such an hour, or an hour three times as much; on a quiet portal not below the two floors. What comes
while it is on teaches nothing about usual times.
"""

import logging
import statistics
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from portal.core.models import Attempt
from portal.core.models.accounts import hashed

from .models import FormHour, GatePeriod
from .rates import HOUR, SHORT

logger = logging.getLogger(__name__)

OF_FORM = "form-city"
FLOOR_SHORT, FLOOR_HOUR = 60, 120  # sendings, a draft's beginning and its end counted as two
TIMES_HOUR = 3
CALM = timedelta(minutes=30)
WEEKS = timedelta(weeks=4)
CACHED, USUAL_CACHED = 5, 600  # seconds


def is_under_attack(form: str, now: datetime | None = None) -> bool:
    """Tell whether the gate of a form is on. One query; the present (`now` None) is asked every few seconds only."""
    if now is not None:
        return is_gate_on(form, now)
    return cache.get_or_set(cache_key(form), lambda: is_gate_on(form, timezone.now()), CACHED)


def cache_key(form: str) -> str:
    """Return under which key of the cache the gate of a form is remembered."""
    return f"spam-gate-{form}"


def is_gate_on(form: str, now: datetime) -> bool:
    """Tell whether the gate of a form is on at `now`, as the database says; what somebody ordered last counts first."""
    periods = list(open_periods(now).filter(form__in=[form, ""]).order_by("-began_at", "-pk"))
    ordered = next((period for period in periods if period.by_hand), None)
    return ordered.is_on if ordered else bool(periods)


def open_periods(now: datetime) -> QuerySet[GatePeriod]:
    """Return the periods (QuerySet of GatePeriod) that last at `now`."""
    return GatePeriod.objects.filter(ended_at__isnull=True, began_at__lte=now, until__gt=now)


def usual_hour(form: str, now: datetime) -> int:
    """Return how many sendings of a form a usual busy hour brings; 0 when nothing is known yet."""
    this_hour = start_of_hour(now)
    rows = FormHour.objects.filter(form=form, hour__gte=now - WEEKS, hour__lt=this_hour, ordinary__gt=0)
    busiest: dict[date, int] = {}
    for hour, count in rows.values_list("hour", "ordinary"):
        day = timezone.localdate(hour)
        busiest[day] = max(count, busiest.get(day, 0))
    return round(statistics.median(busiest.values())) if busiest else 0


def start_of_hour(now: datetime) -> datetime:
    """Return the beginning of the hour in which `now` lies."""
    return now.replace(minute=0, second=0, microsecond=0)


def learned_usual(form: str, now: datetime, is_present: bool) -> int:
    """Return the usual hour of a form; of the present it is asked every ten minutes only."""
    if not is_present:
        return usual_hour(form, now)
    return cache.get_or_set(f"spam-usual-{form}", lambda: usual_hour(form, now), USUAL_CACHED)


def note_rate(form: str, now: datetime, usual: int) -> None:
    """Count one more sending of a form; turn its gate on, or leave it on for longer, when that is more than `usual`."""
    Attempt.objects.create(kind=OF_FORM, key=hashed(OF_FORM, form), at=now)
    recent = Attempt.of(OF_FORM, form).filter(at__gt=now - HOUR, at__lte=now)
    counts = recent.aggregate(short=Count("pk", filter=Q(at__gt=now - SHORT)), hour=Count("pk"))
    much_an_hour = max(FLOOR_HOUR, TIMES_HOUR * usual)
    # of an hour that was too much the last minutes count as well: what is over turns no gate on
    lasts = counts["hour"] > much_an_hour and counts["short"] > much_an_hour / 12
    if lasts or counts["short"] > max(FLOOR_SHORT, usual):
        keep_on(form, now, counts, usual)


def keep_on(form: str, now: datetime, counts: dict[str, int], usual: int) -> None:
    """Turn the gate of a form on until half an hour from `now`; who does so first writes it into the log."""
    period, is_new = GatePeriod.objects.get_or_create(
        form=form, by_hand=False, ended_at=None, defaults={"began_at": now, "until": now + CALM}
    )
    if is_new:
        cache.delete(cache_key(form))
        logger.warning(
            "Robots: the gate of the form %s is on. %d sendings in 10 minutes, %d in an hour; usual are %d in an hour.",
            form,
            counts["short"],
            counts["hour"],
            usual,
        )
    elif period.until < now + CALM - timedelta(minutes=1):
        GatePeriod.objects.filter(pk=period.pk, until__lt=now + CALM).update(until=now + CALM)


def note_verdict(form: str, column: str, is_ordinary: bool, now: datetime) -> None:
    """Count one judged sending of this hour under a column of FormHour, and as an ordinary one where it is one."""
    changes = {column: F(column) + 1} | ({"ordinary": F("ordinary") + 1} if is_ordinary else {})
    hour = start_of_hour(now)
    if not FormHour.objects.filter(form=form, hour=hour).update(**changes):
        FormHour.objects.get_or_create(form=form, hour=hour)
        FormHour.objects.filter(form=form, hour=hour).update(**changes)


def end_periods(now: datetime) -> None:
    """Note in the log which gates are off again. Run each minute; `now` is an aware datetime."""
    for period in GatePeriod.objects.filter(ended_at__isnull=True, until__lte=now):
        if GatePeriod.objects.filter(pk=period.pk, ended_at__isnull=True, until__lte=now).update(ended_at=period.until):
            minutes = round((period.until - period.began_at).total_seconds() / 60)
            state = "off again after" if period.is_on else "no longer kept off, after"
            logger.warning("Robots: the gate of the form %s is %s %d minutes.", period.form or "(all)", state, minutes)
