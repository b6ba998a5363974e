"""Where people join from home: links that open a meeting are found wherever a calendar hides them, and held back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.events.choices import Modality
from search.folding import fold

from .record import ADDRESS, PLACE, URL, fit_text, web_address

if TYPE_CHECKING:
    from portal.session_import.record import MeetingRecord
    from portal.session_import.structure import Block

LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
#: what stands after an address in a sentence and is none of it
AFTER = ".,;:!?)]}»"
#: addresses that open a meeting: whoever has them is in
OPENS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom|teams|meet|webex|jitsi|meetjitsi|bbb|bigbluebutton|whereby|gotomeet|gotomeeting|lync|"
    r"skype|bluejeans|chime)\.[\w.-]+/\S+|https?://\S*/(?:meetup-join|wbxmjs|j\.php)\S*|https?://\S*[?&](?:pwd|passcode)=\S+",
    re.IGNORECASE,
)
#: addresses that show a place on a map, and are none by which people join
SHOWS_MAP = re.compile(
    r"https?://(?:maps\.app\.goo\.gl/|goo\.gl/maps/|(?:www\.|maps\.)?google\.[a-z.]+/maps|maps\.google\.|maps\.apple\.com|"
    r"(?:www\.)?(?:openstreetmap\.org|osm\.org|waze\.com|ul\.waze\.com|bing\.com/maps|what3words\.com))\S*",
    re.IGNORECASE,
)
#: a line of an invitation that is only a number or a word with which its link is opened, without accents
ACCESS_CODE = re.compile(
    r"\W*(?:(?:meeting|webinar|access|reunion|reuniao)\s+)?(?:id|pin|passcode|password|access code|clave|contrasena|"
    r"(?:id|codigo|clave|numero) de (?:la )?(?:acceso|reunion)|code secret|code d.acces|mot de passe|senha|"
    r"(?:id|codigo|senha) d[ae] (?:acesso|reuniao))(?:\s*[:#=]|\s)\s*\S{1,20}(?:[ -]\d+)*\W*"
)
#: properties that hold such an address (RFC 7986, 5.11; Google; Outlook)
CONFERENCES = (
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)  # fmt: skip
#: what programs and people write instead of a place, without accents
PROGRAMS = (
    "microsoft teams|ms teams|teams|zoom|google meet|meet|jitsi|jitsi meet|webex|cisco webex|skype|whereby|facebook live|"
    "facebook|youtube|youtube live|videollamada|videoconferencia|visioconference|visio|video conference|video call|virtual|"
    "virtuelle?"
)
FROM_HOME = (
    "en linea|en ligne|online|on-line|on line|a distancia|remoto|remote|por telefono|by telephone|by phone|par telephone|"
    "por telefone"
)
NO_PLACE = re.compile(
    r"(?:(?:reunion|sala|meeting|link|enlace|por|via|par|on|en|no|em|pelo)\s+(?:de\s+|do\s+|da\s+|sur\s+)?)?"
    rf"(?:{PROGRAMS})(?:\s+(?:meeting|reunion|reuniao|call))?|(?:{FROM_HOME})\b.*"
)
#: lines with which Outlook and Google divide the text of an invitation from what was written
FENCE = re.compile(r"^\s*(?:[_*=~]{8,}|[-~:]{10,}|\.{10,})\s*$")


def addresses_of(text: str) -> list[str]:
    """Return the addresses of the web in a text, without what only stands after them."""
    return [without_marks_behind(found[0]) for found in LINK.finditer(text)]


def without_marks_behind(address: str) -> str:
    """Return an address without the marks of the sentence around it; a bracket that it opened itself stays."""
    while address and address[-1] in AFTER and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address


def opens_meeting(address: str) -> bool:
    """Tell whether an address is one by which people join a meeting."""
    return bool(OPENS.fullmatch(address))


def read_location(words: str, record: MeetingRecord, what: str, line: int) -> None:
    """Read one line of where a meeting is: the place, what follows its first comma as its address, and where people join.

    `what` and `line` say where it stands in the file.
    """
    for link in addresses_of(words):
        words = words.replace(link, "")
        if SHOWS_MAP.fullmatch(link):
            if address := web_address(link, record, what, line):
                record.links.append(("map", address))
        elif not record.online_url:
            record.online_url = web_address(link, record, what, line)
    divider = " / " if " / " in words else ";"
    parts = [part.strip(" ;,|/-–()") for part in words.split(divider)]
    places = [part for part in parts if part and not NO_PLACE.fullmatch(fold(part))]
    is_online = bool(record.online_url) or len(places) < len([part for part in parts if part])
    place, _mark, rest = (divider.strip().join(places) if divider == ";" else " / ".join(places)).partition(", ")
    record.place = fit_text(place, PLACE, record, what, line)
    record.address = fit_text(rest, ADDRESS, record, what, line)
    if is_online:
        record.modality = Modality.HYBRID if record.place else Modality.VIRTUAL


def read_conference(block: Block, record: MeetingRecord) -> None:
    """Read the properties in which programs keep the link to join; one already known stays."""
    for name in CONFERENCES:
        for found in block.all(name):
            address = found.value.strip()
            if address.lower().startswith(("http://", "https://")) and not record.online_url:
                hold_back(address, record, name, found.line)


def hold_back(address: str, record: MeetingRecord, what: str, line: int) -> None:
    """Take an address as the one by which people join: it is shown when the portal shows such links, and never before."""
    if len(address) <= URL and (kept := web_address(address, record, what, line)):
        record.online_url = kept
        record.modality = Modality.HYBRID if record.place else Modality.VIRTUAL


def without_join_links(text: str, record: MeetingRecord, what: str, line: int) -> str:
    """Return a text without the links that open a meeting, and without the invitation that a program added around one."""
    kept, found = without_invitations(text)
    for address in addresses_of(kept):
        if opens_meeting(address) or address == record.online_url:
            found.append(address)
            kept = kept.replace(f"<{address}>", "").replace(address, "")
    if not found:
        return text
    kept = "\n".join(one for one in kept.split("\n") if not ACCESS_CODE.fullmatch(fold(one)))
    if not record.online_url:
        hold_back(found[0], record, what, line)
    record.note(_("%s: el enlace para entrar no quedó en el texto; se muestra un rato antes") % what, line)
    return kept


def without_invitations(text: str) -> tuple[str, list[str]]:
    """Return (text, links that opened a meeting) without the fenced parts that hold such a link."""
    parts, found = [[]], []
    for line in text.replace("\r\n", "\n").split("\n"):
        if FENCE.match(line):
            parts.append([])
        parts[-1].append(line)
    kept = []
    for part in parts:
        links = [link for link in addresses_of("\n".join(part)) if opens_meeting(link)]
        if links and part is not parts[0]:
            found += links
        elif not (len(parts) > 1 and all(FENCE.match(line) or not line.strip() for line in part)):
            kept += part
    return ("\n".join(kept), found) if found else (text, [])
