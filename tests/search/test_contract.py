"""The contract of every engine: one corpus, one set of expectations."""

import dataclasses

import pytest
from django.test import override_settings

from search import index, visibility
from search.api import document_count, iterate, search
from search.models import SearchDocument, SearchFacet, SearchGroup, SearchOutbox, SearchWord
from search.query import SearchQuery
from tests.search.conftest import corpus, document

BUDGETS = {"iztapalapa", "paris", "recife"}


def groups(text: str = "", language: str = "es", **rest) -> list[str]:
    """The groups a question finds, in order."""
    return [hit.group for hit in search(SearchQuery(text, language, **rest)).hits]


@pytest.mark.parametrize("language", ["es", "fr", "en", "pt"])
@pytest.mark.parametrize(
    "text",
    [
        "budget participatif",
        "Budgets participatifs",
        "orçamento participativo",
        "orcamentos participativos",
        "participatory budgeting",
        "participatory budgets",
        "presupuestos participativos",
    ],
)
def test_a_term_is_found_in_every_language(indexed, text, language):
    assert set(groups(text, language)) == BUDGETS


def test_the_answer_says_what_was_expanded(indexed):
    (expansion,) = search(SearchQuery("los presupuestos participativos", "es")).expanded
    assert expansion.words == "presupuestos participativos"
    assert "budget participatif" in expansion.labels


def test_a_label_with_small_words_is_a_term(indexed):
    assert groups("derecho a la ciudad") == ["leeds"]


def test_one_word_terms_expand(indexed):
    assert set(groups("lixo", "pt")) == {"iztapalapa", "paris"}


def test_own_words_come_before_expansions(indexed):
    index.put(
        [document("own-es", "own-es", "es", "Manejo de basura"), document("own-pt", "own-pt", "pt", "Manejo de lixo")]
    )
    assert groups("basura", "en")[0] == "own-es"
    assert groups("lixo", "en")[0] == "own-pt"


def test_a_translated_object_is_one_hit_in_the_readers_language(indexed):
    for language, key in (("es", "1"), ("fr", "2"), ("en", "1")):
        results = search(SearchQuery("pandemia", language))
        assert [hit.key for hit in results.hits] == [key]
        assert results.total == 1


def test_words_are_all_required(indexed):
    assert groups("consejos pandemia") == ["rosario"]
    results = search(SearchQuery("consejos residuos"))
    assert results.relaxed
    assert {hit.group for hit in results.hits} >= {"rosario", "iztapalapa"}


def test_only_one_word_is_never_relaxed(indexed):
    results = search(SearchQuery("inexistente"))
    assert (results.total, results.relaxed, results.hits, results.pages) == (0, False, [], 1)


def test_quotes_make_a_phrase(indexed):
    assert groups('"consejos barriales"') == ["rosario"]
    assert groups('"barriales consejos"') == []
    assert groups('"vecinos de Rosario"') == ["rosario"]


def test_small_words_are_left_out_beside_others(indexed):
    assert groups("the neighbourhood councils of the trees", "en") == ["leeds"]


def test_spanish_typed_under_the_french_interface(indexed):
    assert "recife" in groups("criança", "fr")
    assert groups("vecino", "fr") == ["rosario"]


def test_title_counts_more_than_body(indexed):
    index.put(
        [document("t1", "t1", "es", "Bicicletas", body="Algo."), document("t2", "t2", "es", "Algo", body="Bicicletas.")]
    )
    assert groups("bicicleta") == ["t1", "t2"]


def test_the_readers_language_counts(indexed):
    index.put([document("z1", "z1", "es", "Zumba"), document("z2", "z2", "pt", "Zumba")])
    assert groups("zumba", "es") == ["z1", "z2"]
    assert groups("zumba", "pt") == ["z2", "z1"]


def counts(results, facet: str) -> dict[str, int]:
    """A facet's counts by code."""
    return {value.code: value.count for value in results.facets[facet]}


def test_facets_count_groups(indexed):
    results = search(SearchQuery(count_facets=("theme", "country", "_kind", "_language", "nothing")))
    assert counts(results, "theme") == {"budget": 3, "deliberation": 2, "environment": 2, "digital": 1}
    assert counts(results, "_kind") == {"practice": 6 - 1, "event": 1}
    assert counts(results, "_language") == {"es": 3, "fr": 2, "en": 1, "pt": 1}
    assert results.facets["nothing"] == []
    assert results.total == 6


