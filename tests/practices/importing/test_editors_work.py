"""What somebody changed here since an import is reported and never overwritten."""

import json

import pytest

from portal.practices.models import PracticePage
from tests import factories

from .conftest import REAL_FORMS, export, import_files
from .records import edit, line, page, save, state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize("change", [{"title": "De otra mano"}, {"lead": "Una frase."}, {"summary": "<p>Otro</p>"}])
def test_what_an_editor_changed_is_never_overwritten(publish, language, change):
    save(line())
    edit(page(language), publish, **change)
    before = state()
    for again in (line(), line(facts={"place_city": "Sucre"})):
        outcome = save(again)
        assert (outcome.action, outcome.reason) == ("left alone", "cambió aquí desde que se importó")
    assert state() == before


def test_saving_without_a_change_is_no_edit():
    save(line())
    edit(page(), publish=True, summary='<p data-block-key="x1y2z">Doce domingos.</p>')
    assert save(line(facts={"place_city": "Sucre"})).action == "updated"


@pytest.mark.parametrize("real", ["rosario", "iztapalapa"])
def test_an_edited_real_record_survives_and_is_reported(real):
    import_files(REAL_FORMS[real], publish=True)
    edit(PracticePage.objects.get(), True, title="Corregido a mano")
    before = state()
    printed, error = import_files(REAL_FORMS[real], publish=True)
    assert "no se tocó: " in printed
    assert "cambió aquí desde que se importó" in printed
    assert error == ""
    assert state() == before


def test_what_was_written_here_is_left_alone():
    practice = factories.practice("Escrita aquí")
    exported = json.loads(export())
    assert save(exported).action == "unchanged"
    exported["languages"]["es"]["title"] = "Otro título"
    assert save(exported).action == "left alone"
    assert PracticePage.objects.get(pk=practice.pk).title == "Escrita aquí"


def test_a_translation_an_editor_made_is_left_alone():
    data = line()
    french = data["languages"].pop("fr")
    save(data)
    factories.translate(page(), "fr", title="Traduit ici")
    assert save(data).action == "unchanged"
    data["languages"]["fr"] = french
    assert save(data).action == "left alone"
    assert PracticePage.objects.get(locale__language_code="fr").title == "Traduit ici"


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_locked_page_is_left_alone(language):
    save(line())
    locked = page(language)
    locked.locked = True
    locked.save(clean=False)
    assert save(line(facts={"place_city": "Sucre"})).action == "left alone"
    assert save(line()).action == "unchanged"
