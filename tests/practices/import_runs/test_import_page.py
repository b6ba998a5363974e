"""A curator brings practices in: files, preview, decision, report."""

import csv
import io

from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.practices.importing.run_models import ImportFile, ImportRun
from portal.practices.importing.run_report import excerpt
from portal.practices.models import PracticePage
from tests.practices.importing.conftest import REAL_FORMS
from tests.practices.importing.records import line, page, state

from .conftest import changed, jsonl, upload


def actions(run, step="import"):
    """Return what became of each record, in order."""
    return list(run.lines.filter(step=step).values_list("action", flat=True))


def test_a_preview_writes_nothing(curator):
    before = state()
    run = curator.preview(line(), line(key="prueba:2"))
    assert state() == before
    assert run.is_previewed
    assert actions(run, "preview") == ["created", "created"]
    assert "La calle de los juegos" in curator.see(run)


def test_an_update_shows_each_difference_old_and_new(curator):
    curator.bring_in(line())
    before = state()
    record = changed(title="La calle de jugar", summary="<p>Trece domingos.</p><p>Y más.</p>")
    record["facts"] |= {"types": ["council"], "start": "2019-01", "place_country": "BO"}
    record["organisations"] = [{"name": "Vecinal Norte", "role": "promoter"}]
    run = curator.preview(record)
    assert state() == before
    found = {row["field"]: (row["old"], row["new"]) for row in run.lines.get(step="preview").differences}
    assert found["Título"] == ("La calle de los juegos", "La calle de jugar")
    assert found["Resumen de la experiencia"] == ("Doce domingos.", "Trece domingos.\nY más.")
    assert found["comenzó"] == ("diciembre de 2018", "enero de 2019")
    assert found["país"] == ("", "Bolivia")
    assert found["organizaciones"][1].startswith("Vecinal Norte · ")
    assert found["tipo de experiencia"][0] != "pb"
    assert len(found) == 6
    assert "enero de 2019" in curator.see(run)


def test_confirming_publishes_what_the_preview_said(curator):
    run = curator.bring_in(line())
    assert run.is_imported
    assert actions(run) == ["created"]
    assert page().live
    assert page("fr").live
    shown = curator.see(run)
    assert reverse("wagtailadmin_pages:edit", args=[page().pk]) in shown
    assert "están publicadas" in shown


def test_drafts_stay_drafts_and_a_later_import_can_publish_them(curator):
    run = curator.bring_in(line(), publish="no")
    assert not page().live
    assert "quedaron como borradores" in curator.see(run)
    assert actions(curator.bring_in(line(), publish="yes")) == ["updated"]
    assert page().live


def test_the_decision_is_asked_for(curator):
    run = curator.preview(line())
    response = curator.post("run", run)
    assert response.status_code == 422
    assert "Elige si se guardan como borradores o publicadas." in response.content.decode()
    assert not PracticePage.objects.filter(source_key="prueba:1").exists()


def test_a_second_import_changes_nothing(curator):
    curator.bring_in(line())
    before = state()
    run = curator.bring_in(line())
    assert actions(run) == ["unchanged"]
    assert state() == before


def test_confirming_twice_imports_once(curator):
    run = curator.bring_in(line())
    curator.post("run", run, publish="yes")
    run.refresh_from_db()
    assert run.attempt == 2
    assert actions(run) == ["created"]


def test_what_was_edited_here_is_left_alone_and_shown(curator):
    curator.bring_in(line())
    edited = page()
    edited.title = "Nuestro título"
    edited.save_revision().publish()
    run = curator.bring_in(changed(title="Otro título"))
    assert actions(run) == ["left alone"]
    assert page().title == "Nuestro título"
    shown = curator.see(run)
    assert "Nuestro título" in shown
    assert "Otro título" in shown