def test_counts_leave_the_facets_own_selection_aside(indexed):
    query = SearchQuery(facets={"theme": ("budget",)}, count_facets=("theme", "country"))
    results = search(query)
    assert results.total == 3
    assert counts(results, "theme") == {"budget": 3, "deliberation": 2, "environment": 2, "digital": 1}
    assert counts(results, "country") == {"BR": 1, "FR": 1, "MX": 1}
    assert [value.code for value in results.facets["theme"] if value.selected] == ["budget"]


def test_several_values_of_a_facet_add_and_facets_narrow(indexed):
    assert set(groups(facets={"country": ("MX", "AR")})) == {"rosario", "iztapalapa"}
    assert groups(facets={"country": ("MX", "AR"), "theme": ("digital",)}) == ["rosario"]


def test_an_unknown_code_finds_nothing_and_is_listed(indexed):
    results = search(SearchQuery(facets={"theme": ("weather",)}, count_facets=("theme", "country")))
    assert (results.total, counts(results, "country")) == (0, {})
    assert counts(results, "theme")["weather"] == 0


def test_kinds_languages_and_ranges(indexed):
    assert groups(kinds=("event",)) == ["assembly"]
    assert set(groups(languages=("fr",))) == {"rosario", "paris"}
    assert set(groups(ranges={"date": ("2021", "2022")})) == {"rosario", "paris"}
    assert set(groups(ranges={"published": ("2024-01-01", None)})) == {"leeds", "assembly"}
    assert groups(ranges={"published": (None, "2020")}) == ["recife"]


def test_sorting(indexed):
    assert groups(sort="newest") == ["assembly", "leeds", "iztapalapa", "paris", "rosario", "recife"]
    assert groups(sort="title", language="fr") == ["assembly", "rosario", "leeds", "recife", "iztapalapa", "paris"]
    assert groups("budget participatif", sort="title", language="fr") == ["recife", "iztapalapa", "paris"]
    index.delete(["1"])
    assert groups(sort="title", language="es")[:2] == ["assembly", "rosario"]
    assert groups("budget participatif", sort="newest") == ["iztapalapa", "paris", "recife"]


def test_periods_are_sorted_by_their_beginning(indexed):
    dated = [hit for hit in iterate(SearchQuery(sort="newest")) if hit.date_start]
    by_start = sorted({hit.date_start for hit in dated})
    soonest = [hit.date_start for hit in iterate(SearchQuery(sort="soonest", ranges={"date": ("1900", None)}))]
    assert soonest == sorted(soonest)
    assert sorted(set(soonest)) == by_start
    latest = [hit.date_start for hit in iterate(SearchQuery(sort="latest", ranges={"date": ("1900", None)}))]
    assert latest == sorted(soonest, reverse=True)
    assert groups("budget participatif", sort="latest") == groups("budget participatif", sort="soonest")[::-1]


def test_what_comes_first_comes_before_the_newest_others(indexed):
    first = ("theme", "deliberation")
    newest = groups(sort="newest")
    ahead = set(groups(sort="newest", facets={"theme": ("deliberation",)}))
    expected = [group for group in newest if group in ahead] + [group for group in newest if group not in ahead]
    assert expected != newest
    assert groups(sort="newest", first=first) == expected
    assert groups(sort="newest", first=first, page=2, page_size=2) == expected[2:4]
    assert [hit.group for hit in iterate(SearchQuery(sort="newest", first=first))] == expected
    assert groups(sort="newest", first=("theme", "no such code")) == newest
    assert groups(sort="title", first=first) == groups(sort="title")


def test_pages_are_clamped(indexed):
    for asked, shown in ((-1, 1), (0, 1), (2, 2), (10**9, 3)):
        results = search(SearchQuery(sort="newest", page=asked, page_size=2))
        assert (results.page, results.pages, len(results.hits), results.total) == (shown, 3, 2, 6)


def test_iterate_gives_every_hit_once(indexed):
    query = SearchQuery(sort="newest", page=3, page_size=2)
    assert [hit.group for hit in iterate(query)] == groups(sort="newest")


def test_highlights_are_safe_html(indexed):
    (hit,) = search(SearchQuery("plazas limpias iztapalapa")).hits
    assert hit.highlighted_title == "Presupuesto participativo en <mark>Iztapalapa</mark>"
    assert "<mark>plazas</mark> &lt;b&gt;<mark>limpias</mark>&lt;/b&gt;" in hit.snippet


