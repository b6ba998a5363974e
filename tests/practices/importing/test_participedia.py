"""Participedia's cases: the mapping of docs/participedia.md, and the real cases where they are."""

import io
import json
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.core.import_report import Refusal
from portal.core.indexing import verify
from portal.practices.importing import participedia_wording as wording
from portal.practices.importing.files import read_practice_file
from portal.practices.importing.participedia import read_case
from portal.practices.models import PracticeChange, PracticePage
from search.models import SearchDocument

from .conftest import import_files
from .records import state
from .test_hostile import counted

CASES = Path(__file__).parents[4] / "shared/data/cases/participedia_cases_joined.jsonl"
real = pytest.mark.skipif(not CASES.exists(), reason="../shared/data/cases is not here")
CASE = {
    "id": "participedia-77", "url": "https://participedia.net/case/77", "title": "the benches of tarija", "lang": "en",
    "description": "Neighbours chose benches.", "city": "Tarija", "province": "Cercado", "country": "Bolivien",
    "location_name": "The market", "start_date": "2018-12-24", "end_date": None, "ongoing": True,
    "post_date": "2019-04-02 00:48:07.712", "issues": ["planning_development", "national_security", "other"],
    "approaches": ["social"], "method_types": ["public", "protest"], "tools_techniques": ["plan"],
    "scope_of_influence": ["national"], "number_of_participants": 240, "organizer_types": [],
    "decision_methods": ["voting"],
    "body_html": "<p>First.</p><h2>Problems and Purpose</h2><p>No <em>benches</em>.</p><h3>History</h3><p>Long.</p>"
    "<h4>What nobody expected</h4><p>Rain.</p><h3>External Links</h3>"
    '<p><a href="/case/9">other</a> <a href="#top">up</a><script>alert(1)</script></p>',
}  # fmt: skip


def case(**changes):
    """Return the record of the small case with fields changed."""
    return read_case(json.dumps(CASE | changes))


