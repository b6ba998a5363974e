"""The page of one public proposal: what it says, where, what was answered, by whom and by when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from portal.core.dates import format_day
from portal.core.language import reader_language
from portal.districts.pages.folders import neighbourhood_address, open_folders
from portal.submissions.models import Submission
from portal.submissions.origins import origin_of
from portal.uploads.intake import files_of

from .models import PICTURES_FIELD, ProposalSubmission
from .public import public_answer, state_tag

DESCRIPTION = 160  # letters


def page_context(request: HttpRequest, proposal: ProposalSubmission) -> dict[str, Any]:
    """Return what the page of a public proposal shows; nothing of who sent it, and not how many joined."""
    matter = proposal.submission
    answer = public_answer(matter)
    lang = matter.language if matter.language != reader_language() else ""
    return {
        "proposal": proposal,
        "matter": matter,
        "text_lang": lang,
        "text_language": matter.language,
        "state": state_tag(matter),
        "facts": place_facts(request, proposal),
        "pictures": public_pictures(matter),
        "answer": answer,
        "answer_facts": answer_facts(matter),
        "text_address": canonical_address(matter),
        "part_description": Truncator(" ".join(proposal.text.split())).chars(DESCRIPTION),
        "list_url": reverse("proposal_list"),
    }


def canonical_address(matter: Submission) -> str:
    """Return the one public address (absolute) of a matter: under the language of its text."""
    with override(matter.language):
        return settings.BASE_URL + reverse("proposal_page", args=[matter.code])


def place_facts(request: HttpRequest, proposal: ProposalSubmission) -> list[dict[str, Any]]:
    """Return theme, place and day as the facts component takes them; places lead to their pages."""
    matter, theme = proposal.submission, proposal.theme
    folder = open_folders(request).get(matter.district_id)
    place = matter.neighbourhood
    day = timezone.localtime(matter.received_at).date()
    origin = origin_of(matter)
    return [
        {"term": gettext("Tema"), "value": theme.label() if theme else ""},
        {"term": gettext("Lugar"), "value": proposal.spot, "lang": ""},
        {
            "term": gettext("Barrio"),
            "value": place.name if place else "",
            "url": neighbourhood_address(folder, place.code) if place and folder else "",
        },
        {
            "term": gettext("Distrito"),
            "value": proposal_district(matter.district),
            "url": folder.address if folder else "",
        },
        {"term": gettext("Recibido"), "value": format_day(day, year=True)},
        {"term": gettext("De dónde viene"), "value": origin.text, "url": origin.url} if origin else {},
        {"term": gettext("Código"), "value": matter.code},
    ]


def public_pictures(matter: Submission) -> list[dict[str, Any]]:
    """Return the pictures of a public matter: words, size in pixels, address; never the name of the file."""
    if not matter.bundle:
        return []
    return [
        {
            "alt": picture.alt,
            "width": picture.width,
            "height": picture.height,
            "small_url": reverse("proposal_picture", args=[matter.code, picture.pk, "small"]),
            "url": reverse("proposal_picture", args=[matter.code, picture.pk, "whole"]),
        }
        for picture in files_of(matter.bundle, PICTURES_FIELD)
        if picture.is_picture
    ]


def proposal_district(district: Model | None) -> str:
    """Return the name of a district, empty without one."""
    return str(district) if district else ""


def answer_facts(matter: Submission) -> list[dict[str, Any]]:
    """Return who does it, by when, and when that was said."""
    answered = timezone.localtime(matter.answered_at).date() if matter.answered_at else None
    return [
        {"term": gettext("Área responsable"), "value": matter.unit.label() if matter.unit else ""},
        {
            "term": gettext("Para cuándo"),
            "value": format_day(matter.promised_by, year=True) if matter.promised_by else "",
        },
        {"term": gettext("Respondido"), "value": format_day(answered, year=True) if answered else ""},
    ]
