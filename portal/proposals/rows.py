"""A public proposal as a row of any list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from portal.core.dates import format_day
from portal.core.language import reader_language, written_in

from .models import ProposalSubmission
from .public import state_tag

WORDS = 30  # of the text that a row shows


def proposal_row(proposal: ProposalSubmission, *, level: int = 3) -> dict[str, Any]:
    """Return a proposal (with its matter, place and theme at hand) as the row component takes it."""
    matter = proposal.submission
    foreign = written_in(matter.language)
    place = matter.neighbourhood or matter.district
    tags = [proposal.get_what_kind_display(), proposal.theme and proposal.theme.label(), place and place.name]
    day = format_day(timezone.localtime(matter.received_at).date(), year=True)
    return {
        "title": matter.title,
        "url": reverse("proposal_page", args=[matter.code]),
        "lang": matter.language if matter.language != reader_language() else "",
        "text": Truncator(" ".join(proposal.text.split())).words(WORDS, truncate="…"),
        "tags": [tag for tag in [*tags, day] if tag],
        "side": [foreign] if foreign else [],
        "state": state_tag(matter),
        "level": level,
    }
