"""Lines of sheets become rows of the register: once each, and two who type the same session one after the other."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.councils.models import SessionPage

from .models import Participant
from .retention import kept_until

if TYPE_CHECKING:
    from portal.core.models import User

    from .entry_form import ParticipantForm


def why_closed(session: SessionPage, now: datetime) -> str:
    """Return why nobody can be put into the list of a session at `now` (aware datetime); empty where one can."""
    if timezone.localdate(session.start) > timezone.localdate(now):
        return _("La sesión todavía no fue: desde ese día se cargan las planillas.")
    if kept_until(session.until) <= now:
        return _("Pasó un año desde la sesión: ya no guardamos datos de quienes participaron.")
    return ""


def lock_register(session: SessionPage) -> None:
    """Have whoever else stores a participant of this session wait, so that she is seen as the same. In a transaction."""
    list(SessionPage.objects.select_for_update(of=("self",)).filter(pk=session.pk).values_list("pk"))


def enter_participant(form: ParticipantForm, user: User, key: UUID) -> Participant | None:
    """Store the line of a form and return it; None where the form says what is wrong.

    `key` came with the empty form: a line that was sent twice is there once.
    """
    with transaction.atomic():
        lock_register(form.session)
        stored = Participant.objects.filter(key=key, session=form.session.pk).first()
        if stored is not None:
            return stored
        if not form.is_valid():
            return None
        form.instance.session_id, form.instance.key, form.instance.entered_by = form.session.pk, key, user
        return form.save()


def change_participant(form: ParticipantForm, user: User) -> bool:
    """Store a corrected line; tell whether it was right. The log says who did it, and nothing of the person."""
    with transaction.atomic():
        lock_register(form.session)
        if not form.is_valid():
            return False
        log(instance=form.save(), action="wagtail.edit", user=user)
        return True


def remove_participant(participant: Participant, user: User) -> None:
    """Take a line out of the list for good; the log says who did it, and nothing of the person."""
    with transaction.atomic():
        log(instance=participant, action="wagtail.delete", user=user)
        participant.delete()
