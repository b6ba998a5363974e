"""What the screens of the register share: whose they are, and that no browser keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from portal.access.policy import READ
from portal.access.scoped import denial_response
from portal.core.language import source_version
from portal.councils.models import SessionPage

from .models import Participant
from .rights import may_with_participants, participant_policy


class ParticipantScreen(View):
    """A screen for who may do `action` with some participants; 403 for everybody else, 404 for another's session."""

    http_method_names = ("get", "head", "post", "options")
    action = READ

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Refuse first; the answer is kept nowhere."""
        if participant_policy().user_has_permission(request.user, self.action):
            response = super().dispatch(request, *args, **kwargs)
        else:
            response = denial_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    @cached_property
    def session(self) -> SessionPage:
        """The first version of the session of the address. Raises Http404 for one that is not the account's."""
        session = source_version(get_object_or_404(SessionPage, pk=self.kwargs["session_id"]))
        if not may_with_participants(self.request.user, self.action, session):
            raise Http404("no such session")
        return session

    @cached_property
    def participant(self) -> Participant:
        """The row of the address, one of its session. Raises Http404 for any other, and for one that was purged."""
        rows = Participant.objects.kept().filter(session=self.session.pk)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may(self, action: str) -> bool:
        """Tell whether the account may do `action` with the session's participants."""
        return may_with_participants(self.request.user, action, self.session)

    def page(
        self, name: str, title: str, context: dict[str, Any], crumbs: Iterable[tuple[str, str]] = (), status: int = 200
    ) -> HttpResponse:
        """Return a screen; `crumbs` are (address, label) between the list of sessions and its own."""
        first = [(reverse("participant_sessions"), _("Participantes"))] if name != "sessions" else []
        ways = [*first, *crumbs, ("", title)]
        items = [{"url": url, "label": label} for url, label in ways]
        context = {"header_icon": "group", "header_title": title, "breadcrumbs_items": items, **context}
        return TemplateResponse(self.request, f"participants/{name}.html", context, status=status)

    def page_of_session(self, name: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Return a screen of one session, with the way back to its list."""
        crumbs = [(reverse("participant_list", args=[self.session.pk]), self.session.title)]
        return self.page(name, title, {"session": self.session, **context}, crumbs, status)
