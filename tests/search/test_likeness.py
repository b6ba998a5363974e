"""What shares most codes comes first; the arithmetic over bitmaps is that of plain sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import index
from search.api import alike
from search.likeness import by_score, planes_of
from search.query import DocumentData

pytestmark = pytest.mark.both_databases("each database has a search engine of its own")

sets = st.lists(st.tuples(st.integers(0, 2**12 - 1), st.integers(1, 7)), max_size=8)


@given(mask=st.integers(0, 2**12 - 1), weighted=sets)
def test_sums_are_those_of_plain_addition(mask, weighted):
    expected = {n: sum(weight for bits, weight in weighted if bits >> n & 1) for n in range(12) if mask >> n & 1}
    found = list(by_score(mask, planes_of(weighted)))
    assert dict(found) == {n: score for n, score in expected.items() if score}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.django_db
def test_the_most_alike_come_first_without_itself_and_other_kinds():
    def document(key, kind="thing", **facets):
        return DocumentData(key=key, group=key, kind=kind, language="es", title=key, facets=facets)

    index.put(
        [
            document("1", type=("council",), theme=("health", "culture")),
            document("2", type=("council",), theme=("health",)),
            document("3", theme=("culture",)),
            document("4", type=("pb",)),
            document("5", kind="other", type=("council",)),
        ]
    )
    weights = {("type", "council"): 3, ("theme", "health"): 1, ("theme", "culture"): 1}
    hits = alike("1", weights, language="es", kinds=("thing",), limit=5)
    assert [(hit.key, hit.score) for hit in hits] == [("2", 4), ("3", 1)]
    assert alike("1", {}, language="es", kinds=("thing",), limit=5) == []
