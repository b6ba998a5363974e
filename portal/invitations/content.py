"""What an invitation says of a session: read here once, then set as poster and flyer, said aloud, and sent.

The link to join is not among it, only where it opens: paper is read by everybody.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from portal.core.dates import format_pattern
from portal.core.language import localized_pages, reader_language, source_version
from portal.core.models import BasePage
from portal.councils.items import public_items
from portal.councils.models import CouncilPage, SessionPage
from portal.events import formatting, online_access
from portal.events.choices import EventState, JoinVisibility, Modality, Move
from portal.events.state import move_of

MOST_TOPICS = 4
LONGEST_CONDITIONS = 160


@dataclass(frozen=True)
class LanguageText:
    """A text in one line, and its language where that is not the reader's."""

    text: str
    lang: str = ""

    def __bool__(self):
        return bool(self.text)


@dataclass(frozen=True)
class Way:
    """One way to take part: its heading, what is read from across the street, and what stands below."""

    heading: str
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invited:
    """The invitation to one session, in the reader's language as far as it is translated."""

    reference: str
    address: str
    council: LanguageText
    title: LanguageText
    lead: LanguageText
    topics: tuple[LanguageText, ...]
    start: datetime
    plate: dict
    when: str
    hours: str
    is_long: bool
    is_all_day: bool
    ways: tuple[Way, ...]
    venue: str
    venue_hint: str
    venue_address: str
    online: str
    services: tuple[str, ...]
    who: LanguageText
    conditions: LanguageText
    office: str
    phone: str
    email: str
    is_cancelled: bool
    move: Move | None
    #: what of the date changed and what it was before, as a sentence; empty when it is as announced
    former_words: str
    reason: LanguageText

    @property
    def cancelled_word(self):
        """What nobody may overlook."""
        return EventState.CANCELLED.label.upper()

    @property
    def no_title(self):
        """What stands as the title while nobody knows what will be discussed."""
        return _("Nos reunimos")

    @property
    def services_heading(self):
        """What stands before the services."""
        return _("Hay:")

    @property
    def shown_address(self):
        """The permanent address as it is typed: without the scheme."""
        return self.address.partition("://")[2] or self.address

    @property
    def place(self):
        """Where it is, in one line: the venue with its address, or how people take part from home."""
        return ", ".join(part for part in (self.venue, self.venue_address) if part) or self.online

    @property
    def other_languages(self):
        """The codes of the languages, other than the reader's, in which some of it stands."""
        words = (self.council, self.title, self.lead, self.who, self.conditions, self.reason, *self.topics)
        return sorted({part.lang for part in words if part and part.lang})


def collapse_whitespace(text: str) -> str:
    """Return a text on one line, its white space single."""
    return " ".join(str(text or "").split())


def unbroken(number: str) -> str:
    """Return a telephone or a code on one line that no line break parts; a long remark behind it may go down."""
    figures = re.match(r"[\d +()./-]*", collapse_whitespace(number))[0]
    return figures.rstrip().replace(" ", "\u00a0") + collapse_whitespace(number)[len(figures.rstrip()) :]


def permanent_address(session: SessionPage) -> str:
    """Return the address of a session that never changes, absolute."""
    return f"{settings.BASE_URL}/r/{session.reference}"


def invitation_words(page: BasePage, text: str) -> LanguageText:
    """Return a text of a page as a LanguageText."""
    language = page.locale.language_code
    return LanguageText(collapse_whitespace(text), "" if language == reader_language() else language)


def council_name(session: SessionPage) -> LanguageText:
    """Return the council's name in the reader's language where it has one."""
    versions = CouncilPage.objects.filter(translation_key=session.council.translation_key)
    council = localized_pages(versions).select_related("locale").first() or session.council
    return invitation_words(council, council.title)


def reason_words(session: SessionPage) -> LanguageText:
    """Return why it is cancelled or moved: the first version's words until somebody translates them."""
    if session.state not in (EventState.CANCELLED, EventState.RESCHEDULED):
        return LanguageText("")
    said = session if session.cancel_reason else source_version(session)
    return invitation_words(said, said.cancel_reason)


def topics_of(session: SessionPage) -> tuple[LanguageText, ...]:
    """Return the titles of the first public points of the agenda."""
    items = [item for item in public_items(session) if "." not in item.number]
    return tuple(invitation_words(session, item.title) for item in items[:MOST_TOPICS])


def who_words(session: SessionPage) -> LanguageText:
    """Return for whom it is."""
    if session.audience:
        return invitation_words(session, session.audience)
    return LanguageText(_("Abierta a todas las personas") if session.open_to_all else "")


def invitation_date_plate(moment: datetime) -> dict[str, str]:
    """Return the parts of a date plate: {datetime, top, day, bottom}."""
    day = timezone.localdate(moment)
    top, bottom = (format_pattern(day, pattern) for pattern in ("EEEE", "LLLL"))
    return {"datetime": day.isoformat(), "top": top, "day": str(day.day), "bottom": bottom}


