"""The form of a registration: whoever telephones is added by the staff; places and the waiting list follow by themselves."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList

from portal.access.policy import ScopedPolicy
from portal.access.record_forms import ScopedRecordForm
from portal.access.roles import scopes_of
from portal.core.models import User
from portal.core.translations import first_versions

from .choices import RegistrationState
from .formatting import hour_words
from .models import EventPage, Registration
from .registrations import cancel_registration, event_seats, register, restore


def named_with_day(event: EventPage) -> str:
    """Return how an event is offered in a list: "25/11/2026 19:00, Taller de compost"."""
    return f"{timezone.localtime(event.start):%d/%m/%Y} {hour_words(event.start)}, {event.title}"


def events_of(user: User, policy: ScopedPolicy, action: str) -> QuerySet[EventPage]:
    """Return the events (QuerySet) that are not over and for which an account may do `action` with registrations."""
    first = EventPage.objects.filter(alias_of__isnull=True, until__gte=timezone.now()).order_by("start", "pk")
    hers = first.none()
    for scope in scopes_of(user):
        if policy.may(scope, action):
            rows = first.filter(district=scope.district) if scope.district else first
            hers |= rows if scope.neighbourhoods is None else rows.filter(neighbourhood__in=scope.neighbourhoods)
    return first if user.is_superuser else hers


class RegistrationForm(ScopedRecordForm):
    """One person or group who will come."""

    is_gone = forms.BooleanField(
        label=_("Se dio de baja"),
        required=False,
        help_text=_("Su lugar pasa a quien espera. Para que vuelva, quita esta marca: queda al final de la espera."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = self.instance.state if self.instance.pk else ""
        self.fields["is_gone"].initial = stored == RegistrationState.CANCELLED
        if self.instance.pk:
            self.fields["event"].disabled = True
            self.fields["event"].queryset = EventPage.objects.filter(pk=self.instance.event_id)
        else:
            self.fields.pop("is_gone")
            # people register for an event, not for its translation
            self.fields["event"].queryset = first_versions(events_of(self.for_user, self.policy, self.action))
        self.fields["event"].label_from_instance = named_with_day

    def clean(self):
        """Raise ValidationError when there is no way to reach whoever registers, or the group is larger than the event."""
        cleaned = super().clean()
        if not (cleaned.get("email") or cleaned.get("phone")):
            self.add_error("phone", _("Escribe un teléfono o un correo: si el encuentro cambia, hay que avisarle."))
        people, event = cleaned.get("people"), cleaned.get("event")
        if people == 0:
            self.add_error("people", _("Al menos una persona."))
        if event and people and event.seats and people > event.seats:
            self.add_error("people", _("Son más que los lugares que hay: %(seats)s.") % {"seats": event.seats})
        return cleaned

    def save(self, commit=True):
        """Store the registration with the state that the places give it."""
        registration = super().save(commit=False)
        was_gone = bool(registration.pk) and registration.state == RegistrationState.CANCELLED
        is_gone = self.cleaned_data.get("is_gone", False)
        if not commit:
            return registration
        if is_gone and not was_gone:
            registration.save()
            registration.moved_up = cancel_registration(registration)
        elif was_gone and not is_gone:
            registration.moved_up = restore(registration)
        else:
            registration.moved_up = register(registration)
        return registration


def said_of(registration: Registration) -> str:
    """Return whether a registration has a place, and how many are left."""
    places = event_seats(registration.event)
    if registration.state == RegistrationState.WAITING:
        return _("%(name)s queda en lista de espera.") % {"name": registration}
    if registration.state == RegistrationState.CANCELLED:
        return _("%(name)s se dio de baja.") % {"name": registration}
    if places.free is None:
        return _("%(name)s tiene lugar.") % {"name": registration}
    return _("%(name)s tiene lugar. Quedan %(free)s.") % {"name": registration, "free": places.free}


def said_after(registration: Registration) -> str:
    """Return what the staff reads after storing a registration, and whom it now tells that there is a place."""
    moved = [
        _("%(name)s estaba en espera y ahora tiene lugar: avísale (%(reach)s).")
        % {"name": row, "reach": row.phone or row.email}
        for row in getattr(registration, "moved_up", [])
    ]
    return " ".join(str(sentence) for sentence in (said_of(registration), *moved))


PANELS = ObjectList(
    [
        HelpPanel(content=Registration.personal_data.purpose),
        # A long title would push it off the screen.
        FieldPanel("event", widget=forms.Select(attrs={"class": "w-w-full"})),
        FieldPanel("name", help_text=_("Una persona o un grupo. Por ejemplo: Club de madres de San Miguel.")),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("people", help_text=_("Contando a quien llama.")),
        FieldPanel("needs"),
        FieldPanel("is_gone"),
    ],
    base_form_class=RegistrationForm,
)