def test_what_is_no_longer_public_is_not_shown(indexed):
    visibility.register_visibility("practice", lambda keys: [key for key in keys if key not in {"2", "3"}])
    results = search(SearchQuery("presupuesto participativo"))
    assert ({hit.group for hit in results.hits}, results.total) == ({"paris", "recife"}, 2)
    assert [hit.key for hit in search(SearchQuery("pandemia", "fr")).hits] == ["1"]
    assert "iztapalapa" not in [hit.group for hit in iterate(SearchQuery())]


def test_put_replaces(indexed):
    changed = dataclasses.replace(
        corpus()[2], title="Asambleas de colonia", body="Nada.", facets={"theme": ("digital",)}
    )
    index.put([changed])
    assert set(groups("presupuesto participativo")) == {"paris", "recife"}
    results = search(SearchQuery("asamblea", count_facets=("theme",)))
    assert {hit.group for hit in results.hits} == {"iztapalapa", "assembly"}
    assert counts(results, "theme") == {"digital": 1}
    assert not SearchFacet.objects.filter(code="MX").exists()


def test_many_at_once(indexed):
    index.put(document(f"m{number}", f"m{number}", "es", f"Muchos {number}") for number in range(1_100))
    assert search(SearchQuery("mucho")).total == 1_100
    index.delete(f"m{number}" for number in range(1_099))
    assert groups("mucho") == ["m1099"]


def test_put_moves_to_another_group(indexed):
    index.put([dataclasses.replace(corpus()[3], group="iztapalapa", is_source=False)])
    assert not SearchGroup.objects.filter(key="paris").exists()
    assert [hit.key for hit in search(SearchQuery("déchets", "fr", facets={"country": ("MX",)})).hits] == ["4"]


def test_delete_takes_everything_away(indexed):
    index.delete(["2", "4", "unknown"])
    assert groups("trier", "fr") == []
    assert [hit.key for hit in search(SearchQuery("consejo", "fr")).hits] == ["1"]
    assert counts(search(SearchQuery(count_facets=("_language",))), "_language") == {"es": 3, "en": 1, "pt": 1}
    index.delete([item.key for item in corpus()])
    assert not any(model.objects.exists() for model in (SearchDocument, SearchGroup, SearchFacet, SearchWord))
    assert groups() == []


def test_one_by_one_gives_the_same_as_a_rebuild(indexed):
    models = (SearchWord, SearchFacet)
    fields = {SearchWord: ("word", "documents"), SearchFacet: ("facet", "code", "chunk")}
    rebuilt = [sorted(model.objects.values_list(*fields[model])) for model in models]
    found = groups("consejo"), groups("presupuesto participativo")
    index.delete([item.key for item in corpus()])
    for item in reversed(corpus()):
        index.put([item])
    index.put(corpus())
    assert [sorted(model.objects.values_list(*fields[model])) for model in models] == rebuilt
    assert (groups("consejo"), groups("presupuesto participativo")) == found


def test_a_part_is_searched_and_its_whole_is_shown(indexed):
    part = document("3.1", "iztapalapa", "es", "Página 1", parent_key="3", position=1, body="Zapatero remendón.")
    index.put([part])
    orphan = document("8.1", "orphan", "es", "Página suelta", parent_key="8", body="Zapatero.")
    index.put([orphan])
    (hit,) = search(SearchQuery("zapateros")).hits
    assert (hit.key, hit.group) == ("3", "iztapalapa")
    assert len(groups()) == 6


def test_outbox_rows_only_with_a_replica(indexed, settings):
    SearchOutbox.objects.all().delete()
    with override_settings(ELASTICSEARCH={}):
        index.put([corpus()[0]])
    assert not SearchOutbox.objects.exists()
    with override_settings(ELASTICSEARCH={"hosts": ["http://127.0.0.1:9"]}):
        index.put([corpus()[0]])
        index.delete(["1", "unknown"])
    rows = SearchOutbox.objects.values_list("key", "group", "action")
    assert list(rows) == [("1", "rosario", "put"), ("1", "rosario", "delete")]


def test_a_failed_change_changes_nothing(indexed, monkeypatch):
    monkeypatch.setattr("search.index.vocabulary.change_word_counts", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        index.put([document("9", "nine", "es", "Nueve")])
    assert groups("nueve") == []
    assert not SearchGroup.objects.filter(key="nine").exists()


def test_documents_are_counted_by_object(indexed):
    assert (document_count(), document_count(["practice"]), document_count(["nothing"])) == (6, 5, 0)