def test_a_bad_line_fails_by_its_number_and_the_others_come_in(curator):
    response = curator.send(upload(jsonl(line(), line(key="prueba:2", reference="x")) + b"\n{broken"))
    assert response.status_code == 302
    run = ImportRun.objects.get()
    assert actions(run, "preview") == ["created", "failed", "failed"]
    assert list(run.lines.values_list("line", flat=True)) == [1, 2, 3]
    failures = curator.see(run, "?show=failed")
    assert "línea 3" in failures
    assert "La calle de los juegos" not in failures


def test_the_same_key_twice_is_said_in_the_preview_too(curator):
    run = curator.preview(line(), line(), changed(title="Otra"))
    assert actions(run, "preview") == ["created", "unchanged", "failed"]
    assert "otra ficha con la misma clave está en fichas.jsonl:1" in curator.see(run)


def test_several_files_and_oidp_forms(curator):
    form = REAL_FORMS["rosario"]
    curator.send(upload(form.read_bytes(), form.name), upload(jsonl(line())))
    run = ImportRun.objects.get()
    assert actions(run, "preview") == ["created", "created"]
    assert {row.file for row in run.lines.all()} == {form.name, "fichas.jsonl"}


def test_the_report_is_downloaded_filtered_and_without_formulas(curator):
    formula = {"es": {"title": "=SUMA(A1:A9)"}}
    run = curator.bring_in(
        line(), line(key="", languages={"es": {"title": "x"}}), line(key="prueba:2", languages=formula)
    )
    address = reverse("practice_imports:report", args=[run.pk])
    response = curator.client.get(address)
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 4
    assert rows[1][:4] == ["fichas.jsonl", "1", "creada", "La calle de los juegos"]
    assert rows[3][3] == "'=SUMA(A1:A9)"
    only = list(csv.reader(io.StringIO(curator.client.get(address, {"show": "failed"}).content.decode())))
    assert [row[1] for row in only[1:]] == ["2"]


def test_a_long_difference_begins_where_it_differs():
    start, end = "Las vecinas cortan la calle los domingos. " * 9, " Y nadie se queja." * 9
    cut = excerpt(f"{start}Doce veces.{end}", f"{start}Trece veces.{end}")
    assert cut["old"].startswith("…calle los domingos. Las")
    assert "Doce veces." in cut["old"]
    assert "Trece veces." in cut["new"]
    assert len(cut["new"]) < 250
    assert excerpt("corto", "otro") == {"old": "corto", "new": "otro"}


def test_the_list_says_who_when_and_how_many(curator):
    curator.bring_in(line())
    shown = curator.client.get(reverse("practice_imports:index")).content.decode()
    assert "lucia" in shown
    assert "Curaduría de la ciudad" in shown
    assert "creada: 1" in shown


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(curator, django_assert_max_num_queries):
    for number in range(12):
        ImportRun.objects.create(
            user_id=curator.client.session["_auth_user_id"], state="done", counts={"created": number}
        )
    # four of them for the city's mark, which is stored the first time, one for how much waits in the queue
    with django_assert_max_num_queries(25):
        curator.client.get(reverse("practice_imports:index"))


def test_history_names_the_curator(curator):
    curator.bring_in(line())
    entries = PageLogEntry.objects.filter(page_id=page().pk)
    assert entries
    assert {entry.user.username for entry in entries} == {"lucia"}


def test_discarding_leaves_nothing(curator, private):
    run = curator.preview(line())
    assert list(private.iterdir())
    curator.post("discard", run)
    assert not ImportRun.objects.exists()
    assert list(private.iterdir()) == []


def test_an_import_cannot_be_discarded(curator):
    run = curator.bring_in(line())
    curator.post("discard", run)
    assert ImportRun.objects.filter(pk=run.pk).exists()


def test_files_have_no_address(curator, private, client):
    curator.preview(line())
    file = ImportFile.objects.get()
    assert private in private.__class__(file.file.path).parents
    assert client.get(f"/media/{file.file.name}", follow=True).status_code == 404
