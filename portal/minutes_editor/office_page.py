"""What the office's page of one record shows: where it stands, the draft, what is missing, what happened, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.core.language import language_name
from portal.minutes.choices import MinutesState
from portal.minutes.content import translated_keys

from .draft_reading import fault_lines, number_label, read_draft_whole
from .office_actions import MinutesStanding, minutes_standing, step_rows
from .office_rows import NO_MINUTES, STAGES, days_to_correct, form_address, waits_words

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.councils.models import SessionPage
    from portal.minutes.models import Minutes

    from .office_forms import MinutesStepForm


def overview_context(
    session: SessionPage, minutes: Minutes, user: User, bound: MinutesStepForm | None = None, bound_name: str = ""
) -> dict[str, Any]:
    """Return what the template takes; `bound` is the form of the step that was not taken yet."""
    at, stored = minutes_standing(session, minutes, user), minutes.pk is not None
    faults = at.faults if stored and (minutes.has_unpublished_changes or not minutes.is_published) else ()
    return {
        "session": session,
        "minutes": minutes,
        "label": dict(STAGES)[minutes.state if stored else NO_MINUTES],
        "waits": waits_words(session, minutes if stored else None, timezone.now()),
        "next_step": next_words(at),
        "draft": read_draft_whole(session, minutes.draft) if stored else None,
        "faults": fault_lines(session, minutes.draft, faults),
        "changes": count_changes(minutes),
        "versions": list(minutes.versions.select_related("by").order_by("-number")) if stored else [],
        "annexes": list(minutes.annexes.select_related("document", "image")) if stored else [],
        "languages": language_rows(session, minutes),
        "steps": step_rows(at, bound, bound_name),
        "form_url": form_address(session) if at.writes else "",
        "form_name": form_name(minutes),
    }


def form_name(minutes: Minutes) -> str:
    """Return what the button says that leads to the form."""
    if minutes.pk is None:
        return gettext("Escribir el acta")
    return gettext("Corregir el acta") if minutes.is_published else gettext("Seguir escribiendo")


def next_words(at: MinutesStanding) -> str:
    """Say what comes next, for the account that looks."""
    minutes = at.minutes
    if minutes.pk is None:
        return gettext("Escríbela en el teléfono o aquí: se guarda sola.")
    if minutes.is_published and minutes.has_unpublished_changes:
        return correction_words(at)
    if minutes.state == MinutesState.IN_REVIEW:
        return (
            gettext("Léela: publícala, o devuélvela con lo que falta.")
            if at.publishes
            else gettext("Ahora la lee quien publica en el distrito. Todavía puedes corregirla.")
        )
    if minutes.state == MinutesState.PROVISIONAL:
        if days_to_correct(minutes, timezone.now()) < 0:
            return gettext("Ya se puede aprobar: di en qué sesión del mismo consejo.")
        return gettext("Cuando termine el plazo de correcciones, se aprueba en una sesión del mismo consejo.")
    if minutes.state == MinutesState.APPROVED:
        return gettext("No falta nada. Si hay un error, corrígelo: sale como una versión nueva.")
    if not at.is_whole:
        return gettext("Completa lo que falta: después se publica.")
    return gettext("Ya se puede publicar.") if at.publishes else gettext("Ya se puede enviar a revisión.")


def correction_words(at: MinutesStanding) -> str:
    """Say what becomes of a correction that is written and not public."""
    if not at.is_whole:
        return gettext("Hay una corrección empezada: completa lo que falta. El público lee la última versión.")
    if at.publishes:
        return gettext("Hay una corrección escrita: publícala con su razón. El público lee la última versión.")
    return gettext("Tu corrección espera a quien publica en el distrito. El público lee la última versión.")


def count_changes(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the numbers that changed after they were written down, the latest first: {label, change}."""
    if minutes.pk is None:
        return []
    rows = minutes.count_changes.select_related("by").order_by("-at", "-pk")
    return [{"label": number_label(row.key), "change": row} for row in rows]


def language_rows(session: SessionPage, minutes: Minutes) -> list[dict[str, Any]]:
    """Return the other languages of a published record: {name, done, total, url}."""
    if minutes.pk is None or minutes.latest is None:
        return []
    content = minutes.latest.content
    keys = list(translated_keys(content))
    stored = {row.language: row for row in minutes.translations.all()}
    own = session.locale.language_code
    found = []
    for code, _name in settings.LANGUAGES:
        if code == own:
            continue
        row = stored.get(code)
        done = [key for key in keys if row and row.texts.get(key) and row.sources.get(key) == content[key]]
        url = reverse("minutes_translate", args=[session.reference, code])
        found.append({"name": language_name(code), "done": len(done), "total": len(keys), "url": url})
    return found
