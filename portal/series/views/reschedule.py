"""One session moved, cancelled or revived: one form each, from its listing, its editor and the week."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from portal.core.language import source_version
from portal.events.formatting import moment_words
from portal.events.models import EventPage
from portal.page_editor.review import held_response, is_held
from portal.series import reschedule
from portal.series.reschedule_form import MoveForm, ReasonForm
from portal.series.rights import may_change

from .base import SeriesView

PUBLIC_AT_ONCE = _("Ya se ve así en la agenda, los calendarios y la búsqueda, en todos los idiomas.")
STILL_A_DRAFT = _("Es un borrador: todavía no es público.")


def asked_moment(text: str) -> datetime | None:
    """Return a moment of an address, as `undo` writes it, in the city's zone; None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
        return timezone.localtime(moment) if moment.tzinfo else None
    except (ValueError, OverflowError):  # no such day, or one before the calendar begins
        return None


class OneView(SeriesView):
    """What the three share: the event, who may, and where to go afterwards."""

    template = "one.html"

    def dispatch(self, request, pk):
        """Read the event; one that only its review keeps from her says who has it."""
        self.pk = pk
        event = source_version(get_object_or_404(EventPage, pk=pk).specific)
        if is_held(request.user, event):
            return held_response(request, event, self.title)
        return super().dispatch(request)

    def event(self):
        """Return the first version as its draft or its public row says. Raises Http404 and PermissionDenied."""
        event = source_version(get_object_or_404(EventPage, pk=self.pk).specific)
        if not may_change(self.request.user, event):
            raise PermissionDenied
        return event if event.live else event.get_latest_revision_as_object()

    def get(self, request):
        """Ask."""
        event = self.event()
        return self.show(event, self.form(event))

    def post(self, request):
        """Do it, or say what is wrong."""
        event = self.event()
        form = self.form(event, request.POST)
        if form.is_valid():
            try:
                self.carry_out(event, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                undo = [messages.button(address, words) for address, words in self.undo(event)]
                messages.success(request, self.said(event), buttons=undo)
                return redirect(self.back(event))
        return self.show(event, form, status=422)

    def back(self, event):
        """Return where she came from, an address of ours; the event's folder otherwise."""
        asked = get_valid_next_url_from_request(self.request)
        return asked or reverse("wagtailadmin_explore", args=[event.get_parent().pk])

    def said(self, event):
        """Return what happened to what, and who sees it; `event` is as it was before."""
        seen = PUBLIC_AT_ONCE if event.live else STILL_A_DRAFT
        return f"{self.done % self.words_of(event)} {seen}"

    def words_of(self, event):
        """Return the words of the sentence `done`; `event` is as it was before."""
        return {"title": event.title, "date": moment_words(event.start)}

    def undo(self, event):
        """Return [(address, words)] of the way back."""
        return [(self.address(self.undo_name, event), self.undo_words)]

    def address(self, name, event, **query):
        """Return the address of a screen of this event, which leads back to where this one does."""
        return f"{reverse(name, args=[event.pk])}?{urlencode({**query, 'next': self.back(event)})}"

    def show(self, event, form, status=200):
        """Return the screen."""
        context = {"form": form, "event": event, "yes": self.yes, "back": self.back(event), "grave": self.grave}
        return self.page(self.template, self.title, context, status=status)


class MoveView(OneView):
    """Another date."""

    grave = False
    title = _("Cambiar de día u hora")
    yes = _("Cambiar la fecha")
    done = _("«%(title)s» pasó del %(date)s al %(after)s.")
    corrected = _("El %(date)s estuvo a la vista menos de una hora y en ningún aviso: no se menciona.")

    def form(self, event, data=None):
        """Return the form; an address with `start` begins with the date to go back to."""
        return MoveForm(event, data, initial=self.asked())

    def asked(self):
        """Return what the address asks the form to begin with; of what is no date, nothing."""
        moments = {name: asked_moment(self.request.GET.get(name, "")) for name in ("start", "end")}
        asked = {name: moment for name, moment in moments.items() if moment}
        return asked | ({"reason": _("Vuelve a la fecha de antes.")} if asked else {})

    def carry_out(self, event, answers):
        """Move it."""
        self.moved_to = answers["start"]
        self.moved = reschedule.move(event, answers["start"], answers["end"], answers["reason"], self.request.user)

    def said(self, event):
        """Say, too, that readers hear nothing of a date that was corrected before anybody was told."""
        is_corrected = event.live and event.start not in (self.moved.start, self.moved.former_start)
        correction = self.corrected % self.words_of(event) if is_corrected else ""
        return f"{super().said(event)} {correction}".strip()

    def words_of(self, event):
        """Return the old and the new date."""
        return super().words_of(event) | {"after": moment_words(self.moved_to)}

    def undo(self, event):
        """Return the way to this form with the old date in it."""
        told = {name: getattr(event, name).isoformat() for name in ("start", "end") if getattr(event, name)}
        return [(self.address("event_move", event, **told), _("Volver a la fecha de antes"))]


class CancelView(OneView):
    """It does not happen."""

    grave = True
    title = _("Cancelar la sesión")
    yes = _("Cancelarla")
    done = _("«%(title)s», del %(date)s, está cancelada, y se dice por qué.")
    undo_name, undo_words = "event_revive", _("Volver a hacerla")

    def form(self, event, data=None):
        """Return the form."""
        return ReasonForm(data)

    def carry_out(self, event, answers):
        """Cancel it."""
        reschedule.cancel_session(event, answers["reason"], self.request.user)


class ReviveView(CancelView):
    """It does happen after all: nothing to fill in."""

    grave = False
    title = _("Volver a hacerla")
    yes = _("Sí, se hace")
    done = _("«%(title)s» vuelve a hacerse: %(date)s.")
    undo_name, undo_words = "event_cancel", _("Cancelarla de nuevo")

    def form(self, event, data=None):
        """Return a form without questions."""
        return Form(data)

    def carry_out(self, event, answers):
        """Revive it."""
        reschedule.revive(event, self.request.user)
