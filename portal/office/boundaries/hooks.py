"""What boundaries hook into Wagtail: words for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from portal.territory.boundaries.storing import LOG_ACTION


@hooks.register("register_log_actions")
def register_boundary_action(actions: LogActionRegistry) -> None:
    actions.register_action(LOG_ACTION, _("Importar un límite"), _("Importó su límite"))
