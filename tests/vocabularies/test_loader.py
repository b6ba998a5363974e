"""Loading: as often as one likes, never over the city's edits, all or nothing, faults named."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from portal.vocabularies.loader import DATA, DataError, load, read_terms
from portal.vocabularies.models import Term

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("labels are JSON, loading is one transaction")]


@pytest.fixture
def edited(tmp_path):
    """Return a function that writes the data file with replacements to a path."""

    def write(*replacements, more=""):
        text = DATA.read_text(encoding="utf-8")
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
            text = text.replace(old, new)
        path = tmp_path / "terms.toml"
        path.write_text(text + more, encoding="utf-8")
        return path

    return write


def run(**options):
    """Return the lines that the command prints."""
    out = StringIO()
    call_command("load_vocabularies", stdout=out, **options)
    return out.getvalue().splitlines()


COUNCIL_EN = 'labels = { es = "Consejo", en = "Council"'
NEW_TERM = """
[[theme]]
code = "youth"
labels = { es = "Juventud", en = "Youth", fr = "Jeunesse", pt = "Juventude" }
"""


def test_a_second_load_changes_nothing():
    before = list(Term.objects.order_by("pk").values())
    assert run() == ["nothing to change"]
    assert list(Term.objects.order_by("pk").values()) == before


def test_it_loads_into_an_empty_table():
    Term.objects.all()._raw_delete(using="default")
    assert len(run()) == 116
    assert Term.objects.count() == 116
    assert run() == ["nothing to change"]


def test_the_file_adds_and_updates(edited):
    path = edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Board"'), more=NEW_TERM)
    assert run(file=path) == ["updated type/council labels", "created theme/youth"]
    assert Term.objects.get(code="council").label("en") == "Board"
    assert run(file=path) == ["nothing to change"]


def test_a_dry_run_writes_nothing(edited):
    lines = run(file=edited(more=NEW_TERM), dry_run=True)
    assert lines == ["created theme/youth", "dry run: nothing was written"]
    assert not Term.objects.filter(code="youth").exists()


def test_the_citys_edit_survives(edited):
    term = Term.objects.get(code="council")
    term.labels = {**term.labels, "en": "Neighbourhood board"}
    term.save()
    assert run() == ["nothing to change"]
    path = edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Board"'))
    kept = "kept type/council edited here, the file now differs in labels"
    assert run(file=path) == [kept, "nothing to change"]
    term.refresh_from_db()
    assert term.label("en") == "Neighbourhood board"


def test_an_edit_that_the_file_adopts_follows_the_file_again(edited):
    term = Term.objects.get(code="council")
    term.labels = {**term.labels, "en": "Board"}
    term.save()
    assert run(file=edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Board"'))) == ["nothing to change"]
    assert run(file=edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Panel"'))) == ["updated type/council labels"]


def test_what_the_city_retired_stays_retired_and_still_gets_new_words(edited):
    Term.objects.filter(code="council").update(active=False)
    assert run(file=edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Board"'))) == ["updated type/council labels"]
    term = Term.objects.get(code="council")
    assert (term.active, term.label("en")) == (False, "Board")


def test_the_citys_own_term_is_neither_taken_nor_reported(edited):
    Term.objects.create(vocabulary="theme", code="youth", labels={"es": "Juventudes"})
    assert run() == ["nothing to change"]
    lines = run(file=edited(more=NEW_TERM))
    assert lines[0].startswith("kept theme/youth edited here")
    assert Term.objects.get(code="youth").label() == "Juventudes"


def test_a_term_gone_from_the_file_is_reported_and_left(edited):
    assert run(file=edited(more=NEW_TERM)) == ["created theme/youth"]
    assert run() == ["gone theme/youth no longer in the file, left as it is", "nothing to change"]
    assert Term.objects.get(code="youth").active


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('[[topic]]\ncode = "x"', "topic: unknown vocabulary"),
        ('[[theme]]\ncode = "x"\nlabels = { es = "X", en = "X", fr = "X" }', "theme/x: labels.pt is missing"),
        (NEW_TERM + NEW_TERM, "theme/youth: the code is there twice"),
        (NEW_TERM.replace('"youth"', '"Youth!"'), "theme/Youth!: code must be"),
        (NEW_TERM.replace("code", "kode"), "theme, term 19: code must be"),
        (NEW_TERM + 'alternative_labels.ca = "Joventut"', "theme/youth: alternative_labels.ca: unknown language"),
        (NEW_TERM + "oidp_form.es = [3]", "theme/youth: oidp_form.es: only text"),
        (NEW_TERM + 'oidp_form = "Juventud"', "theme/youth: oidp_form must say its language"),
        (NEW_TERM + 'label = "Juventud"', "theme/youth: unknown key label"),
        (NEW_TERM.replace('"Youth"', '"Health"'), 'theme/youth: "Health" already names theme/health'),
        ("[[theme]]\ncode = ", "line"),
        ("[sdg2]\ncode = 3", "sdg2: unknown vocabulary"),
    ],
)
def test_a_faulty_file_is_refused_by_name_and_nothing_is_loaded(edited, more, told):
    path = edited((COUNCIL_EN, 'labels = { es = "Consejo", en = "Board"'), more="\n" + more + "\n")
    with pytest.raises(CommandError, match="Nothing was loaded") as caught:
        run(file=path)
    assert told in str(caught.value)
    assert "terms.toml" in str(caught.value)
    assert Term.objects.get(code="council").label("en") == "Council"


def test_all_faults_are_told_at_once(edited):
    path = edited(more='\n[[topic]]\ncode = "x"\n[[theme]]\ncode = "y"\n')
    with pytest.raises(DataError) as caught:
        read_terms(path)
    assert len(str(caught.value).splitlines()) == 5


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match=r"gone\.toml"):
        read_terms(tmp_path / "gone.toml")


def test_an_error_in_the_middle_leaves_nothing(edited, monkeypatch):
    saved = Term.save

    def save(self, **kwargs):
        if self.code == "council":
            raise RuntimeError("disk full")
        saved(self, **kwargs)

    monkeypatch.setattr(Term, "save", save)
    path = edited(
        ('en = "Participatory budgeting"', 'en = "PB changed"'), (COUNCIL_EN, 'labels = { es = "Consejo", en = "B"')
    )
    with pytest.raises(RuntimeError, match="disk full"):
        load(Term, path)
    assert Term.objects.get(code="pb").label("en") == "Participatory budgeting"


def test_no_way_of_deleting():
    term = Term.objects.get(code="pb")
    for delete in (term.delete, Term.objects.all().delete, Term.objects.filter(code="pb").delete):
        with pytest.raises(ValidationError):
            delete()
    assert Term.objects.count() == 116
