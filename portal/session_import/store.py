"""A meeting becomes a session: found by its key, whole or not at all, never over somebody's work."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.core.import_report import CREATED, FAILED, LEFT_ALONE, UNCHANGED, UPDATED, Outcome, Refusal
from portal.core.language import source_version
from portal.core.page_tree import free_slug
from portal.councils.models import SessionPage
from portal.events.choices import EventState, Modality
from portal.practices.importing.apply import validation_fault_words
from portal.practices.importing.catalogue import locked
from portal.territory.models import Venue

from .series_match import StoredKeys

if TYPE_CHECKING:
    from portal.session_import.record import MeetingRecord

#: what an import says of a session; its state is compared apart
FIELDS = (
    "title", "start", "end", "all_day", "venue_id", "venue_name", "venue_address", "modality", "online_url", "text",
)  # fmt: skip
#: given by the tree when the page is put into it
SET_BY_THE_TREE = ["path", "depth", "numchild", "url_path", "slug", "draft_title", "content_type", "council", "until"]
SLUG_LENGTH = 80
#: see uid_of in portal/events/calendars/entry.py
MADE_HERE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@.*")
UNKNOWN_CANCELLATION = gettext_lazy("cancela una reunión que aquí no está")
WORKED_ON = gettext_lazy("cambió aquí desde que se importó")


def link_words() -> dict[str, str]:
    """Return {kind of a link: its words} in the language that is active."""
    return {
        "agenda": _("Orden del día"),
        "minutes": _("Acta"),
        "source": _("Página de origen"),
        "attachment": _("Documento"),
        "map": _("Mapa"),
    }


class MeetingStore:
    """Stores meetings below one council (CouncilPage); `publish` makes them public, otherwise they wait as drafts."""

    def __init__(self, council, publish=False):
        self.council, self.publish = council, publish
        self.first = first = source_version(council)
        stored = SessionPage.objects.filter(council=first, alias_of__isnull=True).exclude(source_key="")
        # the first version of each: the last that is written here
        self.keys = StoredKeys(stored.order_by("-pk").values_list("source_key", "pk", "start"))
        venues = Venue.objects.filter(active=True, district=first.district_id)
        self.venues = {venue.name.casefold(): venue.pk for venue in venues}

    def save(self, record):
        """Store one MeetingRecord and return the Outcome; what cannot be stored is one too, and changes nothing."""
        try:
            with transaction.atomic(), override(self.council.locale.language_code):
                said = self.said(record)
            with transaction.atomic():
                outcome = self.decide(record, said, self.keys.find(record.key))
        except ValidationError as fault:
            outcome = Outcome(FAILED, reason=validation_fault_words(fault, SessionPage))
        except Refusal as refusal:
            outcome = Outcome(FAILED, reason=refusal.message)
        outcome.line, outcome.notes = record.line, record.notes
        outcome.title = "" if record.private else record.title or self.council.title
        return outcome

    def decide(self, record, said, stored):
        """Return the Outcome of a record whose session is `stored` (its primary key, or None)."""
        if stored is None and record.private:
            return Outcome(LEFT_ALONE, reason=_("es privada en su origen: no se importa"))
        if stored is None and self.is_made_here(record.key):
            return Outcome(LEFT_ALONE, reason=_("es una sesión de este mismo consejo"))
        if stored is None and record.only_if_known:
            return Outcome(LEFT_ALONE, reason=UNKNOWN_CANCELLATION)
        if stored is None:
            return self.create(record, said)
        if record.private:
            return self.withdraw(stored)
        if record.only_if_known:
            return self.retire(stored, record.reason, record.sequence) or Outcome(UNCHANGED, page_id=stored)
        return self.revise(stored, record, said)

    def is_made_here(self, key):
        """Tell whether a key is the UID of a session of this council in this portal's own calendars."""
        found = MADE_HERE.fullmatch(key)
        return bool(found) and SessionPage.objects.filter(council=self.first, translation_key=UUID(found[1])).exists()

    def settle(self, whole):
        """Return the Outcomes of what a SeriesRead says of stored sessions: those that left it are cancelled."""
        left = self.keys.settle(whole)
        if whole.reason and not left:
            return [Outcome(LEFT_ALONE, reason=str(UNKNOWN_CANCELLATION), line=whole.line)]
        reason, outcomes = whole.reason or _("Ya no figura en el calendario de origen."), []
        for key in left:
            try:
                with transaction.atomic():
                    outcome = self.retire(self.keys.known[key], reason, whole.sequence)
            except ValidationError as fault:
                outcome = Outcome(FAILED, reason=validation_fault_words(fault, SessionPage))
            if outcome:
                outcome.line = whole.line
                outcomes.append(outcome)
        return outcomes

    def said(self, record):
        """Return {field: value} of what a record says, in the words of the council's language."""
        venue = self.venues.get(record.place.casefold()) if record.place else None
        modality = record.modality
        if not modality:
            modality = Modality.IN_PERSON if record.place or not record.online_url else Modality.VIRTUAL
        words = link_words()
        links = [f'<a href="{escape(address)}">{escape(words.get(name, name))}</a>' for name, address in record.links]
        return {
            "title": record.title or self.council.title,
            "start": record.start,
            "end": record.end,
            "all_day": record.all_day,
            "venue_id": venue,
            "venue_name": "" if venue else record.place,
            "venue_address": "" if venue else record.address,
            "modality": modality,
            "online_url": record.online_url,
            "text": record.text + (f"<p>{'<br/>'.join(links)}</p>" if links else ""),
        }

    def create(self, record, said):
        """Make the session of a record that is not stored yet."""
        parent = locked(self.council)
        page = SessionPage(locale=parent.locale, live=False)
        self.write(page, record, said)
        page.slug = self.slug(parent, record)
        parent.add_child(instance=page)
        self.keep(page)
        self.keys.add(record.key, page.pk, page.start)
        return Outcome(CREATED, page_id=page.pk)

    def revise(self, stored, record, said):
        """Bring a stored session to what the record says, unless it says something newer, or somebody has worked on it."""
        page = SessionPage.objects.get(pk=stored)
        draft = page.get_latest_revision_as_object()
        changed = [name for name in FIELDS if getattr(draft, name) != said[name]]
        known = draft.source_sequence, draft.source_stamp, draft.state
        self.write(draft, record, said)
        if draft.state != known[2]:
            changed.append("state")
        waits = self.publish and not page.live and page.first_published_at is None
        if not changed and not waits:
            return Outcome(UNCHANGED, page_id=page.pk)
        if is_older(record, *known[:2]):
            return Outcome(
                LEFT_ALONE, reason=_("el archivo trae una versión anterior a la que está aquí"), page_id=page.pk
            )
        if has_been_worked_on(page):
            return Outcome(LEFT_ALONE, reason=WORKED_ON, page_id=page.pk)
        if changed:
            self.keep(draft)
        else:
            page.get_latest_revision().publish(log_action=True)
        return Outcome(UPDATED, reason=session_field_names(changed) if changed else _("publicada"), page_id=page.pk)

    def retire(self, stored, reason, sequence):
        """Cancel a stored session that its source has no more; return the Outcome, None where nothing was to be done."""
        page = SessionPage.objects.get(pk=stored)
        draft = page.get_latest_revision_as_object()
        if draft.is_cancelled or (not page.live and page.first_published_at):
            return None
        outcome = Outcome(UPDATED, title=draft.title, reason=reason, page_id=page.pk)
        if draft.source_sequence > sequence or has_been_worked_on(page):
            outcome.action = LEFT_ALONE
            outcome.reason = " ".join([reason, _("Aquí alguien la cambió: revisa si hay que cancelarla.")])
            return outcome
        draft.state, draft.cancel_reason, draft.source_sequence = EventState.CANCELLED, reason, sequence
        draft.clean_fields(exclude=SET_BY_THE_TREE)
        self.keep(draft)
        return outcome

    def withdraw(self, stored):
        """Take back from the public a session that its source calls private now."""
        page = SessionPage.objects.get(pk=stored)
        if not page.live:
            return Outcome(UNCHANGED, page_id=page.pk)
        if not self.publish or has_been_worked_on(page):
            return Outcome(
                LEFT_ALONE, reason=_("ahora es privada en su origen: retírala si corresponde"), page_id=page.pk
            )
        page.unpublish(log_action=True)
        return Outcome(UPDATED, reason=_("ahora es privada en su origen: se retiró"), page_id=page.pk)

    @staticmethod
    def write(page, record, said):
        """Write what a record says into a page in memory. Raises ValidationError for what a field does not accept."""
        for name in FIELDS:
            setattr(page, name, said[name])
        page.source_key, page.source_sequence, page.source_stamp = record.key, record.sequence, record.stamp
        was_cancelled = page.is_cancelled
        if record.cancelled:
            if not was_cancelled:
                page.state = EventState.CANCELLED
                page.cancel_reason = record.reason or _("Se canceló; no sabemos por qué.")
        elif record.tentative or page.place_faults():  # who does not know where it is cannot be sure
            page.state = EventState.RESCHEDULED if page.state == EventState.RESCHEDULED else EventState.PLANNED
        elif page.state != EventState.RESCHEDULED:
            page.state = EventState.CONFIRMED
        if was_cancelled and not page.is_cancelled:
            page.cancel_reason = ""
        # before it is saved: PostgreSQL would stumble over a text too long
        page.clean_fields(exclude=SET_BY_THE_TREE)

    def keep(self, page):
        """Save the page as a revision, checked as a whole, and publish it when asked and it was not withdrawn."""
        revision = page.save_revision(log_action=True)
        if self.publish and (page.live or page.first_published_at is None):
            revision.publish(log_action=True)

    @staticmethod
    def slug(parent, record):
        """Return a free slug: the day and the title."""
        words = slugify(f"{timezone.localdate(record.start):%Y-%m-%d} {record.title}")
        return free_slug(words[:SLUG_LENGTH].rstrip("-"), parent, first_number=1)


def is_older(record: MeetingRecord, sequence: int, stamp: datetime | None) -> bool:
    """Tell whether a record is older than what is stored (RFC 5546, 2.1.5): by SEQUENCE, then by DTSTAMP."""
    if record.sequence != sequence:
        return record.sequence < sequence
    return bool(record.stamp and stamp and record.stamp < stamp)


def has_been_worked_on(page: SessionPage) -> bool:
    """Tell whether a session is somebody's work since it was imported: an import leaves it alone."""
    return page.locked or page.workflow_in_progress or page.revisions.filter(user__isnull=False).exists()


def session_field_names(fields: list[str]) -> str:
    """Return the names of fields as an editor knows them, for the report."""
    found = [SessionPage._meta.get_field(name.removesuffix("_id")).verbose_name for name in fields]
    return ", ".join(sorted({str(name) for name in found}))
