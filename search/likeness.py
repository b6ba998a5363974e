"""Which groups share most of some codes: sums over the facets' bitmaps, without a look at any document."""

import heapq
from collections.abc import Iterator, Mapping
from itertools import islice

from search import bitmaps
from search.models import CHUNK_BITS, SearchGroup
from search.query import KIND_FACET

Code = tuple[str, str]


def most_alike(weights: Mapping[Code, int], kinds: tuple[str, ...], group: str, limit: int) -> list[tuple[int, float]]:
    """Return [(group id, score)], best first: the sum of the weights of the (facet, code)s that a group has.

    Only groups of these kinds, never the one with the key `group`; none that has no code at all.
    """
    stored = bitmaps.facet_bitmaps({facet for facet, _ in weights} | {KIND_FACET})
    wanted: dict[int, int] = {}
    for kind in kinds:
        for chunk, bits in stored[KIND_FACET].get(kind, {}).items():
            wanted[chunk] = wanted.get(chunk, 0) | bits
    own = SearchGroup.objects.filter(key=group).values_list("pk", flat=True).first()
    best = []
    for chunk, mask in wanted.items():
        sets = [(stored[facet].get(code, {}).get(chunk, 0), weight) for (facet, code), weight in weights.items()]
        first = chunk << CHUNK_BITS
        found = ((first + position, score) for position, score in by_score(mask, planes_of(sets)))
        best += islice(((identity, score) for identity, score in found if identity != own), limit)
    return heapq.nsmallest(limit, best, key=lambda found: (-found[1], found[0]))


def planes_of(sets: list[tuple[int, int]]) -> list[int]:
    """Add up weighted sets for all groups at once: bit n of plane p is bit p of the sum of group n."""
    planes: list[int] = []
    for bits, weight in sets:
        for shift in range(weight.bit_length()):
            if weight >> shift & 1:
                carry, level = bits, shift
                while carry:
                    planes += [0] * (level + 1 - len(planes))
                    planes[level], carry = planes[level] ^ carry, planes[level] & carry
                    level += 1
    return planes


def by_score(mask: int, planes: list[int], score: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (position, score) of the groups in `mask` whose score is not zero, the highest scores first."""
    if not mask:
        return
    if planes:
        *lower, highest = planes
        yield from by_score(mask & highest, lower, score | 1 << len(lower))
        yield from by_score(mask & ~highest, lower, score)
    elif score:
        while mask:
            lowest = mask & -mask
            yield lowest.bit_length() - 1, score
            mask ^= lowest