@pytest.mark.django_db
def test_each_field_of_a_case_becomes_what_the_document_says():
    record = case()
    assert record.key == "participedia/77"
    assert record.source == {
        "name": "Participedia", "url": "https://participedia.net/case/77", "language": "en",
        "licence": "CC BY-NC-SA 3.0", "date": "2019-04-02",
    }  # fmt: skip
    assert record.facts == {
        "place_city": "Tarija", "place_region": "Cercado", "place_country": "BO", "start": "2018-12-24", "end": "",
        "end_open": True, "start_as_written": "", "end_as_written": "", "outcome": "ongoing", "types": ["pb", "other"],
        "themes": ["urban", "other"], "scope": "other", "participants_count": 240,
    }  # fmt: skip
    assert record.languages == {
        "en": {
            "title": "The benches of tarija", "lead": "Neighbours chose benches.", "type_other": "Protest",
            "theme_other": "National security", "scope_other": "National", "summary": "<p>First.</p>",
            "main_objective_text": "<p><b>Problems and Purpose</b></p><p>No <i>benches</i>.</p>",
            "how_achieved": "<p><b>History</b></p><p>Long.</p><p><b>What nobody expected</b></p><p>Rain.</p>",
            "how_far_achieved": "", "articulation": "", "evaluation": "",
            "evidence": '<p><b>External Links</b></p><p><a href="https://participedia.net/case/9">other</a> up</p>',
        }
    }  # fmt: skip
    assert ["código" in note for _line, note in record.notes] == [True]


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"end_date": "2019-01-01"}, {"end": "", "end_open": True, "end_as_written": "2019-01-01"}),
        ({"ongoing": False, "end_date": "2019-01-01"}, {"end": "2019-01-01", "end_open": False, "outcome": "ended"}),
        ({"ongoing": None, "end_date": "2017-01-01"}, {"end": "", "end_as_written": "2017-01-01", "outcome": ""}),
        ({"city": "", "province": ""}, {"place_city": "", "place_region": "The market"}),
        ({"country": "中国"}, {"place_country": "CN"}),
        ({"country": "Regno Unito"}, {"place_country": "GB"}),
        ({"country": "Atlantis"}, {"place_country": ""}),
        ({"scope_of_influence": ["city/town", "national"]}, {"scope": "whole"}),
    ],
)
@pytest.mark.django_db
def test_what_contradicts_itself_or_is_unknown_is_kept_as_words_with_a_note(changes, facts):
    record = case(**changes)
    assert facts.items() <= record.facts.items()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "x"}, "«x»"), ({"title": " "}, "title"), ({"lang": "tlh"}, "tlh"), ({"start_date": "soon"}, "start_date"),
        ({"issues": ["magic"]}, "magic"), ({"issues": "magic"}, "issues"), ({"number_of_participants": 1.5}, "entero"),
        ({"title": "<script>x</script>"}, "<script"), ({"city": ["x"]}, "city"), ({"owner": "x"}, "owner"),
        ({"ongoing": "yes"}, "ongoing"), ({"end_date": "2018-02-31"}, "end_date"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_bad_case_says_what_is_wrong_with_it(changes, said):
    with pytest.raises(Refusal, match=said):
        case(**changes)


@pytest.mark.django_db
def test_a_long_description_is_cut_in_the_lead_and_whole_in_the_summary():
    record = case(description="word " * 300)
    texts = record.languages["en"]
    assert len(texts["lead"]) <= 600
    assert texts["lead"].endswith("word…")
    assert texts["summary"].count("word") == 300


@pytest.mark.django_db
def test_codes_of_the_mapping_are_terms_of_the_bank():
    from portal.vocabularies.models import Term

    for vocabulary, table in (("type", wording.METHODS), ("theme", wording.ISSUES), ("scope", wording.SCOPES)):
        codes = {term.code for term in Term.objects.of(vocabulary)}
        assert {code for code, _label in table.values()} <= codes


@pytest.mark.django_db
def test_twice_imported_changes_nothing_and_search_and_history_hold(write):
    lines = [json.dumps(CASE | {"id": f"participedia-{number}", "title": f"Case {number}"}) for number in range(1, 8)]
    path = write("\n".join(lines))
    printed, error = import_files(path, publish=True, file_format="participedia")
    assert (error, printed.count("creada:")) == ("", 7), printed
    assert verify() == (set(), set(), set())
    assert SearchDocument.objects.filter(kind="practice").count() == PracticeChange.objects.count() == 7
    before = state()
    printed, error = import_files(path, publish=True, file_format="participedia")
    assert (error, printed.count("sin cambios:")) == ("", 7), printed
    assert state() == before


@pytest.mark.django_db
def test_without_the_name_of_the_format_a_case_is_no_record_of_ours(write):
    before = counted()
    printed, error = import_files(write(json.dumps(CASE)))
    assert "participa-practice/1" in printed
    assert error
    assert counted() == before


@real
@pytest.mark.django_db
def test_all_real_cases_are_read_and_lose_no_word_of_their_bodies():
    import re

    records = list(read_practice_file(CASES, "participedia"))
    assert [record.message for record in records if isinstance(record, Refusal)] == []
    assert len({record.key for record in records}) == len(records) == 2331
    assert not [note for record in records for _line, note in record.notes if "país" in note]

    def words(html):
        html = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.IGNORECASE | re.DOTALL)
        return sorted(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", unescape(html)))))

    for record, line in zip(records, CASES.read_text().strip("\n").split("\n"), strict=True):
        data, texts = json.loads(line), record.languages[record.language]
        answers = [texts[name] for name in wording.ANSWERS]
        if texts["lead"].endswith("…"):
            continue
        assert len(words(" ".join(answers))) >= 0.98 * len(words(data["body_html"])), record.key
        assert "<script" not in "".join(answers)
        assert "javascript:" not in "".join(answers)


@real
@pytest.mark.django_db
def test_sixty_real_cases_twice(write):
    lines = CASES.read_text().strip("\n").split("\n")[::40]
    path = write("\n".join(lines))
    printed, error = import_files(path, publish=True, file_format="participedia")
    assert (error, printed.count(": creada:")) == ("", len(lines)), printed
    out = io.StringIO()
    call_command("search", "verify", stdout=out)
    assert verify() == (set(), set(), set())
    printed, error = import_files(path, publish=True, file_format="participedia")
    assert (error, printed.count("sin cambios:")) == ("", len(lines)), printed
    assert PracticePage.objects.filter(source_licence="CC BY-NC-SA 3.0", live=True).count() == len(lines)
