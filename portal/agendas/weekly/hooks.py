"""What the weekly agenda hooks into Wagtail: its menu and screens, and words for the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .publication import PUBLISHED
from .viewset import WeeklyGroup


@hooks.register("register_admin_viewset")
def register_screens() -> WeeklyGroup:
    return WeeklyGroup()


@hooks.register("register_log_actions")
def register_weekly_actions(actions: LogActionRegistry) -> None:
    actions.register_action(PUBLISHED, _("Firmar la agenda semanal"), _("Firmó y publicó la agenda semanal"))
