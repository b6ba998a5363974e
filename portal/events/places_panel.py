"""How many places of an event are taken, in its form, with the way to who registered."""

from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.permissions import policy_registry

from portal.core.language import source_of
from portal.core.policy import READ


class PlacesPanel(Panel):
    """Says in words how many places are taken, to whoever may see registrations; nothing for an event that is new."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/places.html"

        def is_shown(self):
            """Tell whether there is something to say to this account."""
            from .models import Registration

            policy = policy_registry.get_by_type(Registration)
            return bool(self.instance.pk) and policy.user_has_permission(self.request.user, READ)

        def get_context_data(self, parent_context=None):
            from .models import Registration, RegistrationState
            from .registering import people

            first = source_of(self.instance).pk
            policy = policy_registry.get_by_type(Registration)
            return {
                **super().get_context_data(parent_context),
                "seats": self.instance.seats,
                "taken": people(first, RegistrationState.CONFIRMED),
                "waiting": people(first, RegistrationState.WAITING),
                "list_url": f"{reverse('registrations:index')}?event={first}",
                "add_url": f"{reverse('registrations:add')}?event={first}",
                "may_add": policy.user_has_permission(self.request.user, "add"),
            }
