"""Sets of groups as bits: what makes counting and filtering cheap. A set is {chunk: int}, one bit a group."""

from collections.abc import Iterable, Iterator, Mapping

from search.models import CHUNK_BITS, SearchFacet

_MASK = (1 << CHUNK_BITS) - 1
Bits = dict[int, int]
"""Chunk → bits of its groups."""
Code = tuple[str, str]
"""Facet and code."""


def of(groups: Iterable[int]) -> Bits:
    """Return the set of these group ids."""
    chunks: dict[int, bytearray] = {}
    for group in groups:
        number = group >> CHUNK_BITS
        chunk = chunks.get(number)
        if chunk is None:
            chunk = chunks[number] = bytearray(1 << (CHUNK_BITS - 3))
        chunk[(group & _MASK) >> 3] |= 1 << (group & 7)
    return {number: int.from_bytes(chunk, "little") for number, chunk in chunks.items()}


def groups(bits: Bits) -> Iterator[int]:
    """Yield the group ids of a set, ascending."""
    for number in sorted(bits):
        base = number << CHUNK_BITS
        for at, byte in enumerate(_bytes(bits[number])):
            while byte:
                lowest = byte & -byte
                yield base + (at << 3) + lowest.bit_length() - 1
                byte ^= lowest


def keep(ids: Iterable[int], bits: Bits) -> list[int]:
    """Return those of the ids that are in the set, in the order given."""
    chunks = {number: _bytes(value).ljust(1 << (CHUNK_BITS - 3), b"\0") for number, value in bits.items()}
    empty = bytes(1 << (CHUNK_BITS - 3))
    return [group for group in ids if chunks.get(group >> CHUNK_BITS, empty)[(group & _MASK) >> 3] & (1 << (group & 7))]


def intersection(first: Bits, second: Bits) -> Bits:
    """Return the groups in both sets."""
    return {number: both for number in first.keys() & second.keys() if (both := first[number] & second[number])}


def remainder(first: Bits, second: Bits) -> Bits:
    """Return the groups of the first set that are not in the second."""
    return {number: rest for number, value in first.items() if (rest := value & ~second.get(number, 0))}


def union(sets: Iterable[Bits]) -> Bits:
    """Return the groups in any of the sets."""
    found: Bits = {}
    for bits in sets:
        for number, value in bits.items():
            found[number] = found.get(number, 0) | value
    return found


def size(bits: Bits) -> int:
    """Return the number of groups in a set."""
    return sum(value.bit_count() for value in bits.values())


def common(first: Bits, second: Bits) -> int:
    """Return the number of groups in both sets."""
    return sum((first[number] & value).bit_count() for number, value in second.items() if number in first)


def facet_bitmaps(facets: Iterable[str]) -> dict[str, dict[str, Bits]]:
    """Return {facet: {code: set}} of the named facets, one query; a facet nobody has is an empty mapping."""
    names = set(facets)
    found: dict[str, dict[str, Bits]] = {name: {} for name in names}
    rows = SearchFacet.objects.filter(facet__in=names).values_list("facet", "code", "chunk", "bits")
    for facet, code, chunk, bits in rows:
        found[facet].setdefault(code, {})[chunk] = int.from_bytes(bits, "little")
    return found


def change_bitmaps(added: Mapping[Code, set[int]], removed: Mapping[Code, set[int]]) -> None:
    """Put groups into and take them out of the stored sets. Call it in the transaction of the change."""
    touched: dict[tuple[str, str, int], tuple[int, int]] = {}
    for sign, changes in ((0, added), (1, removed)):
        for (facet, code), ids in changes.items():
            for chunk, bits in of(ids).items():
                pair = touched.get((facet, code, chunk), (0, 0))
                touched[facet, code, chunk] = (pair[0] | bits, pair[1]) if sign == 0 else (pair[0], pair[1] | bits)
    if not touched:
        return
    rows = SearchFacet.objects.filter(
        facet__in={key[0] for key in touched}, code__in={key[1] for key in touched}, chunk__in={k[2] for k in touched}
    )
    stored = {(row.facet, row.code, row.chunk): row for row in rows}
    fresh, changed, emptied = [], [], []
    for key, (plus, minus) in sorted(touched.items()):
        row = stored.get(key) or SearchFacet(facet=key[0], code=key[1], chunk=key[2], bits=b"")
        value = (int.from_bytes(row.bits, "little") | plus) & ~minus
        row.bits = _bytes(value)
        (emptied if not value else changed if row.pk else fresh).append(row)
    SearchFacet.objects.bulk_create(fresh)
    SearchFacet.objects.bulk_update(changed, ["bits"], batch_size=100)
    SearchFacet.objects.filter(pk__in=[row.pk for row in emptied if row.pk]).delete()


def replace_facet_bitmaps(sets: Mapping[Code, Iterable[int]]) -> None:
    """Replace all stored sets, after a rebuild."""
    SearchFacet.objects.all().delete()
    SearchFacet.objects.bulk_create(
        (
            SearchFacet(facet=facet, code=code, chunk=chunk, bits=_bytes(bits))
            for (facet, code), ids in sets.items()
            for chunk, bits in of(ids).items()
        ),
        batch_size=200,
    )


def _bytes(value: int) -> bytes:
    return value.to_bytes((value.bit_length() + 7) // 8, "little")
