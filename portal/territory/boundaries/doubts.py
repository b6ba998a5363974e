"""Shapes that are sound and yet not likely to be meant: elsewhere, turned round, or on top of a neighbour.

Such a boundary is refused unless whoever imports it says that it is meant (Options.confirm).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from shapely import STRtree
from shapely.geometry import MultiPolygon, box, shape

from portal.territory.models import Boundary, Venue

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from portal.territory.boundaries.options import Options
    from portal.territory.boundaries.planning import BoundaryPlanStep

#: the part of the smaller of two areas that they may share: lines drawn twice differ by so much
SLIVER = 0.03
NAMES_TOLD = 3


def doubt_boundaries(steps: list[BoundaryPlanStep], stored: dict[int, Boundary], options: Options) -> None:
    """Refuse each BoundaryPlanStep whose shape is in doubt or, when that was confirmed, say so in its notes.

    `stored` are the boundaries of today, {id of a place: Boundary}. A step that is refused leaves its place with the
    shape that it has, so the others are asked again.
    """
    moved = [step for step in steps if step.writes and step.sound and not same_shape(step, stored)]
    if not moved:
        return
    former = former_shapes(moved, steps, stored, options)
    city = city_box([step.place.pk for step in moved if step.place.pk in stored], options)
    on_top = {id(step): words for step, words in overlaps(moved, former)}
    for step in moved:
        words = (place_doubt(step, former, city), on_top.get(id(step), ""))
        settle_doubt(step, "; ".join(filter(None, words)), options)
    while not options.confirm and (found := overlaps(moved, former)):
        for step, words in found:
            settle_doubt(step, words, options)


def same_shape(step: BoundaryPlanStep, stored: dict[int, Boundary]) -> bool:
    """Tell whether a step leaves the shape of its place as it is."""
    return step.place.pk in stored and stored[step.place.pk].fingerprint == step.sound.fingerprint


def settle_doubt(step: BoundaryPlanStep, words: str, options: Options) -> None:
    """Refuse a step for a doubt in `words` ("" for none), or note it when it was confirmed."""
    if words and options.confirm:
        step.outcome.notes.append(words)
    elif words:
        step.refuse(_("%s; si es así, confírmalo.") % words)


def former_shapes(
    moved: list[BoundaryPlanStep], steps: list[BoundaryPlanStep], stored: dict[int, Boundary], options: Options
) -> dict[int, tuple[str, BaseGeometry]]:
    """Return {id of a place: (name, shape of today)} of the places that are moved, and of those where they move to."""
    west, south, east, north = shapely.total_bounds([step.sound.shape for step in moved])
    owner = "neighbourhood" if options.is_of_neighbourhoods else "district"
    is_open = "neighbourhood__district__active" if options.is_of_neighbourhoods else "district__active"
    rows = Boundary.objects.current().filter(**{f"{owner}__isnull": False, is_open: True})
    near = rows.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    own = rows.filter(pk__in=[stored[step.place.pk].pk for step in moved if step.place.pk in stored])
    found = (near | own).values_list(f"{owner}_id", f"{owner}__name", "geometry")
    return {pk: (name, shape(geometry)) for pk, name, geometry in found}


def city_box(moved: list[int], options: Options) -> tuple[float, ...] | None:
    """Return (west, south, east, north) of what is known of the city without the places `moved` (ids), or None."""
    owner = "neighbourhood" if options.is_of_neighbourhoods else "district"
    rest = Boundary.objects.current().exclude(**{f"{owner}__in": moved})
    known = rest.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    venues = Venue.objects.filter(latitude__isnull=False, longitude__isnull=False).aggregate(
        w=Min("longitude"), s=Min("latitude"), e=Max("longitude"), n=Max("latitude")
    )
    boxes = [each for each in (known, venues) if each["w"] is not None]
    if not boxes:
        return None
    sides = {name: [each[name] for each in boxes] for name in "wsen"}
    return min(sides["w"]), min(sides["s"]), max(sides["e"]), max(sides["n"])


def place_doubt(step: BoundaryPlanStep, former: dict[int, tuple[str, BaseGeometry]], city: tuple | None) -> str:
    """Return why the shape of a step may lie in a wrong place, "" for no doubt."""
    new, before = step.sound.shape, former.get(step.place.pk)
    around = [before[1]] if before else []
    if city:
        # A city grows, and its neighbourhoods are imported one after the other: as far again on each side.
        west, south, east, north = city
        width, height = max(east - west, 0.02), max(north - south, 0.02)
        around.append(box(west - width, south - height, east + width, north + height))
    if not around:
        return ""
    turned = shapely.transform(new, lambda points: points[:, ::-1])
    if not any(new.intersects(area) for area in around):
        if any(turned.intersects(area) for area in around):
            return _("la latitud y la longitud parecen estar al revés: primero va la longitud")
        return _("no tiene ningún punto en común con la ciudad")
    if before and shared_area(new, before[1]) == 0:
        return _("no tiene ninguna superficie en común con el límite que tenía")
    return ""


def shared_area(one: BaseGeometry, other: BaseGeometry) -> float:
    """Return the area (square degrees) that two shapes have in common; a stored shape that crosses itself is mended."""
    other = other if other.is_valid else shapely.make_valid(other)
    return one.intersection(other).area


def overlaps(moved: list[BoundaryPlanStep], former: dict[int, tuple[str, BaseGeometry]]) -> list[tuple]:
    """Return [(step, words)] of the steps that lie on a neighbour by more than a sliver, and more than they did before."""
    ours = [step for step in moved if not step.is_refused]
    kept = {step.place.pk for step in ours}
    rest = [(pk, name, area) for pk, (name, area) in former.items() if pk not in kept]
    areas = [(step.place.pk, step.place.name, step.sound.shape) for step in ours] + rest
    tree = STRtree([area for _pk, _name, area in areas])
    found = []
    for number, step in enumerate(ours):
        names = []
        for index in sorted(tree.query(step.sound.shape)):
            pk, name, area = areas[index]
            if index != number and is_on_top(step.sound.shape, area, former.get(step.place.pk), former.get(pk)):
                names.append(name)
        if names:
            more = _(" y %d más") % (len(names) - NAMES_TOLD) if len(names) > NAMES_TOLD else ""
            said = ", ".join(f"«{name}»" for name in names[:NAMES_TOLD]) + more
            found.append((step, _("se encima con %s") % said))
    return found


def is_on_top(new: MultiPolygon, other: BaseGeometry, before: tuple | None, before_other: tuple | None) -> bool:
    """Tell whether two areas share more than a sliver, and more than the same two places shared before."""
    share = shared_area(new, other)
    if share <= SLIVER * min(new.area, other.area):
        return False
    return not (before and before_other) or share > 1.01 * shared_area(before[1], before_other[1])
