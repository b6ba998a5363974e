"""The data file that ships: complete, unambiguous, and with the codes that records rely on."""

import pytest

from portal.vocabularies.loader import read_terms
from portal.vocabularies.models import Term, Vocabulary

LANGUAGES = {"es", "en", "fr", "pt"}
CODES = {
    "candidacy": "new innovation",
    "type": "pb planning council workshop hearing egov initiative jury commons vote other",
    "objective": "equality community unorganised rights ecosystem decisions efficiency evaluation",
    "scope": "whole district neighbourhood supralocal other",
    "theme": "governance education transport urban health safety environment culture housing decentralisation "
    "local-development training economy inclusion civic public-space resilience other",
    "sdg": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
    "bank_category": "coexistence childcare public-space local-problem innovation",
    "author_kind": "neighbours institution team",
    "contributor": "school neighbours city company organisation university other",
    "outcome": "ongoing ended discontinued",
    "evaluation_state": "none ongoing internal participatory external",
    "distinction": "oidp-winner oidp-mention oidp-candidate",
    "call_category": "deliberation decision citizenship democratic-cities urban-management gender-care "
    "ecological-transition civic-tech",
    "territory_size": "under-50k 50k-250k 250k-1m over-1m supralocal",
    "annex_kind": "video document report webpage image other-record",
    "organisation_role": "promoter partner funder evaluator participant",
    "service": "childcare sign-language interpretation step-free transport",
}


@pytest.mark.parametrize("vocabulary", Vocabulary.values)
def test_a_vocabulary_has_its_codes_in_order(vocabulary):
    assert [term["code"] for term in read_terms() if term["vocabulary"] == vocabulary] == CODES[vocabulary].split()


@pytest.mark.parametrize("term", read_terms(), ids=lambda term: f"{term['vocabulary']}/{term['code']}")
def test_a_term_has_a_name_and_other_words_in_four_languages(term):
    assert set(term["labels"]) == LANGUAGES
    assert set(term["alternative_labels"]) == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_two_terms_of_a_list_look_the_same(language):
    names = [(term["vocabulary"], term["labels"][language].casefold()) for term in read_terms()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_names_are_short(language):
    longest = max((term["labels"][language] for term in read_terms()), key=len)
    assert len(longest) <= 70, longest


@pytest.mark.django_db
@pytest.mark.both_databases("migrations")
def test_migrations_bring_every_term():
    assert Term.objects.count() == sum(len(codes.split()) for codes in CODES.values()) == 116
    assert [term.code for term in Term.objects.of("outcome")] == ["ongoing", "ended", "discontinued"]


@pytest.mark.django_db
def test_a_name_falls_back_to_spanish_then_to_the_code():
    term = Term.objects.of("type").get(code="council")
    assert [term.label(code) for code in ("es", "en", "fr", "pt-br")] == ["Consejo", "Council", "Conseil", "Conselho"]
    term.labels = {"es": "Consejo"}
    assert term.label("fr") == "Consejo"
    term.labels = {}
    assert term.label("fr") == "council"
