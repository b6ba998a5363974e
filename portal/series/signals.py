"""What series tell the rest of the portal: the clock, the admin's first page, who keeps the city's holidays."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from portal.core.clock import register_daily
from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list
from portal.core.translations import first_versions
from portal.councils.models import LocalHoliday, SessionPage
from portal.events.choices import EventState
from portal.events.formatting import when_words
from portal.office.dashboard.pages import page_line
from portal.office.dashboard.scope import editable_pages

from .generate import prepare_sessions, remember_deleted
from .occurrences import as_drafted
from .rights import HolidayPolicy

SOON = timedelta(days=14)


def to_announce(user: User) -> QuerySet[SessionPage]:
    """Return the sessions made of a series that are near and that nobody announced, of an account's pages."""
    now = timezone.now()
    near = SessionPage.objects.filter(live=False, series__isnull=False, start__gte=now, start__lt=now + SOON)
    mine = near.exclude(state=EventState.CANCELLED).filter(pk__in=editable_pages(user).values("pk"))
    return first_versions(mine).select_related("latest_revision", "locale").order_by("start", "pk")


def session_line(session: SessionPage) -> TodoLine:
    """Say when it is."""
    as_drafted(session)
    return page_line(session, when_words(session))


def connect() -> None:
    """Register what series have; called once, when the portal starts."""
    register_permission_policy(LocalHoliday, HolidayPolicy(LocalHoliday))
    register_daily(prepare_sessions)
    pre_delete.connect(remember_deleted, sender=SessionPage, dispatch_uid="series-remember-deleted")
    register_todo_list(
        TodoList(
            "sessions-to-announce",
            _("Sesiones de estas dos semanas sin publicar"),
            to_announce,
            session_line,
            hint=_("Publica las de la semana que viene de una sola vez."),
            order=40,
            list_url=lambda: reverse("council_series_week"),
        )
    )
