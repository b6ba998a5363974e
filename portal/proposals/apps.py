from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "portal.proposals"
    verbose_name = "Propuestas y reclamos"
