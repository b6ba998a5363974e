"""Records become pages: every word and tick, once, never over an editor's work."""

import json
from collections import Counter

import pytest
from wagtail.models import Locale, PageLogEntry

from portal.core.import_report import Refusal
from portal.practices.importing.jsonl import read_json_record
from portal.practices.importing.oidp_text import read_form
from portal.practices.importing.record import PARTS, RICH_TEXTS, PracticePart
from portal.practices.importing.store import PracticeStore, store_record
from portal.practices.models import PracticePage
from tests import factories

from .conftest import FILES, REAL_FORMS, export, import_files, words
from .records import line, page, save, state
from .test_oidp_text import FACTS, TEXTS, part_two_words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("records are written in bulk; references come under a lock"),
]


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


def test_what_was_withdrawn_stays_withdrawn_when_its_source_changes():
    save(line())
    page().unpublish()
    assert save(line(facts={"place_city": "Sucre"})).action == "updated"
    assert not page().live
    assert page().get_latest_revision_as_object().place_city == "Sucre"


def test_a_translation_an_editor_is_writing_is_not_published_by_an_import():
    data = line()
    del data["languages"]["fr"]
    save(data, publish=False)
    factories.translate(page(), "fr", live=False, title="Brouillon")
    assert save(data).action == "updated"
    assert page().live
    assert not PracticePage.objects.get(locale__language_code="fr").live


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
    assert save(line(facts={"place_city": "Sucre"})).reason == "publicada"
    assert (page().place_city, page().has_unpublished_changes) == ("Sucre", False)


def test_wagtail_localize_takes_over_an_imported_translation():
    from wagtail_localize.models import Translation, TranslationSource

    save(line())
    source, _created = TranslationSource.get_or_create_from_instance(page("es"))
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fr"))
    assert translation.get_target_instance().pk == page("fr").pk


def test_a_form_says_nothing_of_annexes_and_facts_that_were_added_to_its_record():
    record = read_form(REAL_FORMS["iztapalapa"].read_text())
    record.facts |= {"sdgs": ["11"], "place_region": "Ciudad de México"}
    annexes = record.parts["annexes"]
    video = PracticePart({"kind": "video", "url": "https://a.org/v"}, {"fr": {"title": "Vidéo"}})
    record.parts["annexes"] = [video, *annexes[1:4], PracticePart({"kind": "webpage"}, {"fr": {"title": "Une autre"}})]
    assert PracticeStore(publish=True).save(record).action == "created"
    printed, _error = import_files(REAL_FORMS["iztapalapa"], publish=True)
    assert "actualizada" in printed
    stored = PracticePage.objects.get()
    titles = [annex.languages["fr"]["title"] for annex in annexes]
    assert [annex.title for annex in stored.annexes.all()] == [*titles[:4], "Une autre", titles[4]]
    assert stored.annexes.all()[0].url == "https://a.org/v"
    assert [term.code for term in stored.sdgs.all()] == ["11"]
    assert stored.place_region == "Ciudad de México"
    assert "sin cambios" in import_files(REAL_FORMS["iztapalapa"], publish=True)[0]


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
    outcome = save(both)
    assert outcome.action == "created"
    assert "«ca»" in outcome.notes[0][1]
    assert PracticePage.objects.get(pk=outcome.page_id).title == "Otra"


def test_a_text_in_a_language_that_the_portal_does_not_have_is_marked_and_named(client):
    save(
        line(
            language="it",
            annexes=[],
            figures=[],
            languages={"it": {"title": "Piazze aperte", "lead": "Le piazze si aprono."}},
        )
    )
    html = client.get(page().url).content.decode()
    assert 'lang="it"' in html.partition('id="content"')[2]
    assert "italiano" in html
    assert 'lang="it"' in client.get("/es/search/?q=piazze").content.decode()


def test_a_translation_of_such_a_text_is_in_its_own_language():
    save(line(language="it", annexes=[], figures=[], languages={"it": {"title": "Piazze aperte"}}))
    translation = factories.translate(page(), "fr", title="Places ouvertes")
    assert [page().text_language, translation.text_language] == ["it", "fr"]


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
        store_record(read_json_record(line(facts={"types": ["zz"]})))


def test_the_parts_that_records_know_are_all_that_a_practice_has():
    assert set(PARTS) == set(PracticePage.texts) & {
        relation.get_accessor_name() for relation in PracticePage._meta.related_objects
    }


def test_an_imported_practice_is_public_by_its_revision():
    import_files(FILES / "form.es.txt", publish=True)
    page = PracticePage.objects.get()
    assert page.live
    assert not page.has_unpublished_changes
    assert page.live_revision_id == page.latest_revision_id == page.revisions.get().pk
    entries = PageLogEntry.objects.filter(page=page.pk).order_by("pk")
    assert [entry.action for entry in entries] == ["wagtail.create", "wagtail.edit", "wagtail.publish"]
