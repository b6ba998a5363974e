"""The way of minutes to everybody: list of agreements, review, provisional, corrected, approved.

Each step asks the rights again and locks the row; its version, its rows, its matters, what it moves on and the search's
document come in one transaction. Versions are added, never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.indexing import index_pages
from portal.core.publication import batch_indexing
from portal.councils.models import SessionPage

from .carrying import update_backlog
from .choices import MinutesState
from .content import attendance_total, public_content
from .faults import minutes_faults
from .matters import make_matters
from .models import Minutes, MinutesSettings, MinutesVersion
from .projection import agenda_points, project, public_rows
from .rights import require_publisher, require_writer
from .saving import lock_minutes

if TYPE_CHECKING:
    from portal.core.models import User


@contextmanager
def minutes_step(session: SessionPage, number: int | None = None) -> Iterator[Minutes]:
    """Give the minutes of a session, locked, in one transaction with all that follows.

    `number` is that of the draft which the person read (None: not asked). Raises ValidationError (code "stale") where
    somebody wrote meanwhile, (code "early") before the session has begun.
    """
    if session.start > timezone.now():
        raise ValidationError(_("La sesión todavía no empezó: el acta se publica después."), code="early")
    with batch_indexing():
        minutes = lock_minutes(session)
        if number is not None and number != minutes.draft_number:
            raise ValidationError(_("Mientras tanto alguien cambió el acta: mírala otra vez y decide."), code="stale")
        yield minutes


def require_sound(minutes: Minutes, *, for_list: bool = False) -> None:
    """Raise ValidationError {key: sentence} where something keeps the draft from being published."""
    faults = minutes_faults(minutes.session, minutes.draft, for_list=for_list)
    if faults:
        raise ValidationError({fault.key: fault.text for fault in faults})


def publish_agreements(session: SessionPage, user: User, number: int | None = None) -> Minutes:
    """Show everybody the list of agreements of the draft, the same evening, before the minutes."""
    require_publisher(user, session)
    with minutes_step(session, number) as minutes:
        if minutes.is_published:
            raise ValidationError(_("El acta ya está publicada, y la lista con ella."), code="published")
        require_sound(minutes, for_list=True)
        rows = public_rows(agenda_points(minutes.session), minutes.draft, "agreement")
        agreements = [{"key": row.id, "text": row["text"]} for row in rows]
        if not agreements:
            raise ValidationError(_("Todavía no hay ningún acuerdo escrito."), code="empty")
        minutes.agreements_list = agreements
        minutes.agreements_at = minutes.agreements_at or timezone.now()
        minutes.save(update_fields=["agreements_list", "agreements_at"])
        index_session(session)
    return minutes


def send_to_review(session: SessionPage, user: User, number: int | None = None) -> Minutes:
    """Ask the district to read the draft before it is published."""
    require_writer(user, session)
    with minutes_step(session, number) as minutes:
        if minutes.is_published:
            raise ValidationError(_("El acta ya está publicada: una corrección la publica de nuevo."), code="published")
        require_sound(minutes)
        minutes.state, minutes.review_answer = MinutesState.IN_REVIEW, ""
        minutes.review_asked_at = timezone.now()
        minutes.save(update_fields=["state", "review_answer", "review_asked_at"])
    return minutes


def give_back_draft(session: SessionPage, user: User, reason: str) -> Minutes:
    """Give a draft back to who wrote it, with what is missing."""
    require_publisher(user, session)
    if not reason.strip():
        raise ValidationError({"reason": _("Di qué falta, en palabras sencillas.")})
    with minutes_step(session) as minutes:
        if minutes.state != MinutesState.IN_REVIEW:
            raise ValidationError(_("Esta acta no espera ninguna revisión."), code="state")
        minutes.state, minutes.review_answer = MinutesState.DRAFT, reason.strip()
        minutes.save(update_fields=["state", "review_answer"])
    return minutes


def publish_minutes(session: SessionPage, user: User, number: int | None = None, reason: str = "") -> Minutes:
    """Publish the draft: provisional the first time, afterwards a corrected version, which needs its reason."""
    require_publisher(user, session)
    with minutes_step(session, number) as minutes:
        require_sound(minutes)
        is_first = not minutes.is_published
        if not is_first and not minutes.has_unpublished_changes:
            raise ValidationError(_("No cambió nada desde la última versión."), code="unchanged")
        if not is_first and not reason.strip():
            raise ValidationError({"reason": _("Di qué se corrigió, y por qué.")})
        now = timezone.now()
        if is_first:
            minutes.state, minutes.provisional_at = MinutesState.PROVISIONAL, now
            minutes.corrections_until = timezone.localdate(now) + timedelta(days=correction_days())
        add_version(minutes, user, reason.strip())
    return minutes


def correction_days() -> int:
    """Return for how many days corrections are asked for."""
    return MinutesSettings.load().correction_days


def approve(
    session: SessionPage, user: User, approving: SessionPage | None = None, number: int | None = None
) -> Minutes:
    """Make provisional minutes approved; `approving` is the session that read and approved them."""
    require_publisher(user, session)
    with minutes_step(session, number) as minutes:
        if minutes.state != MinutesState.PROVISIONAL:
            raise ValidationError(_("Solo se aprueba un acta provisional."), code="state")
        if minutes.has_unpublished_changes:
            raise ValidationError(_("Hay cambios sin publicar: publícalos antes de aprobar el acta."), code="changes")
        if approving is not None and not may_approve(session, approving):
            raise ValidationError({"approving": _("Elige una sesión posterior del mismo consejo que ya empezó.")})
        minutes.state, minutes.approved_at, minutes.approved_in = MinutesState.APPROVED, timezone.now(), approving
        add_version(minutes, user, "")
    return minutes


def may_approve(session: SessionPage, approving: SessionPage) -> bool:
    """Tell whether a session may have approved the minutes of another: the same council, later, begun."""
    is_later = session.start < approving.start <= timezone.now()
    return approving.council_id == session.council_id and is_later and not approving.is_cancelled


def add_version(minutes: Minutes, user: User, reason: str) -> None:
    """Store the draft as the next version, and all that follows from it."""
    content = public_content(minutes.draft)
    latest = minutes.versions.order_by("-number").first()
    minutes.remarks = minutes.draft.get("remarks", "")
    minutes.total = attendance_total(content)
    minutes.published_number = minutes.draft_number
    minutes.save()
    MinutesVersion.objects.create(
        minutes=minutes,
        number=latest.number + 1 if latest else 1,
        state=minutes.state,
        content=content,
        points=agenda_points(minutes.session),
        at=timezone.now(),
        by=user,
        reason=reason,
    )
    minutes.__dict__.pop("latest", None)
    project(minutes)
    make_matters(minutes, user)
    minutes.told = update_backlog(minutes, user)
    index_session(minutes.session)


def index_session(session: SessionPage) -> None:
    """Have search read a session again, in each of its languages."""
    versions = SessionPage.objects.filter(translation_key=session.translation_key)
    index_pages(list(versions.values_list("pk", flat=True)))
