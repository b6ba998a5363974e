"""What is said and sent: a text for the loudspeaker, a message for WhatsApp, a mail. Date and place always come first.

Each keeps its limit whatever the session says: parts are left out from the last to the first, then shortened; date,
place and address never are in what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.language import label_line, reader_language
from portal.events.choices import Move
from portal.events.speech import aloud, spoken_day, spoken_figures, spoken_hour

if TYPE_CHECKING:
    from portal.invitations.content import Invited

MOST_WORDS = 80  # about 30 seconds
MOST_CHARACTERS = 700
MOST_SUBJECT = 110
PLACE_WORDS, NAME_WORDS, TITLE_WORDS = 22, 10, 16
SHORTEST_LEAD = 40
#: what a loudspeaker leaves out where the words are too many, the first of these first
LEFT_OUT = ("again", "home", "phone", "services", "farewell", "reason", "former", "title", "council")


@dataclass(frozen=True)
class Text:
    """One text to copy: what it is called, its subject (of a mail only), its words, and how long it is in words."""

    name: str
    label: str
    text: str
    note: str
    subject: str = ""


def cut_words(text: str, most: int) -> str:
    """Return at most so many words of a text."""
    words = text.split()
    return " ".join(words[:most]).rstrip(" ,;:.(—-") if len(words) > most else text


def truncate_text(text: str, most: int) -> str:
    """Return at most so many characters of a text; what is shortened ends with "…", between words where it can."""
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    kept = text[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else kept).rstrip(" ,;:") + "…"


def full_sentence(text: str) -> str:
    """Return a text as a sentence: it begins large and ends with a stop."""
    text = capfirst(text.rstrip(" ,;:"))
    return text if not text or text[-1] in ".!?…" else f"{text}."


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def services_words(services: tuple[str, ...]) -> str:
    """Return services in one line: "cuidado infantil, lengua de señas"."""
    return ", ".join(service[:1].lower() + service[1:] for service in services)


# The loudspeaker -----------------------------------------------------------------------------------------------------


def loudspeaker(invited: Invited) -> str:
    """Return what a loudspeaker says in about 30 seconds (str, at most MOST_WORDS words), all numbers in words."""
    language = reader_language()
    day = spoken_day(invited.start, language)
    hour = _("todo el día") if invited.is_all_day else spoken_hour(invited.start, language)
    moment = _("%(day)s, %(hour)s") % {"day": day, "hour": hour}
    place = cut_words(aloud(invited.place or _("por confirmar"), language), PLACE_WORDS)
    council = cut_words(aloud(invited.council.text, language), NAME_WORDS)
    title = cut_words(aloud(invited.title.text, language), TITLE_WORDS)
    reason = cut_words(aloud(invited.reason.text, language), TITLE_WORDS)
    phone = " ".join(spoken_figures(group, language) for group in "".join(filter_phone(invited.phone)).split())
    first = full_sentence(_("%(moment)s. Lugar: %(place)s") % {"moment": moment, "place": place})
    if invited.is_cancelled:
        news = full_sentence(_("Se cancela la sesión: %(council)s") % {"council": council})
        parts = {
            "call": _("Atención."),
            "first": first,
            "news": news,
            "reason": full_sentence(reason),
            "phone": phone_sentence(phone),
        }
        return within_words(parts)
    services = services_words(invited.services)
    parts = {
        "call": _("Vecinas, vecinos:"),
        "first": first,
        "council": full_sentence(_("Invita: %(council)s") % {"council": council}),
        "title": title and full_sentence(_("Vamos a hablar de: %(title)s") % {"title": title}),
        "former": move_warning(invited.move),
        "home": _("También puedes participar desde tu casa.") if invited.venue and invited.online else "",
        "services": services and full_sentence(f"{invited.services_heading} {services}"),
        "again": full_sentence(_("Repetimos: %(moment)s") % {"moment": moment}),
        "phone": phone_sentence(phone),
        "farewell": _("¡Te esperamos!"),
    }
    return within_words(parts)


def move_warning(move: Move | None) -> str:
    """Return that the day or the hour is another one than was announced; empty where it is not."""
    return {
        Move.DAY: _("Cambió de día: presta atención a la fecha nueva."),
        Move.HOUR: _("Cambió de hora: presta atención a la hora nueva."),
        Move.DAY_AND_HOUR: _("Cambió de día y hora: presta atención a la fecha y a la hora nuevas."),
    }.get(move, "")


def phone_sentence(phone: str) -> str:
    """Return the sentence with the telephone; empty without one."""
    return phone and full_sentence(_("Teléfono: %s") % phone)


def filter_phone(phone: str) -> Iterator[str]:
    """Yield the characters of a telephone that are said: digits, and a space between its groups."""
    for char in phone:
        if char.isdigit() and char.isascii():
            yield char
        elif char in " -.":
            yield " "


def within_words(parts: dict[str, str]) -> str:
    """Return the parts ({name: text}) in one text of at most MOST_WORDS words: what can be missed most easily goes first."""
    left = [*LEFT_OUT]
    said = " ".join(part for part in parts.values() if part)
    while count_words(said) > MOST_WORDS and left:
        parts = {name: part for name, part in parts.items() if name != left[0]}
        left, said = left[1:], " ".join(part for part in parts.values() if part)
    return cut_words(said, MOST_WORDS)


# What is sent --------------------------------------------------------------------------------------------------------


def whatsapp_plain_text(text: str) -> str:
    """Return a text without what WhatsApp takes for bold, italics or struck through."""
    return text.translate({ord(char): None for char in "*_~`"})


def whatsapp(invited: Invited) -> str:
    """Return the message (str) of at most MOST_CHARACTERS characters: date, place, what, the rest, and the address last."""
    when = f"*{whatsapp_plain_text(capfirst(invited.when))}*"
    place = f"*{whatsapp_plain_text(invited.place or _('Lugar por confirmar'))}*"
    head = [f"*{invited.cancelled_word}*"] * invited.is_cancelled + [when, place]
    what = ": ".join(
        part for part in (whatsapp_plain_text(invited.council.text), whatsapp_plain_text(invited.title.text)) if part
    )
    if invited.is_cancelled:
        return message(head, what, whatsapp_plain_text(invited.reason.text), [], invited)
    more = [
        whatsapp_plain_text(invited.venue_hint),
        whatsapp_plain_text(_("También %(online)s.") % {"online": invited.online})
        if invited.venue and invited.online
        else "",
        invited.former_words,
        full_sentence(f"{invited.services_heading} {services_words(invited.services)}") if invited.services else "",
        whatsapp_plain_text(invited.who.text),
    ]
    return message(head, what, whatsapp_plain_text(invited.lead.text), [part for part in more if part], invited)


def message(head: list[str], what: str, lead: str, more: list[str], invited: Invited) -> str:
    """Return head, what, lead, more and the address, within MOST_CHARACTERS: the lead gives way first."""
    tail = [_("Teléfono %s") % whatsapp_plain_text(invited.phone)] if invited.phone else []

    def whole(what, lead, more, tail):
        blocks = ["\n".join(head), what, lead, "\n".join(more), "\n".join([*tail, invited.address])]
        return "\n\n".join(block for block in blocks if block)

    room = MOST_CHARACTERS - len(whole(what, "", more, tail)) - 2
    if len(lead) > room:
        lead = truncate_text(lead, room) if room >= SHORTEST_LEAD else ""
    while len(whole(what, lead, more, tail)) > MOST_CHARACTERS and more:
        more = more[:-1]
    if len(whole(what, lead, more, tail)) > MOST_CHARACTERS:
        tail = []
    spare = MOST_CHARACTERS - len(whole("", lead, more, tail)) - 2
    return whole(truncate_text(what, spare), lead, more, tail)


def mail(invited: Invited) -> tuple[str, str]:
    """Return (subject, text) of the mail."""
    what = ": ".join(part for part in (invited.council.text, invited.title.text) if part)
    parts = [invited.cancelled_word] * invited.is_cancelled + [capfirst(invited.when), what]
    subject = truncate_text(": ".join(part for part in parts if part), MOST_SUBJECT)
    place = [label_line(way.heading, way.name) + "\n" + "\n".join(way.lines) for way in invited.ways]
    if invited.is_cancelled:  # where it will not be
        place = [invited.place]
    topics = [f"{number}. {topic.text}" for number, topic in enumerate(invited.topics, 1)]
    office = [part for part in (invited.office, invited.phone, invited.email) if part]
    blocks = [
        "\n".join([*parts[:-1], *(text.strip() for text in place if text)]),
        what,
        invited.reason.text,
        "" if invited.is_cancelled else invited.lead.text,
        "\n".join([_("De qué vamos a hablar:"), *topics]) if topics and not invited.is_cancelled else "",
        "" if invited.is_cancelled else whom_and_what_for(invited),
        "\n".join([_("Todo sobre esta sesión:"), invited.address]),
        "\n".join(office),
        invited.reference,
    ]
    return subject, "\n\n".join(block for block in blocks if block)


def whom_and_what_for(invited: Invited) -> str:
    """Return the lines about services, for whom it is and what to know before."""
    services = (
        full_sentence(f"{invited.services_heading} {services_words(invited.services)}") if invited.services else ""
    )
    return "\n".join(part for part in (services, invited.who.text, invited.conditions.text) if part)


def texts(invited: Invited) -> list[Text]:
    """Return the Texts (list) of an invitation."""
    said, sent, (subject, body) = loudspeaker(invited), whatsapp(invited), mail(invited)
    seconds = round(count_words(said) / 2.6)
    return [
        Text("whatsapp", _("Mensaje para WhatsApp"), sent, _("%(count)s de 700 caracteres") % {"count": len(sent)}),
        Text(
            "loudspeaker",
            _("Texto para el altavoz"),
            said,
            _("%(count)s palabras, unos %(seconds)s segundos") % {"count": count_words(said), "seconds": seconds},
        ),
        Text("mail", _("Texto para un correo"), body, "", subject=subject),
    ]
