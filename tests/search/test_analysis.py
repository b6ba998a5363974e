"""Words meet their forms, whatever language and accents; and no text is too strange."""

import csv
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import dictionaries
from search.analysis import analyse, fold, placed_tokens
from search.dictionaries import build_dictionaries

PAIRS = Path(__file__).with_name("inflection_pairs.tsv")


def pairs(match: str) -> list[dict[str, str]]:
    """The pairs committed before tuning that must match, or must not."""
    with PAIRS.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["match"] == match]


def meets(row: dict[str, str]) -> bool:
    """Whether both spellings have the same tokens."""
    return analyse(row["a"], row["language"]) == analyse(row["b"], row["language"])


def test_the_list_of_pairs_is_large_enough_and_even():
    languages = [row["language"] for row in pairs("yes")]
    assert len(languages) >= 90
    assert len(pairs("no")) >= 45
    assert min(languages.count(code) for code in ("es", "fr", "en", "pt")) >= 20


def test_at_least_95_percent_of_inflected_forms_are_found():
    missed = [(row["language"], row["a"], row["b"]) for row in pairs("yes") if not meets(row)]
    assert len(missed) <= 0.05 * len(pairs("yes")), missed


def test_at_most_10_percent_of_different_words_are_taken_for_one():
    false = [(row["language"], row["a"], row["b"]) for row in pairs("no") if meets(row)]
    assert len(false) <= 0.10 * len(pairs("no")), false


@pytest.mark.parametrize("language", ["es", "fr", "en", "pt"])
def test_a_word_without_its_accents_is_the_same_word(language):
    for row in pairs("yes"):
        if row["language"] == language:
            assert analyse(fold(row["a"]), language) == analyse(row["a"], language)


def test_a_language_without_dictionary_is_folded():
    assert analyse("Altepētl Calpōlli", "nah") == ["altepetl", "calpolli"]
    assert analyse("participació", "ca") == ["participacio"]


def test_a_region_of_a_language_is_that_language():
    assert analyse("orçamentos", "pt-BR") == analyse("orçamentos", "pt") == ["orcamento"]


def test_words_know_where_they_stand():
    text = "L’école, e\u0301vidence\u200f!"
    tokens, places = placed_tokens(text, "fr", 10)
    assert [text[start:end] for start, end in places] == ["L", "école", "e\u0301vidence\u200f"]
    assert tokens == analyse(text, "fr")
    assert placed_tokens(text, "fr", 2) == (tokens[:2], places[:2])


def test_marks_inside_a_word_do_not_split_it():
    assert analyse("ba\u200frrio nin\u0303os \x00", "es") == ["barrio", "nino"]
    assert analyse("bar_rio", "es") == ["barrio"]


def test_ten_thousand_letters_are_one_bounded_token():
    (token,) = analyse("x" * 10_000, "es")
    assert len(token) <= 60


@given(text=st.text(), language=st.sampled_from(["es", "fr", "en", "pt", "nah", "zh-Hant", ""]))
def test_every_text_has_tokens_of_letters_and_digits(text, language):
    assert all(token.isalnum() for token in analyse(text, language))


def test_building_again_builds_nothing():
    before = [path.stat().st_mtime_ns for path in build_dictionaries()]
    assert [path.stat().st_mtime_ns for path in build_dictionaries()] == before


def test_who_comes_second_waits_for_the_dictionary_that_another_builds(tmp_path, settings, monkeypatch):
    settings.SEARCH_DICTIONARY_DIR = str(tmp_path)
    begun, built = threading.Event(), []

    def build(language):
        begun.set()
        time.sleep(0.2)
        built.append(language)
        dictionaries.dictionary_path(language).touch()

    monkeypatch.setattr(dictionaries, "_build", build)
    first = threading.Thread(target=dictionaries.build_dictionaries, args=[("fr",)])
    first.start()
    begun.wait(60)
    dictionaries.build_dictionaries(("fr",))
    assert built == ["fr"]
    first.join(60)
