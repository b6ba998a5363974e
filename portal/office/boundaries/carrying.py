"""Carrying out an import of boundaries so that search hears once of each page, however many places change below it."""

from collections.abc import Iterator
from contextlib import nullcontext

from portal.core.publication import batch_indexing
from portal.territory.boundaries.options import Options
from portal.territory.boundaries.planning import BoundaryPlanStep
from portal.territory.boundaries.storing import store_plan

AT_ONCE = 100  # places that are committed and indexed together


def carry_out_together(steps: list[BoundaryPlanStep], options: Options) -> Iterator:
    """Store the Steps of a plan as `carry_out` does; yield the Outcome of each when it is committed."""
    for start in range(0, len(steps), AT_ONCE):
        some = steps[start : start + AT_ONCE]
        with batch_indexing() if any(step.writes for step in some) else nullcontext():
            outcomes = list(store_plan(some, options))
        yield from outcomes
