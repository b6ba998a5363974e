"""Whether a shape crosses itself so often that mending it would take minutes."""

import numpy
import shapely
from shapely.geometry.multipolygon import MultiPolygon

MOST_CROSSINGS = 20_000
AT_ONCE = 20


def is_tangled(shape: MultiPolygon) -> bool:
    """Tell whether the lines of a shape cross each other more than MOST_CROSSINGS times; stops counting there."""
    points, rings = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    same = rings[:-1] == rings[1:]
    segments = shapely.linestrings(numpy.stack([points[:-1][same], points[1:][same]], axis=1))
    tree, count = shapely.STRtree(segments), 0
    for start in range(0, len(segments), AT_ONCE):
        some = segments[start : start + AT_ONCE]
        # each segment meets itself and its two neighbours
        count += max(0, tree.query(some, predicate="intersects").shape[1] - 3 * len(some))
        if count > 2 * MOST_CROSSINGS:  # each crossing is found from both its segments
            return True
    return False
