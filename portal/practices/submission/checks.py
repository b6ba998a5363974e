"""What a machine sees in a practice that somebody sends: the same for the sender and for the office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.core.partial_dates import first_day
from portal.practices.models.submission import ReuseLicence
from portal.submissions.kinds import MachineCheck
from portal.submissions.steps import word_count

if TYPE_CHECKING:
    from portal.submissions.kinds import Cleaned

FEW_WORDS = 30
OLDEST_YEAR = 1900


def practice_checks(cleaned: Cleaned) -> list[MachineCheck]:
    """Return what is worth a second look. None of it keeps anybody from sending."""
    return [*text_checks(cleaned), *picture_checks(cleaned), *date_checks(cleaned)]


def text_checks(cleaned: Cleaned) -> Iterator[MachineCheck]:
    """Yield what is to be said of the story, the themes and the licence of the text."""
    if word_count(cleaned.get("summary", "")) < FEW_WORDS:
        yield MachineCheck(
            gettext("La historia es muy corta: con dos o tres frases más se entiende mejor."), step="story"
        )
    if not cleaned.get("themes"):
        step = "themes" if "themes" in cleaned else ""  # the short form does not ask for it
        yield MachineCheck(gettext("No tiene tema: con uno se encuentra mejor en el banco."), step=step)
    if "source_licence" in cleaned and not cleaned["source_licence"]:
        yield MachineCheck(gettext("No dice si otros pueden usar el texto."), step="source")


def picture_checks(cleaned: Cleaned) -> Iterator[MachineCheck]:
    """Yield what is to be said of the pictures."""
    pictures = cleaned.get("pictures") or ()
    silent = sum(not picture.alt for picture in pictures)
    if silent:
        text = ngettext(
            "A %(count)d foto le falta decir qué se ve.", "A %(count)d fotos les falta decir qué se ve.", silent
        )
        yield MachineCheck(text % {"count": silent}, "pictures")
    if pictures and not cleaned.get("picture_licence"):
        yield MachineCheck(gettext("Las fotos no dicen si otros pueden usarlas."), "pictures")
    if cleaned.get("picture_licence") == ReuseLicence.RESERVED:
        yield MachineCheck(gettext("Las fotos no se pueden usar fuera de este portal."), step="pictures")


def date_checks(cleaned: Cleaned) -> Iterator[MachineCheck]:
    """Yield dates that are hard to believe."""
    today = timezone.localdate()
    for name, future in (
        ("start", gettext("Empieza en el futuro: ¿está bien la fecha?")),
        ("end", gettext("Terminó en el futuro: ¿está bien la fecha?")),
    ):
        day = first_day(cleaned[name]) if cleaned.get(name) else None
        if day and day > today:
            yield MachineCheck(future, "when")
        elif day and day.year < OLDEST_YEAR:
            yield MachineCheck(gettext("Es de hace más de un siglo: ¿está bien la fecha?"), "when")
