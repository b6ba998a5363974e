"""What waits among weekly agendas: drafts of this week and the next that nobody signed."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from portal.agendas.models import WeeklyIssue
from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.core.weeks import Week

#: a draft is asked for from the Wednesday before its Monday on
ASKED_BEFORE = timedelta(days=5)


def to_sign(user: User, now: datetime | None = None) -> QuerySet[WeeklyIssue]:
    """Return the drafts (QuerySet) that an account may sign off, of this week and, from Wednesday on, of the next.

    `now` is an aware datetime (the present when None).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    weeks = {Week.holding(today).code, Week.holding(today + ASKED_BEFORE).code}
    hers = policy_registry.get_by_type(WeeklyIssue).instances_user_has_any_permission_for(user, ["change"])
    drafts = hers.filter(week__in=weeks, state=WeeklyIssue.State.DRAFT).exclude(district__active=False)
    return drafts.select_related("district").order_by("week", "district__order", "pk")


def issue_line(issue: WeeklyIssue) -> TodoLine:
    """Say of which week and of which district it is."""
    where = issue.district.name if issue.district else str(_("Toda la ciudad"))
    return TodoLine(f"{where}, {issue.week}", reverse("weekly_issues:edit", args=[issue.pk]), Week.of(issue.week).words)


def register() -> None:
    """Tell the admin's first page."""
    register_todo_list(
        TodoList(
            "weekly-issues",
            _("Agendas semanales sin firmar"),
            to_sign,
            issue_line,
            hint=_("Mira qué falta, escribe una presentación y firma: sale en la web, en papel y por correo."),
            order=40,
            district="district__name",
            list_url=lambda: reverse("weekly_issues:index") + "?state=draft",
        )
    )
