"""What the log says of accounts: who got in or did not, and who gave whom which role."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

IN, OUT, FAILED, LOCKED = (f"portal.access.{name}" for name in ("login", "logout", "failed", "locked"))
UNLOCKED, FACTOR_FORGOTTEN = "portal.account.unlocked", "portal.account.factor_forgotten"
FACTOR_ADDED, FACTOR_REMOVED = "portal.account.factor_added", "portal.account.factor_removed"
GROUPS_GIVEN, GROUPS_TAKEN = "portal.account.groups_given", "portal.account.groups_taken"
NARROWED, RIGHTS = "portal.account.narrowed", "portal.account.rights"

#: {action: (label in the filter, what the log says)}
WORDS = {
    IN: (_("Entró"), _("Entró en la administración")),
    OUT: (_("Salió"), _("Salió de la administración")),
    FAILED: (_("No pudo entrar"), _("La contraseña o el código no eran correctos")),
    LOCKED: (_("Bloqueo"), _("Demasiados intentos: la cuenta quedó bloqueada un rato")),
    UNLOCKED: (_("Desbloqueo"), _("Desbloqueó la cuenta")),
    FACTOR_ADDED: (_("Segundo factor preparado"), _("Preparó un segundo factor")),
    FACTOR_REMOVED: (_("Segundo factor quitado"), _("Quitó su segundo factor")),
    FACTOR_FORGOTTEN: (_("Segundo factor olvidado"), _("Quitó los segundos factores de la cuenta")),
    GROUPS_GIVEN: (_("Rol dado"), _("Dio un rol a la cuenta")),
    GROUPS_TAKEN: (_("Rol quitado"), _("Quitó un rol a la cuenta")),
    NARROWED: (_("Alcance cambiado"), _("Cambió los barrios o idiomas de la cuenta")),
    RIGHTS: (_("Cuenta abierta, cerrada o de administración"), _("Cambió lo que la cuenta puede")),
}


class DetailLogFormatter(LogFormatter):
    """An action whose details stand in the entry: names, and where from."""

    def format_comment(self, log_entry):
        """Return the details of an entry (str)."""
        names, address = log_entry.data.get("names", []), log_entry.data.get("address")
        parts = [", ".join(names)] if names else []
        if address:
            parts.append(gettext("desde %(address)s") % {"address": address})
        return "; ".join(parts)


def register(actions: LogActionRegistry) -> None:
    """Register the actions (hook register_log_actions)."""
    for action, (label, message) in WORDS.items():
        actions.register_action(action)(
            type("DetailLogFormatter", (DetailLogFormatter,), {"label": label, "message": message})
        )
