"""What waits among councils: mandates that are about to end."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.core.translations import first_versions
from portal.councils.models import CouncilMember, CouncilPage
from portal.events.formatting import day_words
from portal.office.dashboard.scope import editable_pages, in_open_districts

ENDS_WITHIN = timedelta(days=60)


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
            "mandates",
            _("Mandatos que terminan en dos meses"),
            ending_mandates,
            mandate_line,
            hint=_("Convoca a la asamblea que elige y cambia aquí las fechas."),
            order=95,
            district="page__district__name",
        )
    )
