from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "portal.participants"
    verbose_name = "Participantes"

    def ready(self):
        """Say who may do what with participants, how one is found, and when their data go."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily

        from .models import Participant
        from .personal_records import register_participations
        from .retention import purge_participants, renew_marks

        policy = ScopedPolicy(Participant, Subject.PERSONAL, "session__district", "session__neighbourhood")
        register_permission_policy(Participant, policy)
        register_participations()
        register_daily(purge_participants)
        register_daily(renew_marks)
