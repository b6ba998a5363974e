"""Nothing a person can type is an error; corrections, suggestions, and what a search costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import index, vocabulary
from search.api import search, suggest
from search.query import SearchQuery
from search.rebuild import rebuild_documents
from tests.search.conftest import corpus, document

HOSTILE = [
    '"',
    '""',
    "*",
    "\x00",
    "AND OR NOT ( ) :",
    'title:"x" NEAR(a b)',
    "x" * 10_000,
    "a " * 5_000,
    "\u200f\u202e",
]
HOSTILE += [
    "presu*",
    "-consejo",
    "'; DROP TABLE search_searchdocument; --",
    '"a',
    "\ud800",
    "^x",
    "{title}: x",
    "\\' & | !",
    "%",
]
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=200), st.lists(st.sampled_from([*HOSTILE, "consejo"])).map(" ".join)
)
codes = st.one_of(st.sampled_from(["budget", "AR", "weather", "\x00", "'"]), st.text(max_size=20))
names = st.one_of(st.sampled_from(["theme", "country", "_kind", "_language", "\x00"]), st.text(max_size=20))
queries = st.builds(
    SearchQuery,
    text=texts,
    language=st.sampled_from(["es", "fr", "en", "pt", "nah", "", "pt-BR", "\x00"]),
    kinds=st.lists(codes, max_size=2).map(tuple),
    facets=st.dictionaries(names, st.lists(codes, max_size=3).map(tuple), max_size=3),
    ranges=st.dictionaries(
        st.sampled_from(["date", "published", "other"]),
        st.tuples(st.none() | st.text(max_size=12), st.none() | st.text(max_size=12)),
    ),
    sort=st.sampled_from(["relevance", "newest", "title", "", "'"]),
    page=st.sampled_from([-1, 0, 1, 2, 10**9, -(10**30)]),
    page_size=st.sampled_from([-5, 0, 1, 20, 10**9]),
    count_facets=st.lists(names, max_size=3).map(tuple),
    languages=st.none() | st.lists(codes, max_size=2).map(tuple),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
@example(query=SearchQuery(text='"' * 10_000))
@example(query=SearchQuery(text=" ".join(f"palabra{n}" for n in range(2_000))))
def test_no_question_is_an_error(indexed, query):
    results = search(query)
    assert 1 <= results.page <= results.pages
    assert len(results.hits) <= min(results.total, results.page_size)
    assert set(results.facets) == {name.replace("\x00", "\ufffd") for name in query.count_facets}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prefix=texts, language=st.sampled_from(["es", "fr", "\x00"]))
def test_no_prefix_is_an_error(indexed, prefix, language):
    assert len(suggest(prefix, language, limit=5)) <= 5


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=texts, body=texts)
def test_no_document_is_an_error_and_all_of_it_goes_again(indexed, title, body):
    words = set(vocabulary.SearchWord.objects.values_list("word", "documents"))
    index.put([document("hostile", "hostile", "es", title, body=body)])
    index.delete(["hostile"])
    assert set(vocabulary.SearchWord.objects.values_list("word", "documents")) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("presupuesot participativo", "presupuesto participativo"),
        ("pandemya", "pandemia"),
        ("xesiduos", "residuos"),
        ("bairo de crianças", "bairro de crianças"),
        ("presupuestos", ""),
        ("qwertyuiop", ""),
    ],
)
def test_did_you_mean(indexed, typed, meant):
    assert vocabulary.correct(typed.split()) == meant


def test_an_answer_with_hits_suggests_nothing(indexed):
    assert search(SearchQuery("consejos")).suggestion == ""
    assert search(SearchQuery("pandemya")).suggestion == "pandemia"


def test_suggestions_are_terms_and_titles(indexed):
    assert [(item.text, item.kind) for item in suggest("pres", "es")] == [
        ("presupuesto participativo", ""),
        ("Presupuesto participativo en Iztapalapa", "practice"),
    ]
    assert [item.text for item in suggest("línea", "es")] == ["Consejos barriales en línea"]
    assert [item.text for item in suggest("conse", "fr")] == ["Conseils de quartier en ligne"]
    assert [item.text for item in suggest("asam", "es", kinds=("practice",))] == []
    assert suggest("p", "es") == []


def many(count: int):
    """Objects in two languages that all match the same words."""
    for number in range(count):
        for language in ("es", "fr"):
            title = f"Presupuesto participativo {number}"
            yield document(f"{number}-{language}", f"g{number}", language, title, is_source=language == "es")


@pytest.mark.parametrize("text", ["presupuesto", "budget participatif", ""])
def test_a_search_takes_the_same_few_queries_with_one_hit_and_with_twenty(indexed, text):
    used = []
    for count in (1, 20):
        rebuild_documents(many(count))
        search(SearchQuery())  # a replica has caught up by then
        with CaptureQueriesContext(connection) as queries:
            results = search(SearchQuery(text, facets={}, count_facets=("theme", "country")))
        assert len(results.hits) == count
        used.append(len(queries))
    assert used[0] == used[1] <= 6


def test_a_total_beyond_the_limit_is_said_so(indexed, monkeypatch):
    monkeypatch.setattr("search.api.TOTAL_LIMIT", 4)
    results = search(SearchQuery())
    assert (results.total, results.total_is_exact) == (4, False)
    monkeypatch.setattr("search.api.TOTAL_LIMIT", len({item.group for item in corpus()}))
    assert search(SearchQuery()).total_is_exact
