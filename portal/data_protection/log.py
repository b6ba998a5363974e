"""What the log of changes says when somebody's data were looked up, given out or deleted: how many, never whose."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log

from portal.access.audit.actions import DetailLogFormatter
from portal.core.models import User
from portal.personal_data.person import PersonRecords

LOOKED_UP, GIVEN_OUT, REMOVED = (f"portal.personal_data.{name}" for name in ("looked_up", "given_out", "removed"))
#: {action: (label in the filter, what the log says)}
LABELS = {
    LOOKED_UP: (_("Datos de una persona buscados"), _("Buscó los datos de una persona")),
    GIVEN_OUT: (_("Datos de una persona descargados"), _("Descargó los datos de una persona que los pidió")),
    REMOVED: (_("Datos de una persona borrados"), _("Borró los datos de una persona que lo pidió")),
}


def register_person_actions(actions: LogActionRegistry) -> None:
    """Register the actions (hook register_log_actions)."""
    for action, (label, message) in LABELS.items():
        actions.register_action(action)(
            type("PersonLogFormatter", (DetailLogFormatter,), {"label": label, "message": message})
        )


def note_person(action: str, user: User, counts: list[tuple[PersonRecords, int]]) -> None:
    """Write an entry under the account that did it, with the number of rows of each kind."""
    names = [f"{capfirst(str(records.model._meta.verbose_name_plural))}: {count}" for records, count in counts]
    log(instance=user, action=action, user=user, data={"names": names})
