"""How many places of an event are taken, in its form, with the way to who registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.permissions import policy_registry

from portal.access.policy import READ
from portal.core.language import source_version

from .choices import RegistrationState

if TYPE_CHECKING:
    from portal.events.models import EventPage, Registration


def registrations(event: EventPage) -> type[Registration]:
    """Return the model of the registrations of an event, asked of its relation: the event's model asks for this panel."""
    return event._meta.get_field("registrations").related_model


class PlacesPanel(Panel):
    """Says in words how many places are taken, to whoever may see registrations; nothing for an event that is new."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/places.html"

        def is_shown(self):
            """Tell whether there is something to say to this account."""
            policy = policy_registry.get_by_type(registrations(self.instance))
            return bool(self.instance.pk) and policy.user_has_permission(self.request.user, READ)

        def get_context_data(self, parent_context=None):
            first = source_version(self.instance).pk
            rows = registrations(self.instance)
            policy = policy_registry.get_by_type(rows)
            of_event = rows.objects.filter(event=first)
            return {
                **super().get_context_data(parent_context),
                "seats": self.instance.seats,
                "taken": of_event.people(RegistrationState.CONFIRMED),
                "waiting": of_event.people(RegistrationState.WAITING),
                "list_url": f"{reverse('registrations:index')}?event={first}",
                "add_url": f"{reverse('registrations:add')}?event={first}",
                "may_add": policy.user_has_permission(self.request.user, "add"),
            }
