"""A proposal or complaint as the engine of submissions knows it: words, form, similar ones, checks, answer."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.listing import LONGEST_CODE
from portal.submissions.kinds import Acceptance, Cleaned, MachineCheck, Place, SubmissionKind, SubmissionOutcome
from portal.submissions.models import Submission
from portal.submissions.place_field import WHOLE_CITY
from portal.submissions.steps import WORD, word_count
from portal.territory.models import District, DistrictKind, Neighbourhood

from .acceptance import PromiseForm, promise, promise_outcome
from .documents import KIND
from .models import ProposalSubmission
from .public import public_proposal
from .similar import similar_proposals
from .steps import MOST_HEADLINE, PicturesStep, WhatStep, WhereStep
from .street_place import neighbourhoods_of_address

#: fewer words than these seldom tell what is wrong, and where
FEW_WORDS = 5


def start_proposal(request: HttpRequest) -> dict[str, str]:
    """Return the place that a link names (`neighbourhood`, `district`), as its choice in the form; {} for an unknown one."""
    asked = {name: request.GET.get(name, "")[:LONGEST_CODE] for name in ("neighbourhood", "district")}
    codes = {name: code for name, code in asked.items() if code.isprintable()}
    place = Neighbourhood.objects.filter(code=codes.get("neighbourhood"), district__active=True).first()
    if place is not None:
        return {"where": f"n{place.pk}"}
    district = District.objects.filter(code=codes.get("district"), active=True).first()
    if district is None:
        return {}
    return {"where": WHOLE_CITY if district.kind == DistrictKind.WHOLE_CITY else f"d{district.pk}"}


def proposal_title(cleaned: Cleaned) -> str:
    """Return the title of a matter: the one given, else the first words of its text."""
    return cleaned.get("headline") or headline_words(cleaned.get("text", ""), MOST_HEADLINE)


def headline_words(text: str, most: int) -> str:
    """Return the first words of a text as one line, with an ellipsis where more follow."""
    line = " ".join(text.split())
    words = list(WORD.finditer(line))
    return line if len(words) <= most else f"{line[: words[most - 1].end()]}…"


def proposal_place(cleaned: Cleaned) -> Place:
    """Return where a matter belongs; the curators' where nobody knows."""
    return replace(cleaned.get("where") or Place(), spot=cleaned.get("spot", ""))


def proposal_theme(cleaned: Cleaned) -> str:
    """Return the code of the theme, empty without one."""
    theme = cleaned.get("theme")
    return theme.code if theme else ""


def proposal_checks(cleaned: Cleaned) -> list[MachineCheck]:
    """Return what a machine sees: very few words, no spot, a street of another neighbourhood, no theme."""
    checks, spot = [], cleaned.get("spot", "")
    where = cleaned.get("where")
    if word_count(cleaned.get("text", "")) < FEW_WORDS:
        checks.append(MachineCheck(gettext("El texto es muy corto: cuenta un poco más."), "what"))
    if where and where.neighbourhood and not spot:
        checks.append(MachineCheck(gettext("Sin calle o esquina cuesta más encontrar el lugar."), "where"))
    if where and where.neighbourhood and spot:
        found = neighbourhoods_of_address(spot)
        if found and where.neighbourhood not in found:
            said = {"place": where.neighbourhood.name, "found": ", ".join(place.name for place in found)}
            text = gettext("Elegiste %(place)s, y esa calle está en %(found)s. ¿Es el barrio correcto?")
            checks.append(MachineCheck(text % said, "where"))
    if not cleaned.get("theme"):
        checks.append(MachineCheck(gettext("No tiene tema: el equipo le pone uno."), "where"))
    return checks


def promised_outcome(submission: Submission) -> SubmissionOutcome | None:
    """Return what was promised for an accepted matter; None while nothing was."""
    if submission.unit is None or submission.promised_by is None:
        return None
    return promise_outcome(submission)


def proposal_address(submission: Submission) -> str:
    """Return the path of a matter's public page, "" while nobody else may read it."""
    return reverse("proposal_page", args=[submission.code]) if public_proposal(submission.code) else ""


PROPOSAL = SubmissionKind(
    name=KIND,
    label=_("Propuesta o reclamo"),
    plural=_("Propuestas y reclamos"),
    action=_("Proponer o reclamar"),
    summary=_(
        "Una luz que no anda, un cruce peligroso, una idea para el barrio. Te respondemos con razones y con fecha."
    ),
    minutes=3,
    steps=(PicturesStep, WhatStep, WhereStep),
    model=ProposalSubmission,
    template="proposals/preview.html",
    title=proposal_title,
    place=proposal_place,
    topic=proposal_theme,
    start=start_proposal,
    similar=lambda cleaned: similar_proposals(cleaned, proposal_title(cleaned)),
    checks=proposal_checks,
    acceptance=Acceptance(make=promise, form=PromiseForm),
    outcome=promised_outcome,
    publishable=True,
    public_url=proposal_address,
    working_days=10,
    order=10,
)
