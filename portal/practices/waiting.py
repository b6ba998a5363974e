"""What waits among the practices: those that nobody reviewed for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.office.dashboard.pages import page_line
from portal.office.dashboard.scope import editable_pages

from .reminders import not_reviewed_since

if TYPE_CHECKING:
    from portal.practices.models import PracticePage


def to_look_at_again(user: User) -> QuerySet[PracticePage]:
    """Return the practices of an account that nobody reviewed for a year, the longest first."""
    practices = not_reviewed_since(timezone.now()).filter(pk__in=editable_pages(user).values("pk"))
    return practices.select_related("locale").order_by("last_reviewed", "first_published_at", "pk")


def practice_line(practice: PracticePage) -> TodoLine:
    """Say when it was last reviewed."""
    last = practice.last_reviewed
    if last is None:
        return page_line(practice, gettext("nadie la revisó todavía"))
    said = {"date": date_format(last, "DATE_FORMAT")}
    return page_line(practice, gettext("revisada por última vez el %(date)s") % said)


def register() -> None:
    """Tell the admin's first page."""
    register_todo_list(
        TodoList(
            "practices-to-review",
            _("Experiencias sin revisar desde hace un año"),
            to_look_at_again,
            practice_line,
            hint=_("Léela; si todo sigue igual, «Marcar como revisada hoy»."),
            order=85,
        )
    )
