"""No text makes an engine fail, and both say the same of it: the cluster's syntax is only text."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import engines, thesaurus
from search.grammar import parse_query
from search.query import SORTS, SearchQuery
from search.rebuild import rebuild_documents
from search.replica.engine import ElasticsearchEngine
from search.replica.following import step
from search.replica.mapping import alias
from tests.search.conftest import corpus

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

WORDS = ["consejo", "budget", "participatif", "plazas", "children", "the", "de", "residuos", "zapato", "barriales"]
SYNTAX = [
    '"',
    "*",
    "?",
    "~2",
    "^8",
    "(",
    ")",
    "[a TO z]",
    "{",
    "}",
    "AND",
    "OR",
    "NOT",
    "+",
    "-",
    "\\",
    "/.*/",
    "title:",
    "<b>",
]
texts = st.lists(st.one_of(st.sampled_from([*WORDS, *SYNTAX]), st.text(max_size=12)), max_size=8).map(" ".join)
codes = st.one_of(st.sampled_from(["budget", "environment", "MX", "FR", "nothing"]), st.text(max_size=8))
facets = st.dictionaries(
    st.one_of(st.sampled_from(["theme", "country", "_language"]), st.text(max_size=8)),
    st.lists(codes, max_size=2).map(tuple),
    max_size=2,
)
dates = st.one_of(st.none(), st.sampled_from(["2019", "2021-05", "2024-02-02"]), st.text(max_size=6))
ranges = st.dictionaries(st.sampled_from(["date", "published", "other"]), st.tuples(dates, dates), max_size=2)


@pytest.fixture
def both(cluster, alone):
    """Both engines with the corpus."""
    rebuild_documents(corpus())
    step()
    cluster.indices.refresh(index=alias())
    return engines.current_engine(), ElasticsearchEngine()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, facets=facets, ranges=ranges, sort=st.sampled_from(SORTS), page=st.integers(1, 10**6))
@example(text='"' * 1_000, facets={}, ranges={}, sort="relevance", page=1)
@example(text="consejo " * 2_000, facets={"": ("",)}, ranges={}, sort="relevance", page=10**6)
@example(
    text="\x00 consejo", facets={"a.b": ("x",), "*": ("MX",)}, ranges={"date": ("\x00", "z" * 40)}, sort="title", page=1
)
def test_both_engines_answer_alike(both, text, facets, ranges, sort, page):
    from search.api import _storable

    query = _storable(
        SearchQuery(
            text, facets=facets, ranges=ranges, sort=sort, page=page, page_size=5, count_facets=("theme", "country")
        )
    )
    parsed = parse_query(query.text, query.language, thesaurus.current_thesaurus())
    ours, theirs = (engine.answer(query, parsed) for engine in both)
    assert (ours.total, ours.page, ours.pages, ours.relaxed) == (
        theirs.total,
        theirs.page,
        theirs.pages,
        theirs.relaxed,
    )
    assert ours.counts == theirs.counts
    if sort != "relevance" or not parsed.clauses:
        assert [group for group, _ in ours.ranked] == [group for group, _ in theirs.ranked]
