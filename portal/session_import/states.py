"""What calendars and tables say of whether a meeting takes place, in the words of whoever fills them in, four languages."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from search.folding import fold

from .record import REASON, MeetingRecord, fit_text

YES = {"yes", "si", "sim", "oui", "x", "1", "true", "verdadero", "vrai", "verdadeiro"}
NO = {"", "no", "nao", "non", "0", "false", "falso", "faux"}
#: words for what is not held and for what is held later; a cell of a table says more of the second
OFF = (
    r"cancell?ed|cancelad[oa]s?|annul[ée]e?s?|suspendid[oa]s?|suspended|suspens[oa]s?|no se hace|se suspende|se cancela"
)
LATER = (
    r"postponed|pospuest[oa]s?|postergad[oa]s?|aplazad[oa]s?|adiad[oa]s?|reportée?s?|se pospone|se posterga|se aplaza"
)
CANCELLED = re.compile(rf"(?:{OFF})\b")
POSTPONED = re.compile(rf"(?:{LATER}|reprogramar|a reprogramar|diferid[oa]|reportee?)\b")
TENTATIVE = re.compile(
    r"(?:tentative|provisional|provisori[oa]|por confirmar|a confirmar|sin confirmar|to be confirmed|tbc|tbd|planned|"
    r"previst[oa]|prevue?|a definir|por definir|en duda|borrador)\b"
)
HAPPENS = re.compile(
    r"(?:confirmed|confirmad[oa]|confirmee?|rescheduled|reprogramad[oa]|programad[oa]|agendad[oa]|scheduled|realizad[oa]|"
    r"hecha|held|done|finalizad[oa]|terminad[oa]|concluid[oa]|tenue|realisee?|activ[oa]|vigente|abierta|en curso|"
    r"cambio de dia)\b"
)
#: what a title says before or behind its words, or in brackets: "[Cancelled] Meeting", "Sesión – SUSPENDIDA"
SAID = rf"(?:{OFF}|(?P<later>{LATER}))\b"
MARKS_OF_TITLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*[\[(*]+\s*(?P<words>{SAID}[^\])*]*)[\])*]+\s*[:\-–—]?\s*",
        rf"\s*{SAID}\s*[:!\-–—]+\s*",
        rf".*?(?P<mark>\s*[\[(*]+\s*(?P<words>{SAID}[^\])*]*)[\])*]+[\s.!]*$)",
        rf".*?(?P<mark>\s*(?:[:,/|–—]|\s-)\s*{SAID}[\s.!]*$)",
        rf"\s*{SAID}[\s.!]*$",
    )
)
#: a first word in capitals before others that are not: "SUSPENDIDA Sesión de enero"
LOUD = re.compile(rf"\s*{SAID}\s+(?=\S)", re.IGNORECASE)
#: a column of its own that says whether it is for everybody (Outlook: Private, Sensitivity)
PUBLIC = {*NO, "normal", "public", "publico", "publica", "publique", "default", "predeterminado"}
PRIVATE = {*YES, "private", "privado", "privada", "prive", "privee", "personal", "confidential", "confidencial",
           "confidentiel", "particular", "pessoal"}  # fmt: skip


def read_state_cell(text: str, record: MeetingRecord) -> None:
    """Read whether a meeting takes place; what a cell adds ("Cancelada por lluvia") is the reason. Raises Refusal."""
    folded = " ".join(fold(text).split()).strip(" .:")
    if folded in NO or HAPPENS.match(folded):
        return
    if TENTATIVE.match(folded):
        record.tentative = True
    elif POSTPONED.match(folded):
        record.cancelled, record.reason = True, postponed_reason()
        record.note(_("«%s»: quedó como cancelada, porque ese día no se hace") % text[:40])
    elif folded in YES or CANCELLED.match(folded):
        record.cancelled = True
        if folded not in YES and " " in folded:
            record.reason = fit_text(text, REASON, record, _("motivo"))
    else:
        raise Refusal(_("no sé si «%s» quiere decir que se canceló") % text[:40])


def postponed_reason() -> str:
    """Return what neighbours are told of a meeting of which only is known that it is not on its day."""
    return _("Se pospuso; todavía no sabemos para cuándo.")


def divide_title(title: str) -> tuple[str, str, str]:
    """Return (a title without what it says of its state, that state: "off", "later" or "", why: "Suspendida por lluvia")."""
    found = next(filter(None, (pattern.match(title) for pattern in MARKS_OF_TITLE)), None)
    if not found and not title.isupper() and (loud := LOUD.match(title)) and loud[0].isupper():
        found = loud
    if not found:
        return title, "", ""
    groups = found.groupdict()
    begin, end = found.span("mark" if "mark" in groups else 0)
    why = (groups.get("words") or "").strip()
    return (
        title[:begin] + title[end:],
        "later" if groups["later"] else "off",
        why[:1].upper() + why[1:] if " " in why else "",
    )


def read_title_state(title: str, record: MeetingRecord, line: int) -> str:
    """Read what a title says of whether its meeting takes place; return the title without that."""
    plain, state, why = divide_title(title)
    if state and not record.cancelled:
        record.cancelled = True
        record.note(_("el título dice que no se hace; quedó como cancelada"), line)
    if state and not record.reason:
        record.reason = fit_text(why, REASON, record, _("motivo"), line) or (
            postponed_reason() if state == "later" else ""
        )
    return plain


def is_private_cell(text: str) -> bool:
    """Tell whether a cell says that a meeting is not for everybody. Raises Refusal for what says neither."""
    folded = " ".join(fold(text).split())
    if folded not in PUBLIC | PRIVATE:
        raise Refusal(_("no sé si «%s» quiere decir que es privada") % text[:40])
    return folded in PRIVATE


def is_all_day_cell(text: str) -> bool:
    """Tell whether a cell says that a meeting lasts all day. Raises Refusal for what says neither."""
    folded = " ".join(fold(text).split())
    if folded not in YES | NO:
        raise Refusal(_("no sé si «%s» quiere decir que dura todo el día") % text[:40])
    return folded in YES
