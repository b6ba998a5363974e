"""What tables say of whether a meeting takes place, in the words of whoever fills them in, four languages."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from search.folding import fold

from .record import REASON, MeetingRecord, fit_text

YES = {"yes", "si", "sim", "oui", "x", "1", "true", "verdadero", "vrai", "verdadeiro"}
NO = {"", "no", "nao", "non", "0", "false", "falso", "faux"}
CANCELLED = re.compile(
    r"(?:cancell?ed|cancelad[oa]|annulee?|suspendid[oa]|suspended|suspenso|suspensa|no se hace|se suspende|se cancela)\b"
)
POSTPONED = re.compile(
    r"(?:postponed|pospuest[oa]|postergad[oa]|aplazad[oa]|reprogramar|a reprogramar|diferid[oa]|reportee?|adiad[oa]|"
    r"se pospone|se posterga)\b"
)
TENTATIVE = re.compile(
    r"(?:tentative|provisional|provisori[oa]|por confirmar|a confirmar|sin confirmar|to be confirmed|tbc|tbd|planned|"
    r"previst[oa]|prevue?|a definir|por definir|en duda|borrador)\b"
)
HAPPENS = re.compile(
    r"(?:confirmed|confirmad[oa]|confirmee?|rescheduled|reprogramad[oa]|programad[oa]|agendad[oa]|scheduled|realizad[oa]|"
    r"hecha|held|done|finalizad[oa]|terminad[oa]|concluid[oa]|tenue|realisee?|activ[oa]|vigente|abierta|en curso|"
    r"cambio de dia)\b"
)
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
        record.cancelled, record.reason = True, _("Se pospuso; todavía no sabemos para cuándo.")
        record.note(_("«%s»: quedó como cancelada, porque ese día no se hace") % text[:40])
    elif folded in YES or CANCELLED.match(folded):
        record.cancelled = True
        if folded not in YES and " " in folded:
            record.reason = fit_text(text, REASON, record, _("motivo"))
    else:
        raise Refusal(_("no sé si «%s» quiere decir que se canceló") % text[:40])


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
