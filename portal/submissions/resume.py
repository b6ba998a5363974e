"""The mail with the way back to a draft, so often and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.access.accounts.addresses import client_address, network_of
from portal.core.language import reader_language
from portal.core.models import Attempt
from portal.mail.outbox import queue_mail

from .models.draft import KEPT

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .kinds import SubmissionKind

#: mails of this sort to one address, and by one network, within an hour
TO_ONE, BY_ONE, WITHIN = 3, 20, timedelta(hours=1)


class ResumeForm(forms.Form):
    """The address to which the way back goes; it is not stored."""

    email = forms.EmailField(
        label=_("Correo electrónico"),
        help_text=_("Solo para mandarte el enlace. No lo guardamos."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Escribe el correo al que va el enlace."),
            "invalid": _("Escribe el correo completo, con arroba. Por ejemplo: marta@ejemplo.org"),
        },
    )


def may_mail(request: HttpRequest, email: str, purpose: str) -> bool:
    """Count one more mail that somebody asks for, and tell whether it may go: so many to one address, by one network."""
    by_network = Attempt.count(f"{purpose}-by", network_of(client_address(request)), BY_ONE, WITHIN)
    return not by_network and not Attempt.count(f"{purpose}-to", email.casefold(), TO_ONE, WITHIN)


def mail_resume_link(request: HttpRequest, form: ResumeForm, kind: SubmissionKind, link: str) -> bool:
    """Mail the way back (absolute address) to the address of a right form; adds a fault to the form when too many went."""
    email = form.cleaned_data["email"]
    if not may_mail(request, email, "submission-link"):
        form.add_error("email", gettext("Ya te mandamos varios. Mira tu correo, o espera una hora."))
        return False
    with transaction.atomic():
        queue_mail(
            to=email,
            subject=gettext("Para seguir con: %(action)s") % {"action": kind.action},
            sections=[
                gettext("Con este enlace sigues donde quedaste, desde cualquier aparato: %(link)s") % {"link": link},
                gettext("Guardamos lo que escribiste %(days)d días.") % {"days": KEPT.days},
            ],
            language=reader_language(),
            purpose="submission-resume",
        )
    return True
