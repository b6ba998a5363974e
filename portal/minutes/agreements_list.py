"""The list of agreements of one evening: its lines and the next date, as a page, on paper, and as a text to send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.language import in_interface, label_line, reader_language
from portal.councils.session_page import session_council
from portal.events.formatting import place_words, when_words

from .minutes_page import frame_context
from .published import MinutesText, minutes_name, read_minutes
from .session_minutes import coming_session, minutes_stamp

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

    from .models import Minutes

#: lines that are shown and sent; the others stand in the minutes
MOST_LINES_SENT = 5
LONGEST_LINE = 160  # characters of a line in a message


def agreements_context(request: HttpRequest, page: SessionPage, minutes: Minutes) -> dict[str, Any]:
    """Return what the page of the list shows."""
    lines, coming = agreement_texts(page, minutes), coming_session(page, timezone.now())
    message = agreements_message(page, minutes, lines, coming)
    return {
        **frame_context(page, minutes),
        "part_title": _("Lista de acuerdos"),
        "stamp": minutes_stamp(minutes) if minutes.is_published else None,
        "lines": lines,
        "next": next_line(coming),
        "message": message,
        "message_rows": max(6, sum(len(line) // 58 + 1 for line in message.split("\n"))),
        "send_url": f"whatsapp://send?text={quote(message)}",
    }


def agreement_texts(page: SessionPage, minutes: Minutes) -> list[MinutesText]:
    """Return the agreements that everybody may read: of the latest version, before that of the list of the same evening."""
    if minutes.is_published:
        reading = read_minutes(minutes, page)
        return [reading.words(f"agreement.{row.id}.text") for row in reading.rows("agreement")]
    source = minutes.session.locale.language_code
    lang = source if source != reader_language() else ""
    return [MinutesText(row["text"], lang) for row in minutes.agreements_list]


def next_line(coming: SessionPage | None) -> dict[str, str] | None:
    """Return when and where the council meets next: {when, place, url}; None where there is no date."""
    if coming is None:
        return None
    return {
        "when": capfirst(when_words(coming)),
        "place": capfirst(place_words(coming)),
        "url": in_interface(coming.url or ""),
    }


def plain_for_messages(text: str) -> str:
    """Return a text on one line, without what WhatsApp takes for bold, italics or struck through."""
    return " ".join(text.split()).translate({ord(char): None for char in "*_~`"})


def agreements_message(
    page: SessionPage, minutes: Minutes, lines: list[MinutesText], coming: SessionPage | None
) -> str:
    """Return the text to send: whose agreements, that they are provisional, five lines, the next date, the address."""
    council = session_council(page)
    head = plain_for_messages(council["title"] if council else page.title)
    shown = [plain_for_messages(line.text) for line in lines[:MOST_LINES_SENT]]
    shown = [line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…" for line in shown]
    numbered = [f"{number}. {line}" for number, line in enumerate(shown, 1)]
    if len(lines) > MOST_LINES_SENT:
        numbered.append(_("Y %(count)s más, en la página.") % {"count": len(lines) - MOST_LINES_SENT})
    following = next_line(coming)
    where = ", ".join(part for part in (following["when"], following["place"]) if part) if following else ""
    blocks = [
        f"*{head}*\n{capfirst(when_words(page))}\n{minutes_name(minutes)}",
        "\n".join([_("Lo que se acordó:"), *numbered]) if numbered else _("No se tomó ningún acuerdo."),
        label_line(_("Próxima sesión"), where) if where else "",
        f"{settings.BASE_URL}{in_interface(page.get_url() or '')}minutes/agreements/",
    ]
    return "\n\n".join(block for block in blocks if block)
