"""Records become pages: every word and tick, once, never over an editor's work."""

import json
from collections import Counter

import pytest
from wagtail.models import Locale, ModelLogEntry, PageLogEntry, Revision

from portal.practices.exchange.jsonl import read_data
from portal.practices.exchange.record import PARTS, RICH_TEXTS
from portal.practices.exchange.refusal import Refusal
from portal.practices.exchange.store import Store, store
from portal.practices.models import PracticePage
from portal.territory.models import Organisation
from tests import factories

from .conftest import FILES, REAL_FORMS, export, import_files, words
from .test_oidp_text import FACTS, TEXTS, part_two_words

pytestmark = pytest.mark.django_db


def line(key="prueba:1", language="es", **changes):
    """Return a small record as plain data; `changes` replace what stands at the top."""
    return {
        "format": "participa-practice/1",
        "language": language,
        "source": {"key": key, "name": "Prueba"},
        "facts": {"place_city": "Tarija", "types": ["pb"], "start": "2018-12"},
        "organisations": [{"name": "Vecinal Sur", "role": "promoter"}],
        "annexes": [
            {
                "kind": "report",
                "url": "https://a.org/1",
                "languages": {"es": {"title": "Informe"}, "fr": {"title": "Rapport"}},
            }
        ],
        "figures": [
            {"languages": {"es": {"value": "12", "label": "domingos"}, "fr": {"value": "12", "label": "dimanches"}}}
        ],
        "languages": {
            "es": {"title": "La calle de los juegos", "summary": "<p>Doce domingos.</p>"},
            "fr": {"title": "La rue des jeux", "summary": "<p>Douze dimanches.</p>"},
        },
        **changes,
    }


def save(data, publish=True):
    """Store plain data and return the outcome."""
    return Store(publish).save(read_data(json.loads(json.dumps(data))))


def page(language="es", key="prueba:1"):
    """Return the stored page of a record in one language."""
    return PracticePage.objects.get(source_key=key, locale__language_code=language)


def state():
    """Return what an import that changes nothing leaves exactly as it was."""
    pages = PracticePage.objects.order_by("pk")
    return (
        list(pages.values_list("pk", "title", "live", "latest_revision_id", "import_checksum", "last_published_at")),
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        ModelLogEntry.objects.count(),
        Organisation.objects.count(),
        export(with_drafts=True),
    )


# The two real forms -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL_FORMS)
def test_every_word_and_tick_of_a_real_form_is_stored_and_exported(name):
    _printed, error = import_files(REAL_FORMS[name], publish=True)
    assert error == ""
    stored = PracticePage.objects.get()
    assert stored.live
    assert stored.locale.language_code == "fr"
    assert stored.get_parent().specific == factories.bank("fr")
    exported = json.loads(export())
    for field, expected in FACTS[name].items():
        assert exported["facts"][field] == expected
        value = getattr(stored, field)
        codes = (
            [term.code for term in value.order_by("order")]
            if hasattr(value, "order_by")
            else getattr(value, "code", value)
        )
        assert codes == expected or (codes is None and expected == "")
    for field, expected in TEXTS[name].items():
        assert getattr(stored, field) == exported["languages"]["fr"][field] == expected
    in_form = part_two_words(name)
    titles = words(" ".join(annex.title for annex in stored.annexes.all()))
    assert sum((words(getattr(stored, field)) for field in RICH_TEXTS), titles) == in_form
    titles = words(" ".join(annex["languages"]["fr"]["title"] for annex in exported["annexes"]))
    assert sum((words(exported["languages"]["fr"][field]) for field in RICH_TEXTS), titles) == in_form


@pytest.mark.parametrize("publish", [False, True])
def test_a_second_import_changes_nothing(publish):
    files = [*REAL_FORMS.values(), FILES / "form.es.txt", FILES / "form.en.txt"]
    printed, error = import_files(*files, publish=publish)
    assert (error, printed.count("creada:")) == ("", 4)
    assert PracticePage.objects.filter(live=publish).count() == 4
    before = state()
    printed, error = import_files(*files, publish=publish)
    assert (error, printed.count("sin cambios:")) == ("", 4)
    assert state() == before


def test_drafts_are_published_by_a_later_import_but_not_after_an_editor_withdrew_them():
    import_files(FILES / "form.es.txt")
    assert not PracticePage.objects.get().live
    printed, _error = import_files(FILES / "form.es.txt", publish=True)
    assert "publicada" in printed
    assert PracticePage.objects.get().live
    PracticePage.objects.get().unpublish()
    import_files(FILES / "form.es.txt", publish=True)
    assert not PracticePage.objects.get().live


def test_a_dry_run_says_what_would_happen_and_writes_nothing():
    before = state()
    printed, error = import_files(*REAL_FORMS.values(), dry_run=True, publish=True)
    assert (printed.count("creada:"), error) == (2, "")
    assert "no se guardó nada" in printed
    assert state() == before


def test_pages_are_made_with_revision_log_and_search():
    save(line())
    for version in PracticePage.objects.all():
        assert version.latest_revision == version.live_revision
        assert set(PageLogEntry.objects.for_instance(version).values_list("action", flat=True)) >= {
            "wagtail.create", "wagtail.edit", "wagtail.publish",
        }  # fmt: skip
    from search.models import SearchDocument

    assert set(SearchDocument.objects.values_list("language", "title")) >= {
        ("es", "La calle de los juegos"), ("fr", "La rue des jeux"),
    }  # fmt: skip


# An editor's work ---------------------------------------------------------------------------------------------------


