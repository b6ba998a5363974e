"""What the pages of a form show around its fields: progress in words, faults, and what happens afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from portal.uploads.intake import files_of

from .drafts import steps_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.forms import Form

    from portal.uploads.models import ReceivedFile

    from .kinds import SubmissionKind
    from .models import Draft
    from .steps import StepForm


def progress(kind: SubmissionKind, draft: Draft, slug: str) -> str:
    """Return where a step stands, as words: "Proponer un tema, paso 2 de 4". The check before sending is the last."""
    slugs = [step.slug for step in steps_of(kind, draft)]
    place = slugs.index(slug) + 1 if slug in slugs else len(slugs) + 1
    words = gettext("%(action)s, paso %(place)d de %(all)d")
    return words % {"action": kind.action, "place": place, "all": len(slugs) + 1}


def form_faults(form: Form, anchor: str = "form", *, with_labels: bool = False) -> list[dict[str, str]]:
    """Return what is wrong in a form ([{anchor, text}]) in the order of its fields, for the summary before it.

    What belongs to no field leads to `anchor`. `with_labels` names the field where several forms are one page.
    """
    faults = []
    for field in form:
        place = field.id_for_label or f"{field.auto_id}_0"
        name = f"{field.label}: " if with_labels else ""
        faults += [{"anchor": place, "text": f"{name}{text}"} for text in field.errors]
    return [*faults, *({"anchor": anchor, "text": text} for text in form.non_field_errors())]


def faults_title(faults: list[dict[str, str]]) -> str:
    """Return the heading of the summary of faults."""
    return ngettext("Falta una cosa", "Faltan %(count)d cosas", len(faults)) % {"count": len(faults)}


def step_address(draft: Draft, slug: str) -> str:
    """Return the path of a step of a draft, or of the check before sending (slug "check")."""
    if slug == "check":
        return reverse("submission_check", kwargs={"draft_id": draft.pk})
    return reverse("submission_step", kwargs={"draft_id": draft.pk, "slug": slug})


def neighbours(kind: SubmissionKind, draft: Draft, slug: str) -> tuple[str, str]:
    """Return the slugs (before, after) of a step; empty before the first, "check" after the last."""
    slugs = ["", *(step.slug for step in steps_of(kind, draft)), "check"]
    place = slugs.index(slug)
    return slugs[place - 1], slugs[place + 1]


def shown_files(bundle: UUID | None) -> dict[str, list[ReceivedFile]]:
    """Return the files of a bundle as templates take them: {"pictures", "documents"}, each in its order."""
    files = list(files_of(bundle))
    return {
        "pictures": [file for file in files if file.is_picture],
        "documents": [file for file in files if not file.is_picture],
    }


def what_happens(kind: SubmissionKind) -> list[dict[str, str]]:
    """Return what follows on sending a matter of a kind, for the component "story"."""
    days = ngettext("En %(count)d día hábil como mucho", "En %(count)d días hábiles como mucho", kind.working_days)
    return [
        {"when": gettext("Al mandarlo"), "text": gettext("Recibes un código para preguntar cómo va.")},
        {
            "when": days % {"count": kind.working_days},
            "text": gettext("El equipo lo lee y te responde, sea sí o sea no."),
        },
        {
            "when": gettext("90 días después del cierre"),
            "text": gettext("Borramos tu nombre, tu correo y tu teléfono."),
        },
    ]


def step_context(kind: SubmissionKind, draft: Draft, form: StepForm) -> dict[str, Any]:
    """Return the context of templates/submissions/step.html for a form of a draft, stored or new."""
    faults = form_faults(form) if form.is_bound else []
    before, _after = neighbours(kind, draft, form.slug)
    is_stored = not draft._state.adding
    return {
        "kind": kind,
        "draft": draft if is_stored else None,
        "form": form,
        "progress": progress(kind, draft, form.slug),
        "faults": faults,
        "faults_title": faults_title(faults),
        "action": step_address(draft, form.slug) if is_stored else "",
        "back_url": step_address(draft, before) if before and is_stored else "",
        "story": what_happens(kind),
        "is_sent": draft.submission_id is not None,
    }
