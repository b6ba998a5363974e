"""The sessions whose sheets are to be typed in, and who stands in the list of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.events.choices import EventState

from .entry import why_closed
from .marks import plain_name
from .models import Participant
from .rights import sessions_with_register
from .screens import ParticipantScreen

PER_PAGE = 30


class ParticipantSessionsView(ParticipantScreen):
    """The sessions that were, the latest first, with how many of each stand in the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        were = sessions_with_register(request.user).filter(start__lte=timezone.now())
        counted = were.annotate(people=Count("participants", filter=Q(participants__purged_at=None)))
        wanted = counted.exclude(state=EventState.CANCELLED, people=0).order_by("-start", "-pk")
        page = Paginator(wanted.select_related("council"), PER_PAGE).get_page(request.GET.get("p"))
        return self.page("sessions", _("Participantes"), {"sessions": page})


class ParticipantListView(ParticipantScreen):
    """Who stands in the list of a session, by name: names are encrypted, so no database orders them."""

    def get(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """Show the list, with what the account may do with it."""
        rows = Participant.objects.filter(session=self.session.pk).select_related("neighbourhood")
        people = sorted((row for row in rows if row.purged_at is None), key=lambda row: (plain_name(row.name), row.pk))
        context = {
            "people": people,
            "purged": len(rows) - len(people),
            "closed": why_closed(self.session, timezone.now()),
            "retention_days": Participant.personal_data.days,
            **{f"may_{action}": self.may(action) for action in ("add", "change", "delete")},
        }
        return self.page("list", _("Participantes de la sesión"), {"session": self.session, **context})
