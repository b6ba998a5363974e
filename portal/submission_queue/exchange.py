"""Steps inside the office: pass on, assign, note, wait, give an answer by hand, look at the contact, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from portal.submissions.choices import PUBLIC_STATES, AnswerBy, HistoryAction, SubmissionState, WaitsFor
from portal.submissions.kinds import submission_kind
from portal.submissions.models import HistoryEntry, Message, Submission
from portal.submissions.record import add_entry, change_state
from portal.submissions.working_days import CLOCK, start_clock, stop_clock

from .answers import waits_by_hand
from .decisions import note_reading
from .guard import matter_step, require_open, require_reason
from .rights import RELEASE, accounts_for, may

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.territory.models import District, Neighbourhood, Unit

#: for whom the office may wait; for the sender it asks
OTHERS = (WaitsFor.UNIT, WaitsFor.COUNCIL, WaitsFor.OTHERS)


def pass_on(
    submission: Submission,
    user: User,
    text: str,
    *,
    district: District | None,
    neighbourhood: Neighbourhood | None = None,
    unit: Unit | None = None,
    seen: int | None = None,
) -> bool:
    """Give a matter to another team (district None: the curators) or unit, with its history.

    Returns whether the user may still see it. Who had it loses it where it lies outside that account's reach.
    """
    reason = require_reason(text)
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        refuse_place(matter, district, neighbourhood, unit)
        before = {"from": matter.district.code if matter.district else ""}
        matter.district, matter.neighbourhood, matter.unit = district, neighbourhood, unit
        if (
            matter.assignee_id
            and not accounts_for(district_key(district), district_key(neighbourhood))
            .filter(pk=matter.assignee_id)
            .exists()
        ):
            matter.assignee = None
        matter.save(update_fields=["district", "neighbourhood", "unit", "assignee"])
        details = before | {"to": district.code if district else "", "unit": unit.code if unit else ""}
        add_entry(matter, HistoryAction.PASSED_ON, actor=user, text=reason, internal=True, details=details)
        return may(user, "view", matter)


def district_key(place: District | Neighbourhood | None) -> int | None:
    """Return the primary key of a place, or None."""
    return place.pk if place else None


def refuse_place(
    matter: Submission, district: District | None, neighbourhood: Neighbourhood | None, unit: Unit | None
) -> None:
    """Raise ValidationError beside the field for a place or unit to which a matter cannot go."""
    if district and not district.active:
        raise ValidationError({"place": gettext("Ese distrito está cerrado.")})
    if neighbourhood and neighbourhood.district_id != district_key(district):
        raise ValidationError({"place": gettext("Ese barrio es de otro distrito.")})
    if unit and (not unit.active or unit.district_id not in (None, district_key(district))):
        raise ValidationError({"unit": gettext("Esa área es de otro distrito, o ya no existe.")})
    now = (matter.district_id, matter.neighbourhood_id, matter.unit_id)
    if now == tuple(map(district_key, (district, neighbourhood, unit))):
        raise ValidationError({"place": gettext("Ya está ahí: elige otro equipo u otra área.")})


def assign(submission: Submission, user: User, assignee: User | None) -> None:
    """Say who has a matter; None: nobody yet. Only an account that may change it can have it."""
    with matter_step(submission, user) as matter:
        require_open(matter)
        able = accounts_for(matter.district_id, matter.neighbourhood_id)
        if assignee and not able.filter(pk=assignee.pk).exists():
            raise ValidationError({"assignee": gettext("Esta persona no puede atender este asunto.")})
        if matter.assignee_id == (assignee.pk if assignee else None):
            return
        matter.assignee = assignee
        matter.save(update_fields=["assignee"])
        details = {"to": assignee.pk if assignee else None}
        add_entry(matter, HistoryAction.ASSIGNED, actor=user, internal=True, details=details)


def remark(submission: Submission, user: User, text: str) -> None:
    """Write a note that stays in the office, also about what is closed."""
    reason = require_reason(text)
    with matter_step(submission, user) as matter:
        add_entry(matter, HistoryAction.REMARK, actor=user, text=reason, internal=True)


def wait_for(submission: Submission, user: User, whom: str, note: str, *, seen: int | None = None) -> None:
    """Let the clock stand while somebody else has the turn; the sender reads for whom."""
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        if whom not in OTHERS:
            raise ValidationError({"whom": gettext("Di a quién esperas.")})
        if matter.state == SubmissionState.NEEDS_INFORMATION:
            raise ValidationError(gettext("Ya espera a quien lo mandó."), code="waits")
        if matter.state == SubmissionState.NEW:
            note_reading(matter, user)
        stop_clock(matter)
        matter.waits_for, matter.waits_since, matter.waits_note = whom, timezone.now(), note.strip()[:200]
        matter.save(update_fields=CLOCK)
        add_entry(matter, HistoryAction.WAITING, actor=user, text=note.strip(), details={"for": whom})


def resume_clock(submission: Submission, user: User, *, seen: int | None = None) -> None:
    """Take the turn back: the clock goes on. Also where the sender's answer came another way, such as by telephone."""
    with matter_step(submission, user, seen=seen) as matter:
        require_open(matter)
        if not matter.waits_for:
            raise ValidationError(gettext("No espera a nadie."), code="waits")
        start_clock(matter)
        matter.save(update_fields=CLOCK)
        if matter.state == SubmissionState.NEEDS_INFORMATION:
            change_state(matter, SubmissionState.IN_REVIEW, action=HistoryAction.RESUMED, actor=user)
        else:
            add_entry(matter, HistoryAction.RESUMED, actor=user)


