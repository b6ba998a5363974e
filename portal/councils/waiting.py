"""What waits among councils and sessions: minutes that are due, and mandates that are about to end."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.core.translations import first_versions
from portal.councils.models import CouncilMember, CouncilPage, SessionPage
from portal.events.choices import EventState
from portal.events.formatting import day_words
from portal.office.dashboard.pages import page_line
from portal.office.dashboard.scope import editable_pages, in_open_districts

ENDS_WITHIN = timedelta(days=60)
#: after so long nobody is reminded of minutes any more: old meetings were imported without
MINUTES_DUE = timedelta(days=90)


def awaiting_minutes(user: User) -> QuerySet[SessionPage]:
    """Return the public sessions of an account that are over and whose minutes are due, the longest first."""
    now = timezone.now()
    over = SessionPage.objects.filter(live=True, until__lte=now, until__gt=now - MINUTES_DUE)
    hers = first_versions(in_open_districts(editable_pages(user))).values("pk")
    sessions = over.exclude(state=EventState.CANCELLED).filter(pk__in=hers)
    return sessions.select_related("locale", "council").order_by("until", "pk")


def minutes_line(session: SessionPage) -> TodoLine:
    """Say whose meeting it was and when."""
    return page_line(session, f"{session.council.title}, {day_words(session.start)} · {session.reference}")


def ending_mandates(user: User) -> QuerySet[CouncilMember]:
    """Return the members of an account's councils whose mandate ends within two months, the first to end first."""
    today = timezone.localdate()
    councils = CouncilPage.objects.filter(live=True, active=True)
    hers = first_versions(in_open_districts(editable_pages(user))).filter(pk__in=councils.values("pk"))
    members = CouncilMember.objects.filter(till__range=(today, today + ENDS_WITHIN), page__in=hers.values("pk"))
    return members.select_related("page__district").order_by("till", "page__title", "sort_order", "pk")


def mandate_line(member: CouncilMember) -> TodoLine:
    """Say in which council, and when it ends."""
    ends = gettext("termina el %(date)s") % {"date": day_words(member.till)}
    url = reverse("wagtailadmin_pages:edit", args=[member.page_id])
    return TodoLine(member.role, url, f"{member.page.title} · {ends}")


def register() -> None:
    """Tell the admin's first page."""
    register_todo_list(
        TodoList(
            "minutes",
            _("Sesiones que esperan su acta"),
            awaiting_minutes,
            minutes_line,
            hint=_("La reunión terminó: quien fue quiere saber qué se acordó."),
            order=15,
        )
    )
    register_todo_list(
        TodoList(
            "mandates",
            _("Mandatos que terminan en dos meses"),
            ending_mandates,
            mandate_line,
            hint=_("Convoquen a la asamblea que elige, y cambien aquí las fechas."),
            order=95,
            district="page__district__name",
        )
    )
