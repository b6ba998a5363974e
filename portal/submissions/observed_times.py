"""How long answers really took, from our own records: the usual range, said only where there are enough of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from .choices import SubmissionState
from .models import Submission

if TYPE_CHECKING:
    from portal.territory.models import District, Unit

LOOKS_BACK = timedelta(days=730)
#: below so many answers nothing is said: a range of two would name the two
FEWEST = 5


@dataclass(frozen=True)
class UsualTime:
    """The middle half of the answers: calendar days from the day a matter came to the day of its answer."""

    fewest: int
    most: int
    answers: int


def usual_time(
    kind: str,
    *,
    topic: str = "",
    unit: Unit | None = None,
    district: District | None = None,
    now: datetime | None = None,
) -> UsualTime | None:
    """Return the usual time of the answers to a kind in the last two years, or None below five. One query.

    `topic`, `unit` and `district` narrow it. Accepted and declined matters count: the others got no answer of the office.
    """
    now = now or timezone.now()
    rows = Submission.objects.filter(
        kind=kind,
        answered_at__gt=now - LOOKS_BACK,
        answered_at__lte=now,
        state__in=(SubmissionState.ACCEPTED, SubmissionState.DECLINED),
    )
    narrow = {"topic": topic, "unit": unit, "district": district}
    rows = rows.filter(**{name: value for name, value in narrow.items() if value}).order_by()
    days = [
        max(0, (timezone.localdate(answered) - timezone.localdate(received)).days)
        for received, answered in rows.values_list("received_at", "answered_at")
    ]
    if len(days) < FEWEST:
        return None
    lower, _median, upper = quantiles(days, n=4, method="inclusive")
    return UsualTime(round(lower), round(upper), len(days))


def expected_sentence(
    kind: str,
    *,
    topic: str = "",
    unit: Unit | None = None,
    district: District | None = None,
    now: datetime | None = None,
) -> str:
    """Return "Suele tardar de 9 a 21 días aquí" in the reader's language; empty where too little is known."""
    usual = usual_time(kind, topic=topic, unit=unit, district=district, now=now)
    if usual is None:
        return ""
    if usual.most == 0:
        return gettext("Aquí se suele responder el mismo día.")
    if usual.fewest == usual.most:
        text = ngettext("Suele tardar %(count)s día aquí.", "Suele tardar %(count)s días aquí.", usual.most)
        return text % {"count": usual.most}
    return gettext("Suele tardar de %(fewest)s a %(most)s días aquí.") % {"fewest": usual.fewest, "most": usual.most}


def expected_of(submission: Submission) -> str:
    """Return how long such a matter usually takes, by its kind, topic, unit and district."""
    known = {"topic": submission.topic, "unit": submission.unit, "district": submission.district}
    return expected_sentence(submission.kind, **known)
