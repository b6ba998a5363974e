"""Carrying out the plan of an import: each place whole or not at all, and what held before keeps its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.territory.models import Boundary, PostalCode

from .planning import check_neighbourhood, owner_field
from .refusal import BoundaryRefusal
from .report import REFUSED

if TYPE_CHECKING:
    from portal.territory.boundaries.options import Options
    from portal.territory.boundaries.planning import BoundaryPlanStep
    from portal.territory.boundaries.report import FeatureOutcome

LOG_ACTION = "territory.boundary"


def store_plan(steps: list[BoundaryPlanStep], options: Options) -> Iterator[FeatureOutcome]:
    """Store the Steps of a plan that was made with these Options; yield the Outcome of each when it is stored.

    What cannot be stored any more, because somebody changed it since the plan, is refused.
    """
    for step in steps:
        if step.writes:
            try:
                with transaction.atomic():
                    store_boundary_step(step, options)
            except BoundaryRefusal as refusal:
                step.outcome.action, step.outcome.reason = REFUSED, refusal.message
        yield step.outcome


def store_boundary_step(step: BoundaryPlanStep, options: Options) -> None:
    """Store one BoundaryPlanStep: the place if it is new, its postal codes, its boundary. Raises BoundaryRefusal."""
    if step.place.pk is None:
        check_neighbourhood(step.place)
        step.place.save()
    for code in step.postal_codes:
        PostalCode.objects.get_or_create(neighbourhood=step.place, code=code)
    boundary = current_or_next(step, options)
    if boundary.fingerprint != step.sound.fingerprint:
        boundary.geometry, boundary.fingerprint = step.sound.geometry, step.sound.fingerprint
        boundary.west, boundary.south, boundary.east, boundary.north = step.sound.shape.bounds
        boundary.source, boundary.licence = options.source, options.licence
    boundary.source = options.source or boundary.source
    boundary.licence = options.licence or boundary.licence
    boundary.save()
    log(
        instance=step.place,
        action=LOG_ACTION,
        data={"since": boundary.valid_from.isoformat(), "source": options.source},
    )


def current_or_next(step: BoundaryPlanStep, options: Options) -> Boundary:
    """Return the Boundary to write: today's where the shape is the same or of the same day, otherwise a new one.

    The one that held until then gets its last day. Raises BoundaryRefusal when a newer one was stored meanwhile.
    """
    owner = {owner_field(options): step.place}
    current = Boundary.objects.current().select_for_update().filter(**owner).first()
    if current is None:
        return Boundary(valid_from=options.valid_from, **owner)
    if current.fingerprint == step.sound.fingerprint or current.valid_from == options.valid_from:
        return current
    if options.valid_from < current.valid_from:
        raise BoundaryRefusal(_("ya tiene un límite más nuevo, que vale desde el %s.") % current.valid_from.isoformat())
    current.valid_to = options.valid_from - timedelta(days=1)
    current.save(update_fields=["valid_to"])
    return Boundary(valid_from=options.valid_from, **owner)
