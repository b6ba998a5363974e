"""The kinds of what people send. Each stands in the room that it is about and registers itself here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wagtail.permissions import register_permission_policy

from portal.access.policy import ScopedPolicy
from portal.access.roles import Subject

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from portal.core.models import User
    from portal.territory.models import District, Neighbourhood

    from .models import Submission, SubmissionContent
    from .steps import StepForm

Cleaned = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where a matter belongs: whose queue it comes into (district None: the curators'), and where on the spot."""

    district: District | None = None
    neighbourhood: Neighbourhood | None = None
    spot: str = ""


@dataclass(frozen=True)
class Similar:
    """Something public that says the same or stands nearby. An open public matter can be joined: `join_code` is its code."""

    title: str
    url: str
    detail: str = ""
    join_code: str = ""


@dataclass(frozen=True)
class MachineCheck:
    """What a machine saw in a matter: for the sender before sending, and for the office."""

    text: str
    step: str = ""


@dataclass(frozen=True)
class SubmissionOutcome:
    """What became of an accepted matter: a sentence, and its address, public or of the admin, where there is one.

    `more` are further addresses of the admin: (words, address).
    """

    text: str
    url: str = ""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Acceptance:
    """How accepting makes the thing.

    `form` gets submission=, content=, user= and asks the office what is needed (such as which session). `make` gets
    (submission, content, user, cleaned data), runs in the transaction of the decision, and returns a SubmissionOutcome
    with the admin's address of what it made. It raises ValidationError where the user may not, or it cannot be.
    """

    make: Callable[[Submission, SubmissionContent, User, Cleaned], SubmissionOutcome]
    form: type[forms.Form] | None = None


def _nothing(*_arguments) -> Sequence:
    return ()


@dataclass(frozen=True)
class SubmissionKind:
    """A kind of submission: its words, its form, its model, and what the office may do with it.

    `steps` are StepForms, one page each; `more_steps` make the long form of who wants to say more. Names of fields are
    unique in a kind: the functions get one flat dict of cleaned data. Fields that the model of the kind has are stored
    by their names; `store` stores what needs more. `template` shows a content as everybody will see it: it gets
    `content`, `submission`, `cleaned`, `pictures`. `start` gets the request that begins a draft and returns what the
    form starts from ({name: text}); it raises Http404 where there is nothing to begin.
    """

    name: str
    label: Any  # "Propuesta o reclamo"
    plural: Any  # "Propuestas y reclamos"
    action: Any  # "Proponer o reclamar": the link that begins it
    summary: Any  # one sentence for the list of kinds
    minutes: int
    steps: tuple[type[StepForm], ...]
    model: type[SubmissionContent]
    template: str
    title: Callable[[Cleaned], str]
    place: Callable[[Cleaned], Place]
    topic: Callable[[Cleaned], str] = field(default=lambda cleaned: "")
    more_steps: tuple[type[StepForm], ...] = ()
    start: Callable[[HttpRequest], dict[str, str]] = field(default=lambda request: {})
    store: Callable[[Submission, SubmissionContent, Cleaned], None] | None = None
    similar: Callable[[Cleaned], Sequence[Similar]] = _nothing
    checks: Callable[[Cleaned], Sequence[MachineCheck]] = _nothing
    acceptance: Acceptance | None = None
    #: what the sender may know of an accepted matter; None while there is nothing to see
    outcome: Callable[[Submission], SubmissionOutcome | None] = field(default=lambda submission: None)
    publishable: bool = False
    #: whether what comes of it is public, as a page of its own
    becomes_public: bool = False
    #: the public address of a published matter
    public_url: Callable[[Submission], str] = field(default=lambda submission: "")
    asks_contact: bool = True
    #: working days in which the office answers
    working_days: int = 10
    #: topics (what `topic` returns) that come first in the queue, and are answered in `urgent_days` working days
    urgent_topics: tuple[str, ...] = ()
    urgent_days: int = 2
    #: whether the list of what one can send names it; a correction begins on the page that it is about
    is_listed: bool = True
    order: int = 100

    def all_steps(self, complete: bool) -> tuple[type[StepForm], ...]:
        """Return the steps of the short form, or of the `complete` one."""
        return (*self.steps, *self.more_steps) if complete else self.steps


_kinds: dict[str, SubmissionKind] = {}


def register_submission_kind(kind: SubmissionKind) -> None:
    """Add a kind, and say who may see what it says: as of its matter. A second one of the same name replaces the first."""
    _kinds[kind.name] = kind
    where = ("submission__district", "submission__neighbourhood")
    register_permission_policy(kind.model, ScopedPolicy(kind.model, Subject.PERSONAL, *where))


def submission_kinds() -> list[SubmissionKind]:
    """Return all kinds in their order."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def submission_kind(name: str) -> SubmissionKind | None:
    """Return the kind of this name, or None."""
    return _kinds.get(name)
