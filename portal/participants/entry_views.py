"""Typing in a pile of sheets line by line, with the keyboard alone; correcting a line, and taking one out."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .choices import ConsentSource
from .entry import change_participant, enter_participant, remove_participant, why_closed
from .entry_form import ParticipantForm
from .models import Participant
from .screens import ParticipantScreen


def day_of_address(text: str) -> date | None:
    """Return the day that an address names; None for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def begin_where_wanted(form: ParticipantForm) -> None:
    """Put the cursor into the first field, or into the first that is wrong."""
    wrong = (name for name in form.fields if name in form.errors)
    form.fields[next(wrong, "name")].widget.attrs["autofocus"] = True


class ParticipantEntryView(ParticipantScreen):
    """One line of the pile after the other: the consent stays as it was for the line before."""

    action = "add"

    def get(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """Show an empty form."""
        way, day = request.GET.get("way", ""), day_of_address(request.GET.get("day", ""))
        initial = {
            "consent_source": way if way in ConsentSource.values else "",
            "consented_on": day or timezone.localdate(self.session.start),
        }
        return self.show(ParticipantForm(session=self.session, initial=initial), uuid4())

    def post(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """Store the line, or say beside its fields what is wrong."""
        key = self.key()
        form = ParticipantForm(request.POST, session=self.session)
        if why_closed(self.session, timezone.now()):
            return self.show(form, key, 422)
        stored = enter_participant(form, request.user, key)
        if stored is None:
            return self.show(form, key, 422)
        if "another" not in request.POST:
            return redirect("participant_list", self.session.pk)
        # what an address says stays in the browser: nothing of the person
        carried = {"after": stored.pk, "way": stored.consent_source, "day": stored.consented_on.isoformat()}
        return redirect(f"{request.path}?{urlencode(carried)}")

    def key(self) -> UUID:
        """Return the key that came with the empty form. Raises Http404 for what is none, or another session's."""
        try:
            key = UUID(self.request.POST.get("key", ""))
        except ValueError as error:
            raise Http404("no such line") from error
        if Participant.objects.filter(key=key).exclude(session=self.session.pk).exists():
            raise Http404("no such line")
        return key

    def show(self, form: ParticipantForm, key: UUID, status: int = 200) -> HttpResponse:
        """Return the form, above it who was stored before."""
        begin_where_wanted(form)
        rows = Participant.objects.kept().filter(session=self.session.pk)
        after = self.request.GET.get("after", "")
        is_number = after.isascii() and after.isdecimal() and len(after) < 19
        context = {
            "form": form,
            "key": key,
            "closed": why_closed(self.session, timezone.now()),
            "after": rows.filter(pk=after).first() if is_number and status == 200 else None,
            "count": rows.count(),
        }
        return self.page_of_session("entry", _("Cargar una planilla"), context, status)


class ParticipantEditView(ParticipantScreen):
    """A line that was typed wrong."""

    action = "change"

    def get(self, request: HttpRequest, session_id: int, pk: int) -> HttpResponse:
        """Show the line."""
        return self.show(ParticipantForm(instance=self.participant, session=self.session))

    def post(self, request: HttpRequest, session_id: int, pk: int) -> HttpResponse:
        """Store it, or say beside its fields what is wrong."""
        form = ParticipantForm(request.POST, instance=self.participant, session=self.session)
        if not change_participant(form, request.user):
            return self.show(form, 422)
        messages.success(request, _("Se guardó el cambio."))
        return redirect("participant_list", self.session.pk)

    def show(self, form: ParticipantForm, status: int = 200) -> HttpResponse:
        """Return the form."""
        begin_where_wanted(form)
        context = {"form": form, "may_delete": self.may("delete")}
        return self.page_of_session("edit", _("Corregir una línea"), context, status)


class ParticipantDeleteView(ParticipantScreen):
    """Takes a line out of the list, after asking once."""

    action = "delete"

    def get(self, request: HttpRequest, session_id: int, pk: int) -> HttpResponse:
        """Ask."""
        return self.page_of_session("delete", _("Borrar de la lista"), {"participant": self.participant})

    def post(self, request: HttpRequest, session_id: int, pk: int) -> HttpResponse:
        """Delete."""
        remove_participant(self.participant, request.user)
        messages.success(request, _("Se borró de la lista. No se puede deshacer."))
        return redirect(reverse("participant_list", args=[self.session.pk]))
