from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "portal.invitations"
    verbose_name = "Invitaciones"

    def ready(self):
        """Tell who may do what with the channels by which people were invited."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject

        from .models import Invitation

        policy = ScopedPolicy(Invitation, Subject.AGENDA, "session__district", "session__neighbourhood")
        register_permission_policy(Invitation, policy)