def give_by_hand(message: Message, user: User) -> None:
    """Tick that a call was made, a letter posted, an answer fetched: who and when stand in the history."""
    with matter_step(message.submission, user) as matter:
        stored = Message.objects.select_for_update().get(pk=message.pk, submission=matter)
        if not waits_by_hand(stored):
            who = stored.given_by.get_username() if stored.given_by else "–"
            raise ValidationError(gettext("Ya lo anotó %(who)s.") % {"who": who}, code="given")
        stored.given_at, stored.given_by = timezone.now(), user
        stored.save(update_fields=["given_at", "given_by"])
        add_entry(matter, HistoryAction.GIVEN, actor=user, details={"way": stored.way})


def note_contact_view(submission: Submission, user: User) -> None:
    """Note that somebody looked at who sent a matter: once for each account and day."""
    with matter_step(submission, user, action="view") as matter:
        rows = HistoryEntry.objects.filter(submission=matter, action=HistoryAction.VIEWED, actor=user)
        latest = rows.order_by("pk").last()
        if latest is None or timezone.localdate(latest.at) != timezone.localdate():
            add_entry(matter, HistoryAction.VIEWED, actor=user, internal=True)


def publish_matter(submission: Submission, user: User, *, seen: int | None = None) -> None:
    """Let everybody read a matter: its kind allows it, and sender and reviewer both said so. An open one can be joined."""
    with matter_step(submission, user, seen=seen, action=RELEASE) as matter:
        kind = submission_kind(matter.kind)
        if not (kind and kind.publishable):
            raise ValidationError(gettext("Lo de esta clase no se publica."), code="kind")
        if not matter.may_publish:
            raise ValidationError(gettext("Quien lo mandó no quiso que se publique."), code="sender")
        if matter.state not in PUBLIC_STATES:
            raise ValidationError(gettext("Solo se publica lo que está abierto o ya se respondió."), code="state")
        if matter.published_at:
            raise ValidationError(gettext("Ya está publicado."), code="done")
        matter.published_at = timezone.now()
        matter.save(update_fields=["published_at"])
        add_entry(matter, HistoryAction.PUBLISHED, actor=user)


def unpublish_matter(submission: Submission, user: User, text: str, *, seen: int | None = None) -> None:
    """Take a matter from what everybody reads, with the reason."""
    reason = require_reason(text)
    with matter_step(submission, user, seen=seen, action=RELEASE) as matter:
        if not matter.published_at:
            raise ValidationError(gettext("No está publicado."), code="done")
        matter.published_at = None
        matter.save(update_fields=["published_at"])
        add_entry(matter, HistoryAction.UNPUBLISHED, actor=user, text=reason)


def contact_words(submission: Submission) -> list[tuple[str, str]]:
    """Return [(what it is, value)] of who sent a matter; only after `note_contact_view`."""
    rows = [
        (gettext("Nombre"), submission.name),
        (gettext("Correo"), submission.email),
        (gettext("Teléfono"), submission.phone),
        (gettext("Domicilio"), submission.address),
        (gettext("Cómo quiere la respuesta"), AnswerBy(submission.answer_by).label),
    ]
    return [(label, value) for label, value in rows if value]
