"""What search gets to know of the vocabularies."""

import pytest

from portal.vocabularies.models import Term
from portal.vocabularies.thesaurus import concepts
from search import thesaurus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_thesaurus():
    """Search keeps concepts between questions; here each test has its own database."""
    thesaurus.invalidate()
    yield
    thesaurus.invalidate()


def test_a_concept_has_name_and_other_words_of_four_languages():
    labels = {concept.code: concept.labels for concept in concepts()}["type/pb"]
    assert {code: words[0] for code, words in labels.items()} == {
        "es": "Presupuesto participativo",
        "en": "Participatory budgeting",
        "fr": "Budget participatif",
        "pt": "Orçamento participativo",
    }
    assert "PB" in labels["en"]
    assert "OP" in labels["pt"]


def test_only_what_people_search_for_expands():
    codes = {concept.code for concept in concepts()}
    assert {code.split("/")[0] for code in codes} == {"type", "theme", "objective", "bank_category", "sdg"}
    assert not [code for code in codes if code.endswith("/other")]


def test_search_finds_a_term_by_any_of_its_words_in_any_language():
    known = thesaurus.current_thesaurus()
    for language, words in {
        "fr": "conseil de quartier",
        "en": "neighborhood council",
        "pt": "conselho de bairro",
    }.items():
        assert "type/council" in known.find(language, tuple(tokens(words, language))), words


def tokens(words, language):
    """Return the content tokens that search gives these words."""
    return thesaurus.content_tokens(thesaurus.Label(words, language, tuple(thesaurus.analyse(words, language))))


def test_a_saved_term_is_seen_when_its_change_is_committed(django_capture_on_commit_callbacks):
    assert not thesaurus.current_thesaurus().find("es", tuple(tokens("asunto inventado", "es")))
    term = Term.objects.get(vocabulary="theme", code="health")
    with django_capture_on_commit_callbacks(execute=True):
        term.alternative_labels = {**term.alternative_labels, "es": ["asunto inventado"]}
        term.save()
    assert thesaurus.current_thesaurus().find("es", tuple(tokens("asunto inventado", "es"))) == ["theme/health"]


def test_a_retired_term_expands_nothing(django_capture_on_commit_callbacks):
    term = Term.objects.get(vocabulary="type", code="commons")
    with django_capture_on_commit_callbacks(execute=True):
        term.active = False
        term.save()
    assert "type/commons" not in {concept.code for concept in concepts()}
