"""What only the office read of minutes goes some time after their approval; the published versions stay."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from portal.core.clock import register_daily

from .choices import MinutesState
from .content import PRIVATE_KEYS
from .models import Minutes
from .models.minutes import KEPT_DAYS

logger = logging.getLogger(__name__)


def minutes_out_of_time(now: datetime) -> QuerySet[Minutes]:
    """Return the minutes that were approved longer ago than their draft is kept."""
    return Minutes.objects.filter(state=MinutesState.APPROVED, approved_at__lt=now - timedelta(days=KEPT_DAYS))


def purge_minutes_drafts(now: datetime) -> None:
    """Let each draft say again what is published, and take the office's remarks away; run daily.

    A correction that somebody wrote since, and did not publish, is kept as long from then; the remarks go at once.
    """
    count = 0
    for pk in list(minutes_out_of_time(now).values_list("pk", flat=True)):
        with transaction.atomic():
            minutes = minutes_out_of_time(now).select_for_update(of=("self",)).filter(pk=pk).first()
            count += purge_draft(minutes, now) if minutes else 0
    if count:
        logger.info("%d drafts of minutes were emptied: their time was over", count)


def purge_draft(minutes: Minutes, now: datetime) -> int:
    """Empty one draft; return 1 where there was something to take away."""
    is_begun = minutes.has_unpublished_changes and minutes.saved_at
    is_kept = bool(is_begun and minutes.saved_at > now - timedelta(days=KEPT_DAYS))
    said = minutes.draft if is_kept or minutes.latest is None else minutes.latest.content
    draft = {key: text for key, text in said.items() if key not in PRIVATE_KEYS}
    if draft == minutes.draft and not minutes.remarks:
        return 0
    minutes.draft_number += draft != minutes.draft
    if not is_kept:
        minutes.published_number = minutes.draft_number
    minutes.draft, minutes.remarks = draft, ""
    minutes.save(update_fields=["draft", "draft_number", "published_number", "remarks"])
    return 1


def register() -> None:
    """Have the clock do it each day."""
    register_daily(purge_minutes_drafts)
