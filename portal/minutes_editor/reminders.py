"""Who writes minutes is reminded by mail 3 and 7 days after a session of which nothing is public: one mail, each once."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from portal.access.roles import RIGHTS, Subject
from portal.core.clock import register_daily
from portal.core.models import Role, User
from portal.councils.models import SessionPage
from portal.districts.reviewers import curators
from portal.events.formatting import day_words
from portal.mail.outbox import queue_mail
from portal.mail.purposes import MailPurpose, register_mail_purpose

from .models import MinutesReminder
from .office_rows import days_since_words
from .waiting import awaited_sessions

#: on which days after a session
REMINDED_ON = (3, 7)
#: a clock that stood still reminds of nothing older
LATEST = timedelta(days=14)
MOST_IN_MAIL = 50
MISSING_MAIL = "minutes-missing"
#: the roles of a district that write the pages of others; who only translates does not
WRITING = [role for role in Role if {"add", "change"} <= RIGHTS[role][Subject.PAGE] and role != Role.CURATOR]


def day_due(session: SessionPage, now: datetime) -> int | None:
    """Return which of the days after a session has come (3 or 7); None before the first."""
    passed = (timezone.localdate(now) - timezone.localdate(session.until)).days
    return max((day for day in REMINDED_ON if day <= passed), default=None)


def sessions_to_remind_of(now: datetime) -> QuerySet[SessionPage]:
    """Return the sessions of which somebody may have to be reminded, the oldest first."""
    rows = awaited_sessions(now).filter(until__gt=now - LATEST)
    return rows.select_related("council").order_by("start", "pk")


def minutes_writers(session: SessionPage) -> QuerySet[User]:
    """Return who is reminded of a session's minutes: the district's editors and reviewers, and who made its page.

    An account of some neighbourhoods only for those; the curators where nobody else would read it.
    """
    accounts = User.objects.filter(is_active=True).exclude(email="")
    limits = User.neighbourhoods.through.objects.filter(
        user=OuterRef("pk"), neighbourhood__district=session.district_id
    )
    in_district = Q(groups__team__district=session.district_id, groups__team__district__active=True)
    team = accounts.filter(in_district, groups__team__role__in=WRITING)
    team = team.filter(~Exists(limits) | Exists(limits.filter(neighbourhood=session.neighbourhood_id)))
    owner = accounts.filter(in_district, groups__team__role=Role.AUTHOR, pk=session.owner_id)
    keys = [*team.values_list("pk", flat=True), *owner.values_list("pk", flat=True)] if session.district_id else []
    return accounts.filter(pk__in=keys) if keys else curators().exclude(email="")


def remind_of_missing_minutes(now: datetime) -> None:
    """Write one mail to each account with all sessions that are due; run daily."""
    with transaction.atomic():
        due: dict[User, list[SessionPage]] = defaultdict(list)
        told = set(MinutesReminder.objects.filter(sent_at__gt=now - 2 * LATEST).values_list("session", "user", "day"))
        rows = []
        for session in sessions_to_remind_of(now):
            day = day_due(session, now)
            for account in minutes_writers(session) if day else ():
                if (session.pk, account.pk, day) not in told:
                    due[account].append(session)
                    rows.append(MinutesReminder(session=session, user=account, day=day, sent_at=now))
        MinutesReminder.objects.bulk_create(rows)
        for account, sessions in due.items():
            queue_missing_mail(account, sessions, now)


def queue_missing_mail(account: User, sessions: list[SessionPage], now: datetime) -> None:
    """Queue the mail of one account, in its language: councils and days, nobody's name."""
    language, count = UserProfile.get_for_user(account).get_preferred_language(), len(sessions)
    with override(language):
        subject = ngettext("Una sesión espera su acta", "%(count)s sesiones esperan su acta", count)
        lines = [missing_mail_line(session, now) for session in sessions[:MOST_IN_MAIL]]
        if count > MOST_IN_MAIL:
            lines.append(gettext("Y %(count)s más.") % {"count": count - MOST_IN_MAIL})
        how = gettext("Basta con los acuerdos y qué pasó con cada punto: se escribe en cinco minutos, en el teléfono.")
    queue_mail(
        to=account.email,
        subject=subject % {"count": count},
        sections=["\n".join(lines), how, settings.BASE_URL + reverse("minutes_index")],
        language=language,
        purpose=MISSING_MAIL,
    )


def missing_mail_line(session: SessionPage, now: datetime) -> str:
    """Return one line of the mail: which council, on which day, how long ago."""
    said = {"council": session.council, "day": day_words(session.start), "when": days_since_words(session.start, now)}
    return gettext("%(council)s, %(day)s (%(when)s)") % said


def register() -> None:
    """Have the clock do it each day, and say what the mail is for."""
    register_daily(remind_of_missing_minutes)
    why = _("Recibes este correo porque puedes escribir las actas de tu distrito.")
    register_mail_purpose(MISSING_MAIL, MailPurpose(_("Actas que faltan"), why))
