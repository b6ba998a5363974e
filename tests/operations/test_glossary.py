"""The catalogues keep to docs/glossary.md: none of the words that are not used, and French spaces before : ; ? !"""

import re
from pathlib import Path

import pytest

from portal.operations.messages import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
#: language: {pattern of words that are not used: texts (msgid) in which they mean something else}
NOT_USED = {
    "es": {
        r"la orden del día|orden del día (está )?cerrada": (),
        r"menores que \d": (),
        r"quejas?|ventanillas?": (),
        r"reuni(ón|ones) (anterior|de este consejo)|próxima reunión|[Ff]alta el acta": (),
    },
    "en": {
        r"experiences?": (),
        r"banks?": ("texto en el banco del OIDP",),
        r"agenda (is )?closed": (),
        r"easy reading": (),
        r"people below \d": (),
        r"on-line": (),
        r"tickets?|SLA": (),
    },
    "fr": {
        r"curation": (),
        r"promot(eur|rice)s?": (),
        r"prise en charge": (),
        r"affaires?|tickets?|soumissions?|plaintes?": (),
    },
    "pt": {r"ordem do dia": ("orden del día y del mes",), r"leitura fácil": ()},
}
WHOLE = r"(?<!\w)(?:{})(?!\w)"


def said(code):
    """Yield (msgid, what the interface says in a language) of every text; Spanish is the source itself."""
    for message in read_catalogue(ROOT, "en" if code == "es" else code):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in ids if code == "es" else words:
            yield ids[0], text


@pytest.mark.parametrize("code", NOT_USED)
def test_no_text_says_a_word_that_is_not_used(code):
    found = [
        (pattern, text)
        for pattern, exceptions in NOT_USED[code].items()
        for source, text in said(code)
        if source not in exceptions and re.search(WHOLE.format(pattern), text, re.IGNORECASE)
    ]
    assert found == []


def test_french_has_a_space_that_does_not_break_before_its_marks():
    breaking = re.compile(r"[ \u202f][:;?!»](?:\s|$)|«[ \u202f]|[\w)][;?!](?:\s|$)")
    assert [text for _source, text in said("fr") if breaking.search(text)] == []


def test_the_glossary_names_a_word_of_every_language_for_each_thing():
    rows = [line for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]
    assert len(cells) > 15
    assert all(len(row) == 6 and all(row[:5]) for row in cells)
