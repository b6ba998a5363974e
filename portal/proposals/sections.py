"""What neighbours proposed, on the page of a district and of a neighbourhood."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from portal.core.registry import PageSection, register_section
from portal.districts.models import DistrictPage
from portal.territory.models import Neighbourhood

from .documents import KIND
from .models import ProposalSubmission
from .public import public_proposals
from .rows import proposal_row

SHOWN = 3
TEMPLATE = "proposals/sections/near.html"


def district_proposals(request: HttpRequest, page: DistrictPage) -> dict[str, Any]:
    """The newest proposals of a district, with the way to all of them and to a new one."""
    rows = public_proposals().filter(submission__district=page.record_id)
    return near(rows, f"?district={page.record.code}")


def neighbourhood_proposals(request: HttpRequest, place: Neighbourhood) -> dict[str, Any]:
    """The newest proposals of a neighbourhood; a new one begins with it chosen."""
    rows = public_proposals().filter(submission__neighbourhood=place)
    return near(rows, f"?neighbourhood={place.code}")


def near(rows: QuerySet[ProposalSubmission], question: str) -> dict[str, Any]:
    """Return what the section shows; `question` narrows the list to the place."""
    shown = list(rows[: SHOWN + 1])
    return {
        "rows": [proposal_row(proposal) for proposal in shown[:SHOWN]],
        "all_url": f"{reverse('proposal_list')}{question}" if len(shown) > SHOWN else "",
        "begin_url": f"{reverse('submission_begin', args=[KIND])}{question}",
    }


def register() -> None:
    """Register the sections."""
    register_section(PageSection("district", "proposals", TEMPLATE, district_proposals, order=45))
    register_section(PageSection("neighbourhood", "proposals", TEMPLATE, neighbourhood_proposals, order=45))
