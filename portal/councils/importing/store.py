"""A meeting becomes a session: found by its key, whole or not at all, never over somebody's work."""

from html import escape

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.import_report import CREATED, FAILED, LEFT_ALONE, UNCHANGED, UPDATED, Outcome, Refusal
from portal.core.language import source_version
from portal.core.page_tree import free_slug
from portal.councils.models import SessionPage
from portal.events.choices import EventState, Modality
from portal.practices.importing.apply import validation_fault_words
from portal.practices.importing.catalogue import locked
from portal.territory.models import Venue

#: what an import says of a session; its state is compared apart
FIELDS = (
    "title", "start", "end", "all_day", "venue_id", "venue_name", "venue_address", "modality", "online_url", "text",
)  # fmt: skip
#: given by the tree when the page is put into it
SET_BY_THE_TREE = ["path", "depth", "numchild", "url_path", "slug", "draft_title", "content_type", "council", "until"]
SLUG_LENGTH = 80


def link_words() -> dict[str, str]:
    """Return {kind of a link: its words} in the language that is active."""
    return {"agenda": _("Orden del día"), "minutes": _("Acta"), "source": _("Página de origen")}


class MeetingStore:
    """Stores meetings below one council (CouncilPage); `publish` makes them public, otherwise they wait as drafts."""

    def __init__(self, council, publish=False):
        self.council, self.publish = council, publish
        first = source_version(council)
        stored = SessionPage.objects.filter(council=first, alias_of__isnull=True).exclude(source_key="")
        # the first version of each: the last that is written here
        self.known = dict(stored.order_by("-pk").values_list("source_key", "pk"))
        venues = Venue.objects.filter(active=True, district=first.district_id)
        self.venues = {venue.name.casefold(): venue.pk for venue in venues}

    def save(self, record):
        """Store one MeetingRecord and return the Outcome; what cannot be stored is one too, and changes nothing."""
        try:
            with transaction.atomic(), override(self.council.locale.language_code):
                said = self.said(record)
            with transaction.atomic():
                outcome = self.revise(record, said) if record.key in self.known else self.create(record, said)
        except ValidationError as fault:
            outcome = Outcome(FAILED, reason=validation_fault_words(fault, SessionPage))
        except Refusal as refusal:
            outcome = Outcome(FAILED, reason=refusal.message)
        outcome.title, outcome.line, outcome.notes = record.title or self.council.title, record.line, record.notes
        return outcome

    def said(self, record):
        """Return {field: value} of what a record says, in the words of the council's language."""
        venue = self.venues.get(record.place.casefold()) if record.place else None
        modality = record.modality
        if not modality:
            modality = Modality.IN_PERSON if record.place or not record.online_url else Modality.VIRTUAL
        links = [f'<a href="{escape(address)}">{escape(link_words()[name])}</a>' for name, address in record.links]
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
        page = SessionPage(locale=parent.locale, live=False, source_key=record.key)
        self.write(page, record, said)
        page.slug = self.slug(parent, record)
        parent.add_child(instance=page)
        self.keep(page)
        self.known[record.key] = page.pk
        return Outcome(CREATED, page_id=page.pk)

    def revise(self, record, said):
        """Bring a stored session to what the record says, unless somebody has worked on it since."""
        page = SessionPage.objects.get(pk=self.known[record.key])
        draft = page.get_latest_revision_as_object()
        changed = [name for name in FIELDS if getattr(draft, name) != said[name]]
        if draft.is_cancelled != record.cancelled:
            changed.append("state")
        waits = self.publish and not page.live and page.first_published_at is None
        if not changed and not waits:
            return Outcome(UNCHANGED, page_id=page.pk)
        if page.locked or page.workflow_in_progress or page.revisions.filter(user__isnull=False).exists():
            return Outcome(LEFT_ALONE, reason=_("cambió aquí desde que se importó"), page_id=page.pk)
        if changed:
            self.write(draft, record, said)
            self.keep(draft)
        else:
            page.get_latest_revision().publish(log_action=True)
        return Outcome(UPDATED, reason=session_field_names(changed) if changed else _("publicada"), page_id=page.pk)

    @staticmethod
    def write(page, record, said):
        """Write what a record says into a page in memory. Raises ValidationError for what a field does not accept."""
        for name in FIELDS:
            setattr(page, name, said[name])
        if record.cancelled:
            page.state = EventState.CANCELLED
            page.cancel_reason = record.reason or _("Se canceló; no sabemos por qué.")
        elif page.is_cancelled or page.pk is None:
            page.state, page.cancel_reason = EventState.CONFIRMED, ""
            if page.place_faults():  # who does not know where it is cannot be sure
                page.state = EventState.PLANNED
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


def session_field_names(fields: list[str]) -> str:
    """Return the names of fields as an editor knows them, for the report."""
    found = [SessionPage._meta.get_field(name.removesuffix("_id")).verbose_name for name in fields]
    return ", ".join(sorted({str(name) for name in found}))
