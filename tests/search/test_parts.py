"""The parts behind the door: grammar, thesaurus, marking, sets of groups, edit distance."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from search import bitmaps, index, thesaurus
from search.grammar import CLAUSE_LIMIT, parse_query
from search.highlight import SNIPPET_LENGTH, Marker, separate_lines
from search.models import SearchOutbox
from search.rebuild import rebuild_documents
from search.thesaurus import Concept, Thesaurus
from search.vocabulary import distance
from tests.search.conftest import CONCEPTS, corpus, document

TERMS = Thesaurus(CONCEPTS)
NOTHING = Thesaurus([])


def test_a_word_is_asked_for_in_its_form_of_every_language():
    (clause,) = parse_query("participation", "fr", NOTHING).clauses
    assert clause.words == (frozenset({("participer",), ("participate",), ("participation",)}),)


def test_the_longest_term_wins():
    terms = Thesaurus([*CONCEPTS, Concept("budget", {"es": ["presupuesto"], "en": ["budget"]})])
    parsed = parse_query("presupuesto participativo presupuesto", "es", terms)
    assert [expansion.code for expansion in parsed.expanded] == ["participatory-budgeting", "budget"]
    assert len(parsed.clauses) == 2


def test_a_phrase_is_not_expanded():
    parsed = parse_query('"presupuesto participativo" residuos', "es", TERMS)
    assert [bool(clause.expansions) for clause in parsed.clauses] == [False, True]


def test_quotes_of_all_four_languages_and_a_lonely_one():
    for text in ('"plazas limpias"', "“plazas limpias”", "«plazas limpias»"):
        assert len(parse_query(text, "es", NOTHING).clauses) == 1
    assert len(parse_query('"plazas limpias', "es", NOTHING).clauses) == 2


def test_small_words_alone_are_asked_as_they_stand():
    assert len(parse_query("de la", "es", NOTHING).clauses) == 2
    assert len(parse_query("plazas de la ciudad", "es", NOTHING).clauses) == 2


def test_a_long_question_is_bounded():
    assert len(parse_query("barrio " * 5_000, "es", TERMS).clauses) == CLAUSE_LIMIT


def test_the_thesaurus_is_read_again_when_told_and_after_its_lifetime(monkeypatch):
    calls = []
    monkeypatch.setattr(thesaurus, "_provider", lambda: calls.append(1) or CONCEPTS)
    thesaurus.invalidate()
    thesaurus.current_thesaurus()
    thesaurus.current_thesaurus()
    assert len(calls) == 1
    monkeypatch.setattr(thesaurus, "LIFETIME", -1)
    thesaurus.current_thesaurus()
    assert len(calls) == 2
    thesaurus.invalidate()


def test_a_phrase_is_marked_as_one_and_only_whole():
    marker = Marker({("presupuesto", "participativo")})
    text = "Presupuestos participativos, y otro presupuesto."
    assert marker.highlight(text, "es") == "<mark>Presupuestos participativos</mark>, y otro presupuesto."


@given(before=st.text(max_size=400), after=st.text(max_size=400), tag=st.sampled_from(["<b>", "&", '"', "'", ""]))
def test_marked_text_is_safe_and_short(before, after, tag):
    text = f"{before} {tag}barrio{tag} {after}"
    snippet = Marker({("barrio",)}).snippet("", text, "es")
    bare = snippet.replace("<mark>", "").replace("</mark>", "")
    assert "<mark>" in snippet
    assert not set(bare) & set("<>\"'")
    assert len(bare) <= (SNIPPET_LENGTH + 10) * len("&quot;")


def test_a_snippet_shows_what_matched_far_down():
    body = "Texto de relleno. " * 200 + "Aquí está la huerta comunitaria. " + "Más relleno. " * 50
    snippet = Marker({("huerta",)}).snippet("Un resumen sin ella.", body, "es")
    assert "<mark>huerta</mark>" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")


def test_a_snippet_without_a_match_is_the_beginning():
    assert Marker(()).snippet("Resumen <b>.", "Cuerpo", "es") == "Resumen &lt;b&gt;."


def test_lines_of_a_snippet_are_told_apart():
    assert separate_lines(mark_safe("La poda\nEl <mark>club</mark>\nSe acordó.\nLa luz")) == (
        "La poda · El <mark>club</mark> · Se acordó. La luz"
    )


ids = st.sets(st.integers(min_value=1, max_value=200_000), max_size=60)


@given(first=ids, second=ids)
def test_sets_of_groups_are_sets(first, second):
    one, two = bitmaps.of(first), bitmaps.of(second)
    assert list(bitmaps.groups(one)) == sorted(first)
    assert set(bitmaps.groups(bitmaps.intersection(one, two))) == first & second
    assert set(bitmaps.groups(bitmaps.union([one, two]))) == first | second
    assert (bitmaps.size(one), bitmaps.common(one, two)) == (len(first), len(first & second))
    assert bitmaps.keep(sorted(second), one) == sorted(first & second)


@pytest.mark.parametrize(
    ("first", "second", "letters"),
    [
        ("barrio", "barrio", 0),
        ("bario", "barrio", 1),
        ("brario", "barrio", 1),
        ("casa", "plaza", 3),
        ("a", "abcdef", 3),
    ],
)
def test_distance_stops_at_its_limit(first, second, letters):
    assert distance(first, second, 2) == letters


def test_a_rebuild_tells_the_replica_what_came_and_what_went(indexed):
    SearchOutbox.objects.all().delete()
    with override_settings(ELASTICSEARCH={"hosts": ["http://127.0.0.1:9"]}):
        rebuild_documents(corpus()[:2])
    rows = SearchOutbox.objects.values_list("key", "action")
    assert {key for key, action in rows if action == "put"} == {"1", "2"}
    assert {key for key, action in rows if action == "delete"} == {"3", "4", "5", "6", "7"}


def test_groups_made_after_a_rebuild_have_ids_of_their_own(indexed):
    rebuild_documents(corpus())
    index.put([document("new", "new", "es", "Nuevo")])
    assert "new" in index.keys(["practice"])


def test_the_command_names_the_dictionaries():
    out = StringIO()
    call_command("build_search_dictionaries", stdout=out)
    assert [line[:2] for line in out.getvalue().splitlines()] == ["es", "fr", "en", "pt"]
