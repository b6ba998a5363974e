"""The portal's clock: what happens each minute and each day, whichever server's clock gets there first.

Upper apps register their jobs in `AppConfig.ready()`; a job takes the time (aware datetime) and returns nothing. Whose
turn it is stands in the database, so two clocks never do the same minute or the same day twice.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from portal.core.models.clock import ClockRun

logger = logging.getLogger(__name__)
MINUTE = "minute"
PAUSE = timedelta(hours=1)

_minutely = {}
_daily = {}
_paused = {}


def register_minutely(job: Callable) -> Callable:
    """Have `job(now)` called each minute; a second job of the same module and name replaces the first."""
    _minutely[job_name(job)] = job
    return job


def register_daily(job: Callable) -> Callable:
    """Have `job(now)` called once each day of the city's calendar; one that failed is tried again after an hour."""
    _daily[job_name(job)] = job
    return job


def job_name(job: Callable) -> str:
    """Return the name under which a job's last run is stored, such as "portal.practices.retention.purge"."""
    return f"{job.__module__}.{job.__qualname__}"


def tick(now: datetime | None = None) -> list[str]:
    """Do what is due at `now` (aware datetime; the present when None). Faults are logged and stop nothing else.

    Returns the names of the jobs that ran without a fault; an empty list when another clock had this minute.
    """
    now = now or timezone.now()
    if not take_turn(MINUTE, now, now.replace(second=0, microsecond=0)):
        return []
    done = [name for name, job in _minutely.items() if run(name, job, now)]
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    for name, job in _daily.items():
        if _paused.get(name, now) > now:
            continue
        before = ClockRun.objects.filter(name=name).values_list("ran_at", flat=True).first()
        if not take_turn(name, now, midnight):
            continue
        if run(name, job, now):
            done.append(name)
        else:
            give_back(name, before, now)
    return done


def take_turn(name: str, now: datetime, since: datetime) -> bool:
    """Mark `name` as run at `now` and return True, unless somebody ran it at or after `since`: then return False."""
    never = datetime.min.replace(tzinfo=UTC) + timedelta(days=2)
    ClockRun.objects.get_or_create(name=name, defaults={"ran_at": never})
    # One statement decides between two clocks, on every database.
    return ClockRun.objects.filter(name=name, ran_at__lt=since).update(ran_at=now) == 1


def give_back(name: str, before: datetime | None, now: datetime) -> None:
    """Let a daily job that failed be due again, for this clock after a pause."""
    _paused[name] = now + PAUSE
    if before is None:
        ClockRun.objects.filter(name=name).delete()
    else:
        ClockRun.objects.filter(name=name).update(ran_at=before)


def run(name: str, job: Callable, now: datetime) -> bool:
    """Call one job; log what it raises. Returns whether it ended without a fault."""
    try:
        job(now)
    except Exception:
        logger.exception("The clock's job %s failed; the others go on.", name)
        return False
    return True


@register_minutely
def publish_due(now: datetime) -> None:
    """Unpublish what has expired and publish what was scheduled, each by itself.

    Wagtail's `publish_scheduled` stops at the first page that fails, and so would every later run of it.
    """
    failed = 0
    for steps in (expired(now), due_publications(now)):
        for item, step in steps:
            try:
                step()
            except Exception:
                logger.exception("Could not publish or unpublish %r.", item)
                failed += 1
    if failed:
        raise RuntimeError(f"{failed} scheduled changes failed.")


def expired(now: datetime) -> list[tuple[Page, Callable]]:
    """Return [(object, how to unpublish it)] for the pages and snippets whose time is over at `now`."""
    snippets = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    due = [item for model in (Page, *snippets) for item in model.objects.filter(live=True, expire_at__lt=now)]
    reason = {"set_expired": True, "log_action": "wagtail.unpublish.scheduled"}
    return [(item, partial(item.unpublish, **reason)) for item in due]


def due_publications(now: datetime) -> list[tuple[Revision, Callable]]:
    """Return [(revision, how to publish it)] for what was to go live before `now`."""
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    return [(revision, partial(revision.publish, log_action="wagtail.publish.scheduled")) for revision in due]


@register_daily
def clear_old_rows(now: datetime) -> None:
    """Delete expired admin sessions and the results of finished background tasks."""
    call_command("clearsessions")
    call_command("prune_db_task_results")
