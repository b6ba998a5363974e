"""What the clock does with the queue: threads without news close, and late matters are recalled, once a week."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from portal.core.clock import register_daily
from portal.core.models import User
from portal.districts.reviewers import curators, district_reviewers
from portal.mail.outbox import queue_mail
from portal.mail.purposes import MailPurpose, register_mail_purpose
from portal.submissions.choices import OPEN_STATES, HistoryAction, SubmissionState, WaitsFor
from portal.submissions.models import Message, Submission
from portal.submissions.record import change_state
from portal.submissions.working_days import CLOCK, Lateness, allowed_days, days_used, lateness, stop_clock

from .answers import Letter, send_answer
from .models import QueueReminder
from .rights import accounts_for
from .selectors import holidays_for, messages_to_give

#: without news of the sender for so long the thread closes
LAPSES_AFTER = timedelta(days=30)
#: so long before that the sender is asked once more
WARNED_BEFORE = timedelta(days=7)
REMIND_EVERY = timedelta(days=7)
MOST_NAMED = 50
LATE_MAIL = "submissions-late"


def silent_since(limit: datetime) -> QuerySet[Submission]:
    """Return what waits for its sender since before `limit`. A question that nobody called or posted yet does not count."""
    of_matter = Message.objects.filter(submission=OuterRef("pk"), direction=Message.Direction.TO_SENDER)
    return Submission.objects.filter(
        ~Exists(messages_to_give().filter(submission=OuterRef("pk"))),
        ~Exists(of_matter.filter(given_at__gte=limit, written_by__isnull=False)),
        state=SubmissionState.NEEDS_INFORMATION,
        waits_for=WaitsFor.SENDER,
        waits_since__lt=limit,
    )


def close_silent_threads(now: datetime) -> None:
    """Ask once more where a sender did not answer for long, and close after 30 days; run daily."""
    for pk in silent_since(now - LAPSES_AFTER).values_list("pk", flat=True):
        lapse(pk, now)
    for pk in silent_since(now - LAPSES_AFTER + WARNED_BEFORE).values_list("pk", flat=True):
        warn(pk, now)


def lapse(pk: int, now: datetime) -> None:
    """Close one thread, unless its sender answered just now or was not asked once more a week ago."""
    with transaction.atomic():
        matter = silent_since(now - LAPSES_AFTER).select_for_update(of=("self",)).filter(pk=pk).first()
        if matter is None or not was_warned(matter, now - WARNED_BEFORE + timedelta(hours=1)):
            return
        stop_clock(matter)
        matter.save(update_fields=CLOCK)
        send_answer(matter, Letter.LAPSED, "")
        change_state(matter, SubmissionState.LAPSED, action=HistoryAction.LAPSED)


def warn(pk: int, now: datetime) -> None:
    """Ask the sender of one thread once more."""
    with transaction.atomic():
        rows = silent_since(now - LAPSES_AFTER + WARNED_BEFORE)
        matter = rows.select_for_update(of=("self",)).filter(pk=pk).first()
        if matter is None or was_warned(matter, now):
            return
        send_answer(matter, Letter.SILENT, "")
        note_reminder(matter, QueueReminder.Purpose.SILENT, now)


def was_warned(matter: Submission, before: datetime) -> bool:
    """Tell whether a sender was asked once more since the question, and before a moment."""
    rows = matter.reminders.filter(purpose=QueueReminder.Purpose.SILENT, sent_at__lte=before)
    return rows.filter(sent_at__gt=matter.waits_since).exists()


def note_reminder(matter: Submission, purpose: QueueReminder.Purpose, now: datetime) -> None:
    """Note when somebody was reminded."""
    QueueReminder.objects.update_or_create(submission=matter, purpose=purpose, defaults={"sent_at": now})


def late_matters(now: datetime) -> list[Submission]:
    """Return what is late and of which nobody was reminded within a week, the latest first."""
    recent = QueueReminder.objects.filter(
        submission=OuterRef("pk"),
        purpose=QueueReminder.Purpose.LATE,
        sent_at__gt=now - REMIND_EVERY + timedelta(hours=1),
    )
    rows = Submission.objects.filter(~Exists(recent), state__in=OPEN_STATES, clock_since__isnull=False)
    found = list(rows.select_related("district", "assignee"))
    holidays = holidays_for(found, now)
    late = [row for row in found if lateness(row, now, holidays) != Lateness.ON_TIME]
    return sorted(late, key=lambda row: allowed_days(row) - days_used(row, now, holidays))


def reminded_accounts(matter: Submission) -> list[User]:
    """Return who is reminded of a late matter: who has it, else the district's reviewers, else the curators."""
    place = matter.district_id, matter.neighbourhood_id
    if matter.assignee and matter.assignee.email and accounts_for(*place).filter(pk=matter.assignee_id).exists():
        return [matter.assignee]
    return list(district_reviewers(*place).exclude(email="")) or list(curators().exclude(email=""))


def remind_of_late_matters(now: datetime) -> None:
    """Write one mail to each who has late matters, once a week for each matter; run daily."""
    with transaction.atomic():
        asked: dict[User, list[Submission]] = defaultdict(list)
        for matter in late_matters(now):
            accounts = reminded_accounts(matter)
            for account in accounts:
                asked[account].append(matter)
            if accounts:
                note_reminder(matter, QueueReminder.Purpose.LATE, now)
        for account, matters in asked.items():
            queue_late_mail(account, matters, now)


def queue_late_mail(account: User, matters: list[Submission], now: datetime) -> None:
    """Queue the mail of one account, in its language: codes, no word of what people wrote."""
    language = UserProfile.get_for_user(account).get_preferred_language()
    holidays = holidays_for(matters, now)
    with override(language):
        subject = ngettext("%(count)s asunto pasó su plazo", "%(count)s asuntos pasaron su plazo", len(matters)) % {
            "count": len(matters)
        }
        lines = [late_line(matter, days_used(matter, now, holidays)) for matter in matters[:MOST_NAMED]]
        if len(matters) > MOST_NAMED:
            lines.append(gettext("Y %(count)s más.") % {"count": len(matters) - MOST_NAMED})
        way = settings.BASE_URL + reverse("submission_queue:index")
    queue_mail(
        to=account.email,
        subject=subject,
        sections=["\n".join(lines), way],
        language=language,
        purpose=LATE_MAIL,
    )


def late_line(matter: Submission, used: int) -> str:
    """Return one line of the mail."""
    said = {"code": matter.code, "used": used, "allowed": allowed_days(matter)}
    return gettext("%(code)s: %(used)s de %(allowed)s días hábiles") % said


def register() -> None:
    """Have the clock do both each day, and say what the mail is for."""
    register_daily(close_silent_threads)
    register_daily(remind_of_late_matters)
    why = _("Recibes este correo porque atiendes lo que manda la gente.")
    register_mail_purpose(LATE_MAIL, MailPurpose(_("Asuntos que pasaron su plazo"), why))
