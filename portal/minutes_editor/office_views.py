"""«Actas» in the admin: the list of sessions, the page of one record, its steps and its annexes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from portal.access.scoped import denial_response
from portal.core.publication import batch_indexing
from portal.councils.models import SessionPage
from portal.councils.rights import makes_sessions
from portal.events.formatting import day_words
from portal.minutes.models import Minutes
from portal.minutes.publication import index_session
from portal.minutes.rights import sessions_to_write
from portal.minutes.saving import lock_minutes, minutes_of_session

from .office_actions import ACTIONS, minutes_step_form
from .office_forms import MinutesFilterForm, MinutesStepForm, annex_rows
from .office_page import overview_context
from .office_rows import minutes_address, narrowed_sessions, office_rows, office_sessions

PER_PAGE = 20


class MinutesScreen(View):
    """A screen of minutes: 403 for who writes none, 404 for a session of another team."""

    http_method_names = ("get", "head", "post", "options")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Refuse who has nothing to do with minutes, and what turns out on the way to be beyond the account's role."""
        if not self.is_open():
            return denial_response(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return denial_response(request)

    def is_open(self) -> bool:
        """Tell whether the account has anything to do with this screen."""
        return makes_sessions(self.request.user)

    def session(self, reference: str) -> SessionPage:
        """Return a session whose minutes the account may write. Raises Http404 for any other, and before it begins."""
        rows = sessions_to_write(self.request.user).filter(start__lte=timezone.now())
        related = ("council", "locale", "district", "neighbourhood")
        return get_object_or_404(rows.select_related(*related), reference=reference)

    def page(self, template: str, title: str, context: dict[str, Any], *items: tuple[str, str], status: int = 200):
        """Return a page below «Actas»; `items` are (address, label) of the breadcrumbs after it."""
        crumbs = [{"url": url, "label": label} for url, label in ((reverse("minutes_index"), _("Actas")), *items)]
        context = {"header_icon": "doc-full", "header_title": title, "breadcrumbs_items": crumbs, **context}
        return TemplateResponse(self.request, f"minutes_editor/admin/{template}", context, status=status)


def session_name(session: SessionPage) -> str:
    """Return a session as the office calls it: its council and its day."""
    return f"{session.council or session.title}, {day_words(session.start)}"


class MinutesListView(MinutesScreen):
    """The sessions that were held, each with what its minutes wait for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        now = timezone.now()
        sessions = office_sessions(request.user, now)
        form = MinutesFilterForm(request.GET, rows=sessions)
        asked = form.asked()
        page = Paginator(narrowed_sessions(sessions, asked), PER_PAGE).get_page(request.GET.get("p"))
        page.object_list = office_rows(page.object_list, now)
        context = {"form": form, "is_narrowed": bool(asked), "rows": page}
        return self.page("index.html", _("Actas"), context)


class MinutesOverviewView(MinutesScreen):
    """The minutes of one session."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show them."""
        session = self.session(reference)
        return self.show(session, minutes_of_session(session))

    def show(
        self,
        session: SessionPage,
        minutes: Minutes,
        form: MinutesStepForm | None = None,
        name: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Return the page; `form` is that of a step that was not taken."""
        context = overview_context(session, minutes, self.request.user, form, name)
        title = session_name(session)
        return self.page("overview.html", title, context, ("", title), status=status)


class MinutesActionView(MinutesOverviewView):
    """One step of them."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, reference: str, name: str) -> HttpResponse:
        """Take it, or say beside the field why not. Raises Http404 for a step that nobody knows."""
        if name not in ACTIONS:
            raise Http404
        session, action = self.session(reference), ACTIONS[name]
        form = minutes_step_form(action, name, session, data=request.POST)
        if not form.is_valid():
            return self.show(session, minutes_of_session(session), form, name, 422)
        try:
            told = action.run(session, request.user, form)
        except ValidationError as error:
            show_step_refusal(form, error)
            is_stale = getattr(error, "code", "") == "stale"
            return self.show(session, minutes_of_session(session), form, name, 409 if is_stale else 422)
        messages.success(request, told)
        return redirect("minutes_overview", session.reference)


def show_step_refusal(form: MinutesStepForm, error: ValidationError) -> None:
    """Put what a step refused beside its field; what is wrong in the draft stands in the page's own list."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    own = {name: texts for name, texts in error.message_dict.items() if name in form.fields or name == NON_FIELD_ERRORS}
    for name, texts in own.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)
    if len(own) < len(error.message_dict):
        form.add_error(None, _("Todavía falta algo: está en la lista «Qué falta»."))


class MinutesAnnexesView(MinutesScreen):
    """The pictures and documents that stand with the minutes of one session."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show them as a form."""
        session = self.session(reference)
        return self.show(session, annex_rows(minutes_of_session(session), request.user))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Store what was chosen, or say beside the field what is wrong."""
        session = self.session(reference)
        rows = annex_rows(minutes_of_session(session), request.user, request.POST)
        if not rows.is_valid():
            return self.show(session, rows, 422)
        with batch_indexing():
            rows.save_in_order(lock_minutes(session))
            index_session(session)
        messages.success(request, _("Guardado. Los anexos salen con el acta."))
        return redirect("minutes_overview", session.reference)

    def show(self, session: SessionPage, rows: Any, status: int = 200) -> HttpResponse:
        """Return the page."""
        items = ((minutes_address(session), session_name(session)), ("", _("Anexos del acta")))
        context = {"session": session, "rows": rows}
        return self.page("annexes.html", _("Anexos del acta"), context, *items, status=status)