def opening_words(session: SessionPage) -> str:
    """Return where the link to join opens, never the link; empty where there is none."""
    if not online_access.is_held_online(session):
        return ""
    if session.join_visibility == JoinVisibility.REGISTERED:
        return _("El enlace les llega a quienes se anotan.")
    opens = online_access.opens_at(session)
    if not opens:
        return _("El enlace está en la página de la sesión.")
    moment = {"day": formatting.day_words(opens), "hour": formatting.hour_words(opens)}
    if timezone.localdate(opens) == timezone.localdate(session.start):
        return _("El enlace se abre en la página de la sesión a las %(hour)s.") % moment
    return _("El enlace se abre en la página de la sesión: %(day)s, %(hour)s.") % moment


def dial_words(session: SessionPage) -> str:
    """Return how people take part by telephone: number and code; or empty."""
    if not session.phone_in or session.modality == Modality.IN_PERSON:
        return ""
    said = {"phone": unbroken(session.phone_in), "code": unbroken(online_access.dial_code(session))}
    return (_("Por teléfono: %(phone)s, código %(code)s") if said["code"] else _("Por teléfono: %(phone)s")) % said


def ways_of(session: SessionPage, venue: str, address: str) -> tuple[Way, ...]:
    """Return the ways to take part (tuple of Way), the one in person first."""
    ways = []
    if venue:
        lines = (collapse_whitespace(session.venue_hint), address)
        ways.append(Way(_("En persona"), venue, tuple(line for line in lines if line)))
    if session.modality != Modality.IN_PERSON:
        lines = (opening_words(session), dial_words(session))
        name = capfirst(formatting.online_words(session))
        ways.append(Way(_("Desde tu casa"), name, tuple(line for line in lines if line)))
    return tuple(ways)


def office_of(session: SessionPage) -> tuple[str, str, str]:
    """Return (name, telephone, mail) of the office that answers: the session's own, its unit's, its district's."""
    unit, district = session.unit, session.district
    name = unit.label() if unit else (district.seat_name or district.name) if district else ""
    phones = (session.contact_phone, unit.phone if unit else "", district.phone if district else "")
    mails = (session.contact_email, unit.email if unit else "", district.email if district else "")
    return collapse_whitespace(name), next(filter(None, phones), ""), next(filter(None, mails), "")


def conditions_of(session: SessionPage) -> LanguageText:
    """Return what to know before going, cut where it is long; that people must register is said first."""
    text = Truncator(collapse_whitespace(session.conditions)).chars(LONGEST_CONDITIONS, truncate="…")
    if session.registration_required and not text:
        return LanguageText(_("Hay que anotarse antes."))
    return invitation_words(session, text)


def former_date_words(session: SessionPage) -> str:
    """Return in one sentence what of the date changed and what it was before; empty where nothing did."""
    move = move_of(session)
    if move is None:
        return ""
    said = {"day": formatting.day_words(session.former_start), "hour": formatting.hour_words(session.former_start)}
    return {
        Move.DAY: _("Cambió de día: antes era el %(day)s."),
        Move.HOUR: _("Cambió de hora: antes era a las %(hour)s."),
        Move.DAY_AND_HOUR: _("Cambió de día y hora: antes era el %(day)s a las %(hour)s."),
    }[move] % said


def invited(session: SessionPage) -> Invited:
    """Return the Invited of a session (SessionPage, any language) for the reader's language."""
    council = council_name(session)
    title = invitation_words(session, session.title)
    venue = collapse_whitespace(formatting.venue_words(session))
    address = collapse_whitespace(session.venue.address if session.venue_id else session.venue_address) if venue else ""
    office, phone, email = office_of(session)
    own_title = (
        title if collapse_whitespace(session.title) != collapse_whitespace(session.council.title) else LanguageText("")
    )
    return Invited(
        reference=session.reference,
        address=permanent_address(session),
        council=council,
        title=own_title if own_title.text != council.text else LanguageText(""),
        lead=invitation_words(session, session.lead),
        topics=topics_of(session),
        start=session.start,
        plate=invitation_date_plate(session.start),
        when=formatting.when_words(session),
        hours=formatting.hours_words(session) if formatting.is_of_one_day(session) else formatting.when_words(session),
        is_long=not formatting.is_of_one_day(session),
        is_all_day=session.all_day,
        ways=ways_of(session, venue, address),
        venue=venue,
        venue_hint=collapse_whitespace(session.venue_hint) if venue else "",
        venue_address=address,
        online=formatting.online_words(session),
        services=tuple(term.label() for term in session.services.all()),
        who=who_words(session),
        conditions=conditions_of(session),
        office=office,
        phone=collapse_whitespace(phone),
        email=email,
        is_cancelled=session.is_cancelled,
        move=move_of(session),
        former_words=former_date_words(session),
        reason=reason_words(session),
    )
