"""What waits among mails: those that did not go out, for whoever answers for the whole city."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.access.roles import is_curator
from portal.core.models import User
from portal.core.registry import TodoLine, TodoList, register_todo_list

from .models import MailFault, MailState, OutgoingMail
from .purposes import purpose_label


def undelivered_mails(user: User) -> QuerySet[OutgoingMail]:
    """Return the mails that did not go out, the oldest first; none for who does not answer for the whole city."""
    if not is_curator(user):
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.undelivered(timezone.now()).order_by("wanted_at", "pk")


def fault_words(mail: OutgoingMail) -> str:
    """Return why a mail did not go out, with the server's numbers where it gave some."""
    words = MailFault(mail.fault).label if mail.fault else gettext("Todavía nadie lo envió.")
    return f"{words} ({mail.answer})" if mail.answer else str(words)


def attempts_words(mail: OutgoingMail) -> str:
    """Return how often a mail was tried, and whether it is tried again."""
    tried = ngettext("%(n)s intento", "%(n)s intentos", mail.attempts) % {"n": mail.attempts}
    return tried if mail.state == MailState.FAILED else gettext("%(tried)s, se sigue probando") % {"tried": tried}


def mail_line(mail: OutgoingMail) -> TodoLine:
    """Say what mail it is, to whom, and why it did not go out."""
    title = f"{purpose_label(mail.purpose)} · {mail.masked_recipient}"
    return TodoLine(title, reverse("undelivered_mail:index"), fault_words(mail))


def register() -> None:
    """Tell the admin's first page."""
    register_todo_list(
        TodoList(
            "undelivered-mail",
            _("Correo que no salió"),
            undelivered_mails,
            mail_line,
            hint=_("Mira el motivo y envíalo otra vez, o avisa de otra manera."),
            order=15,
            district="purpose",  # a mail belongs to no district: it only counts them
            parts=lambda user, rows: [],
            list_url=lambda: reverse("undelivered_mail:index"),
        )
    )