def edit(version, publish, **changes):
    """Change a page as an editor does: from its latest draft, as a draft or published."""
    draft = version.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    revision = draft.save_revision(log_action=True)
    if publish:
        revision.publish()


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


# Updates ------------------------------------------------------------------------------------------------------------


def test_an_update_writes_what_is_said_and_leaves_the_rest():
    save(line())
    again = line(facts={"place_city": "Sucre", "types": []})
    again["languages"] = {"es": {"title": "La calle de los juegos", "summary": ""}}
    del again["figures"], again["organisations"]
    outcome = save(again)
    assert outcome.action == "updated"
    assert "ciudad" in outcome.reason
    spanish, french = page("es"), page("fr")
    assert (spanish.place_city, spanish.start, spanish.summary) == ("Sucre", "2018-12", "")
    assert (french.place_city, french.summary) == ("Sucre", "<p>Douze dimanches.</p>")
    assert not spanish.types.exists()
    assert [figure.label for figure in spanish.figures.all()] == ["domingos"]
    assert [link.organisation.name for link in spanish.organisation_links.all()] == ["Vecinal Sur"]
    assert save(again).action == "unchanged"


def test_rows_that_follow_the_source_are_no_edit_of_the_translation():
    save(line())
    again = line()
    again["languages"] = {"es": again["languages"]["es"]}
    again["annexes"][0] |= {"url": "https://a.org/2"}
    assert save(again).action == "updated"
    assert page("fr").annexes.get().url == "https://a.org/2"
    assert page("fr").annexes.get().title == "Rapport"
    later = line()
    later["annexes"][0]["url"] = "https://a.org/2"
    later["languages"]["fr"]["title"] = "La rue aux jeux"
    assert save(later).action == "updated"
    assert page("fr").title == "La rue aux jeux"


def test_a_new_language_becomes_a_translation_of_the_same_practice():
    save(line())
    more = line()
    more["languages"]["en"] = {"title": "The street of games", "slug": "street-of-games"}
    outcome = save(more)
    assert (outcome.action, outcome.reason) == ("updated", "en")
    english, spanish = page("en"), page("es")
    assert english.translation_key == spanish.translation_key
    assert english.reference == spanish.reference
    assert english.get_parent().specific == factories.bank("en")
    assert (english.slug, english.live, english.place_city) == ("street-of-games", True, "Tarija")
    assert {row.translation_key for row in english.annexes.all()} == {
        row.translation_key for row in spanish.annexes.all()
    }
    assert save(more).action == "unchanged"


def test_an_update_without_publish_waits_as_a_draft_of_the_live_page():
    save(line())
    assert save(line(facts={"place_city": "Sucre"}), publish=False).action == "updated"
    stored = page()
    assert (stored.place_city, stored.has_unpublished_changes) == ("Tarija", True)
    assert stored.get_latest_revision_as_object().place_city == "Sucre"
    assert save(line(facts={"place_city": "Sucre"}), publish=False).action == "unchanged"


def test_wagtail_localize_takes_over_an_imported_translation():
    from wagtail_localize.models import Translation, TranslationSource

    save(line())
    source, _created = TranslationSource.get_or_create_from_instance(page("es"))
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fr"))
    assert translation.get_target_instance().pk == page("fr").pk


# Places -------------------------------------------------------------------------------------------------------------


def test_a_practice_of_a_district_lies_in_its_folder():
    district = factories.district_page()
    data = line(district="oeste")
    del data["languages"]["fr"]
    assert save(data).action == "created"
    assert page().get_parent().specific == district
    assert page().district.code == "oeste"
    assert json.loads(export())["district"] == "oeste"


def test_a_district_without_a_page_in_that_language_refuses_the_whole_record():
    factories.district_page()
    outcome = save(line(district="oeste"))
    assert outcome.action == "failed"
    assert "Oeste" in outcome.reason
    assert not PracticePage.objects.exists()


def test_a_language_without_pages_falls_back_to_spanish_and_is_said():
    data = line(language="ca", annexes=[], figures=[])
    data["languages"] = {"ca": {"title": "Estratègia"}}
    assert save(data).action == "created"
    assert (page().title, page().source_language) == ("Estratègia", "ca")
    assert save(data).action == "unchanged"
    both = {**data, "source": {"key": "prueba:2"}, "languages": {"ca": {"title": "Una"}, "es": {"title": "Otra"}}}
    assert save(both).reason == "este portal no tiene páginas en «ca»"


def test_the_same_title_twice_gets_two_addresses():
    save(line("prueba:1"))
    save(line("prueba:2"))
    assert Counter(PracticePage.objects.values_list("slug", flat=True)) == Counter(
        ["la-calle-de-los-juegos", "la-calle-de-los-juegos-1", "la-rue-des-jeux", "la-rue-des-jeux-1"]
    )


def test_references_are_kept_where_free_and_never_given_twice():
    save(line("prueba:1", reference="EXP-0042"))
    outcome = save(line("prueba:2", reference="EXP-0042"))
    assert page(key="prueba:1").reference == "EXP-0042"
    assert page(key="prueba:2").reference == "EXP-0043"
    assert "EXP-0042" in outcome.notes[0][1]


def test_who_holds_a_record_gets_a_refusal_instead_of_an_outcome():
    with pytest.raises(Refusal, match="zz"):
        store(read_data(line(facts={"types": ["zz"]})))


def test_the_parts_that_records_know_are_all_that_a_practice_has():
    assert set(PARTS) == set(PracticePage.texts) & {
        relation.get_accessor_name() for relation in PracticePage._meta.related_objects
    }
