"""What a practice still lacks, in words: help for the editor, never a mark of shame for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from portal.practices.models import PracticePage

REVIEW_EVERY = timedelta(days=365)


def absences(page: PracticePage) -> Iterator[tuple[bool | None, str]]:
    """Yield (is it missing, sentence) for everything that a reader from another city would look for."""
    yield not page.lead, _("Di en tres frases qué es: es lo primero que se lee.")
    yield not page.types.all(), _("Elige al menos un tipo de experiencia: así se encuentra.")
    yield not page.themes.all(), _("Elige al menos un tema.")
    yield not page.bank_categories.all(), _("Elige la categoría del banco.")
    yield not page.place_city, _("Di en qué ciudad fue.")
    yield not page.start, _("Di cuándo comenzó; con el año alcanza.")
    yield not (page.end or page.end_open), _("Di cuándo terminó, o marca que sigue en marcha.")
    yield not page.outcome_id, _("Di cómo sigue: en curso, terminada o interrumpida.")
    discontinued = page.outcome_id and page.outcome.code == "discontinued"
    yield discontinued and not page.outcome_reason, _("Cuenta por qué se interrumpió: a otra ciudad le sirve.")
    yield not page.summary, _("Falta el resumen.")
    yield not page.difficulties, _("Cuenta qué fue difícil y qué harían distinto.")
    yield not page.evaluation_state_id, _("Di si se evaluó; «todavía no» es una respuesta.")
    yield not page.source_licence, _("Falta la licencia: sin ella nadie sabe si puede reutilizar el texto.")


def missing(page: PracticePage) -> list[str]:
    """Return the sentences (list of str) that say what a practice (PracticePage) still lacks."""
    found = [sentence for absent, sentence in absences(page) if absent]
    unreachable = sum(not annex.link for annex in page.annexes.all())
    if unreachable:
        found.append(
            ngettext(
                "%(n)s anexo no tiene dirección ni archivo.",
                "%(n)s anexos no tienen dirección ni archivo.",
                unreachable,
            )
            % {"n": unreachable}
        )
    last = page.last_reviewed or (page.first_published_at and timezone.localdate(page.first_published_at))
    if last and timezone.localdate() - last > REVIEW_EVERY:
        found.append(_("Hace más de un año que nadie la revisa."))
    return found
