"""Drafts: begun, saved step by step as typed, opened again, and read as a whole before they are sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import QueryDict

from .contact_step import ContactStep
from .models.draft import Draft, expiry
from .steps import LONGEST, StepForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from .kinds import SubmissionKind

MOST_VALUES = 200  # of one field: more boxes than any form has
#: what no database stores or no page shows: NUL, lone surrogates, control signs but tab and line feed
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class DraftGone(Exception):
    """A draft that is not there any more: its days are over, it was never there, or its kind is gone."""


def clean_text(text: str) -> str:
    """Return a text as it is stored: line ends as line feeds, no NUL and no lone surrogate, at most LONGEST + 1 signs."""
    return UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[: LONGEST + 1]


def begin_draft(kind: SubmissionKind, language: str, about: dict[str, str], **fields: Any) -> Draft:
    """Store an empty draft of a kind and return it. `about` is what the form starts from."""
    return Draft.objects.create(kind=kind.name, language=language, about=about, **fields)


def find_draft(draft_id: UUID) -> Draft | None:
    """Return the draft of this id; None where there is none any more."""
    draft = Draft.objects.select_related("submission").filter(pk=draft_id).first()
    return None if draft is None or draft.is_expired() else draft


def steps_of(kind: SubmissionKind, draft: Draft) -> list[type[StepForm]]:
    """Return the steps (StepForm classes) of a draft, the contact last; a draft that was sent keeps its contact."""
    contact = [ContactStep] if kind.asks_contact and draft.submission_id is None else []
    return [*kind.all_steps(draft.complete), *contact]


def typed_data(request: HttpRequest, step: type[StepForm]) -> dict[str, list[str]]:
    """Return what was typed into a step ({field: texts}), as it is stored; what the step does not ask is left out."""
    return {
        name: [clean_text(text) for text in request.POST.getlist(name)[:MOST_VALUES]]
        for name in step.base_fields
        if name in request.POST
    }


def save_step(draft: Draft, step: type[StepForm], typed: dict[str, list[str]], language: str) -> None:
    """Store what was typed into one step, right or wrong, and let the draft live longer. Other steps stay.

    `language` is that of the interface in which it was typed; a matter that was sent keeps its own.
    """
    with transaction.atomic():
        stored = Draft.objects.select_for_update().get(pk=draft.pk)
        stored.data = {**stored.data, step.slug: typed}
        stored.expires_at = expiry()
        if not stored.submission_id:
            stored.language = draft.language = language
        stored.save(update_fields=["data", "expires_at", "saved_at", "language"])
    draft.data, draft.expires_at = stored.data, stored.expires_at


def query_dict(typed: dict[str, list[str]]) -> QueryDict:
    """Return stored texts as the QueryDict that a form binds to."""
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name, texts)
    return data


def step_form(draft: Draft, step: type[StepForm]) -> StepForm:
    """Return a step's form: bound to what was typed when there is something, else empty."""
    typed = draft.data.get(step.slug)
    about = {"bundle": draft.pk, "about": draft.about}
    return step(**about) if typed is None else step(query_dict(typed), **about)


@dataclass(frozen=True)
class DraftReading:
    """A draft as a whole: its forms in their order, those with faults, and the flat cleaned data of the right ones."""

    forms: list[StepForm]
    faulty: list[StepForm]
    cleaned: dict[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether it can be sent."""
        return not self.faulty


def read_draft(kind: SubmissionKind, draft: Draft) -> DraftReading:
    """Check all steps of a draft together. A step that nobody opened counts as typed empty, unless it is optional."""
    forms, faulty, cleaned = [], [], {}
    for step in steps_of(kind, draft):
        form = step(query_dict(draft.data.get(step.slug, {})), bundle=draft.pk, about=draft.about)
        forms.append(form)
        if form.is_valid():
            cleaned |= form.cleaned_data
        else:
            faulty.append(form)
    return DraftReading(forms, faulty, cleaned)
