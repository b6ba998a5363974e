"""One session moved, cancelled or revived: one form each, from its listing, its editor and the week."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from portal.core.language import source_version
from portal.events.models import EventPage
from portal.page_editor.review import held_response, is_held
from portal.series import reschedule
from portal.series.reschedule_form import MoveForm, ReasonForm
from portal.series.rights import may_change

from .base import SeriesView


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
                messages.success(request, self.done % {"title": event.title})
                return redirect(self.back(event))
        return self.show(event, form, status=422)

    def back(self, event):
        """Return where she came from, an address of ours; the event's folder otherwise."""
        asked = self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(asked, {self.request.get_host()}, self.request.is_secure()):
            return asked
        return reverse("wagtailadmin_explore", args=[event.get_parent().pk])

    def show(self, event, form, status=200):
        """Return the screen."""
        context = {"form": form, "event": event, "yes": self.yes, "back": self.back(event), "grave": self.grave}
        return self.page(self.template, self.title, context, status=status)


class MoveView(OneView):
    """Another date."""

    grave = False
    title = _("Cambiar de día u hora")
    yes = _("Cambiar la fecha")
    done = _("«%(title)s» tiene fecha nueva.")

    def form(self, event, data=None):
        """Return the form."""
        return MoveForm(event, data)

    def carry_out(self, event, answers):
        """Move it."""
        reschedule.move(event, answers["start"], answers["end"], answers["reason"], self.request.user)


class CancelView(OneView):
    """It does not happen."""

    grave = True
    title = _("Cancelar la sesión")
    yes = _("Cancelarla")
    done = _("«%(title)s» está cancelada, y se dice por qué.")

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
    done = _("«%(title)s» vuelve a hacerse.")

    def form(self, event, data=None):
        """Return a form without questions."""
        return Form(data)

    def carry_out(self, event, answers):
        """Revive it."""
        reschedule.revive(event, self.request.user)
