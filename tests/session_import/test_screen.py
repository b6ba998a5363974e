"""An editor brings meetings in: council and file, preview, confirmation, report; every wrong step is answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry, Revision

from portal.core.models import ReferenceCounter
from portal.councils.models import SessionPage
from portal.events.models import Announcement, EventChange
from portal.practices.importing.run_models import SILENCE
from portal.session_import.models import SessionImport
from portal.session_import.retention import purge_session_imports
from portal.session_import.screen import steps, views
from search.models import SearchDocument

from .screen import INDEX, NEW, TABLE, actions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("numbers of what was taken back are given anew; each meeting has its savepoint"),
]


def everything():
    """Return how many rows there are of what an import writes."""
    models = (
        SessionPage,
        Revision,
        PageLogEntry,
        SearchDocument,
        Announcement,
        EventChange,
        ReferenceCounter,
        DBTaskResult,
    )
    return [model.objects.count() for model in models]


@pytest.mark.parametrize("publish", ["no", "yes"])
def test_a_preview_says_what_each_becomes_and_nothing_of_it_stays(ana, canada, publish, mailoutbox):
    before = everything()
    run = ana.preview(canada, publish=publish)
    assert run.is_previewed
    assert actions(run) == ["created", "created"]
    assert everything() == before
    assert mailoutbox == []
    shown = ana.see(run)
    assert "Martes 2 de marzo de 2027, a las 19:00 · Club · Confirmada" in shown
    assert "Todavía no se guardó nada." in shown
    assert ("Las sesiones quedarán publicadas." in shown) == (publish == "yes")


def test_confirming_imports_what_the_preview_said(ana, canada):
    run = ana.bring_in(canada, publish="yes")
    assert run.is_imported
    assert actions(run) == ["created", "created"]
    first, second = SessionPage.objects.order_by("start")
    assert (first.title, first.live, first.owner, first.council) == ("La plaza", True, ana.user, canada)
    assert reverse("wagtailadmin_pages:edit", args=[second.pk]) in ana.see(run)
    assert SearchDocument.objects.filter(title="La plaza").exists()
    assert Announcement.objects.filter(key=first.translation_key).exists()
    assert PageLogEntry.objects.filter(page=first.pk, user=ana.user).exists()
    assert actions(ana.bring_in(canada, publish="yes")) == ["unchanged", "unchanged"]


def test_drafts_are_published_by_a_later_import(ana, canada):
    ana.bring_in(canada)
    assert not SessionPage.objects.filter(live=True).exists()
    run = ana.bring_in(canada, publish="yes")
    assert actions(run) == ["updated", "updated"]
    assert SessionPage.objects.filter(live=True).count() == 2


def test_confirming_twice_imports_once(ana, canada):
    run = ana.bring_in(canada)
    assert ana.press("run", run).status_code == 302
    run.refresh_from_db()
    assert run.attempt == 2
    assert SessionPage.objects.count() == 2


def test_what_was_taken_back_is_known_to_what_follows_in_the_file(ana, canada, monkeypatch):
    monkeypatch.setattr(steps, "MOST_RECORDS", 1)
    event = "BEGIN:VEVENT\r\nUID:r@x\r\nDTSTART:20270302T190000\r\nSUMMARY:Comisión\r\nLOCATION:Club\r\nEND:VEVENT\r\n"
    other = event.replace("r@x", "s@x").replace("Comisión", "Otra")
    file = (
        f"BEGIN:VCALENDAR\r\n{event}{other}END:VCALENDAR\r\n"
        f"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n{event}END:VCALENDAR\r\n"
    )
    before = everything()
    run = ana.preview(canada, file, name="a.ics")
    said = [(line.action, line.title, line.becomes) for line in run.lines.all()]
    assert everything() == before
    ana.press("run", run)
    assert [(line.action, line.title, line.becomes) for line in run.lines.filter(step="import")] == said
    assert [row[:2] for row in said] == [("created", "Comisión"), ("created", "Otra"), ("updated", "Comisión")]
    assert said[2][2].endswith("Cancelada")


def test_a_series_that_moves_at_its_source_is_previewed_as_it_is_imported(ana, canada, monkeypatch):
    monkeypatch.setattr(steps, "MOST_RECORDS", 1)
    file = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:r@x\r\nSEQUENCE:{0}\r\nDTSTART:20270302T{1}0000\r\nSUMMARY:Comisión\r\n"
        "LOCATION:Club\r\nRRULE:FREQ=WEEKLY;COUNT={2}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    ana.bring_in(canada, file.format(0, 19, 3), name="a.ics")
    run = ana.preview(canada, file.format(1, 20, 2), name="b.ics")
    said = sorted(actions(run))
    ana.press("run", run)
    run.refresh_from_db()
    assert sorted(actions(run)) == said
    assert said.count("updated") == 3  # two moved, one left the series
    assert SessionPage.objects.count() == 3


def test_the_order_of_day_and_month_is_a_choice(ana, canada):
    table = "Fecha,Tema,Hora\n03/02/2027,Una,19:00\n"
    ana.bring_in(canada, table, order="month")
    assert timezone.localdate(SessionPage.objects.get().start).isoformat() == "2027-03-02"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, "", "Elige un archivo."),
        ("", "vacio.ics", "El archivo está vacío."),
        ("\x89PNG\r\n\x1a\n\0\0", "foto.png", "«foto.png»"),
        ("hola, esto no es nada", "nota.txt", "«nota.txt»"),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "nada.ics", "no tiene ningún evento"),
    ],
)
def test_a_file_that_is_none_is_refused_beside_its_field(ana, canada, content, name, said):
    response = ana.send(canada, content, name)
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert f'value="{canada.pk}" selected' in text
    assert not SessionImport.objects.exclude(state="open").exists()


def test_a_good_file_is_kept_when_something_else_is_wrong(ana, canada):
    response = ana.send(None)
    assert response.status_code == 422
    text = response.content.decode()
    assert "Elige de qué consejo son estas reuniones." in text
    assert "Archivo que ya recibimos:" in text
    assert "reuniones.csv" in text
    assert ana.preview(canada, None).name == "reuniones.csv"
    assert SessionImport.objects.count() == 1


def test_a_file_that_is_too_large_is_refused(ana, canada, monkeypatch):
    monkeypatch.setattr("portal.practices.importing.run_forms.LIMIT", 10)
    response = ana.send(canada)
    assert response.status_code == 422
    assert "el límite es" in response.content.decode()


def test_the_report_is_a_text_with_the_lines_of_the_file(ana, canada):
    run = ana.preview(canada, TABLE + "2027-99-01,Mal,19:00,Club,c\n")
    assert actions(run) == ["created", "created", "failed"]
    report = ana.see(run, "report")
    assert report.startswith("Consejo de La Cañada: reuniones.csv\nVista previa")
    assert "reuniones.csv:2: creada: La plaza — Martes 2 de marzo de 2027" in report
    assert "reuniones.csv:4: falló" in report
    assert report.endswith("3 reuniones: 2 creadas, 1 falló\n")
    failed = ana.client.get(reverse("session_imports:run", args=[run.pk]) + "?show=failed").content.decode()
    assert "La plaza" not in failed


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(ana, canada, monkeypatch):
    run, whole = ana.preview(canada), steps.write_lines
    monkeypatch.setattr(steps, "MOST_RECORDS", 1)

    def dies(run, position, found):
        if position == 1:
            raise RuntimeError("the disk is full")
        whole(run, position, found)

    monkeypatch.setattr(steps, "write_lines", dies)
    ana.press("run", run)
    run.refresh_from_db()
    assert run.is_interrupted
    assert SessionPage.objects.count() == 1
    assert "ninguna reunión se guarda dos veces" in ana.see(run)
    monkeypatch.setattr(steps, "write_lines", whole)
    ana.press("resume", run)
    run.refresh_from_db()
    assert run.is_imported
    assert actions(run) == ["created", "created"]
    assert SessionPage.objects.count() == 2


def test_the_page_shows_how_far_it_is_without_a_script(ana, canada):
    run = ana.preview(canada)
    SessionImport.objects.filter(pk=run.pk).update(state="working", done=1, sign_of_life=timezone.now())
    response = ana.client.get(reverse("session_imports:run", args=[run.pk]))
    assert response["Refresh"] == str(views.REFRESH)
    assert "<progress" in response.content.decode()
    SessionImport.objects.filter(pk=run.pk).update(sign_of_life=timezone.now() - SILENCE - timedelta(seconds=1))
    assert "La vista previa se detuvo." in ana.see(run)


def test_what_is_discarded_leaves_no_file(ana, canada, settings):
    run = ana.preview(canada)
    assert list((settings.VAR_DIR / "imports").iterdir())
    ana.press("discard", run)
    assert not SessionImport.objects.exists()
    assert not list((settings.VAR_DIR / "imports").iterdir())


def test_files_and_lines_go_after_a_month(ana, canada, settings):
    run, open_one = ana.bring_in(canada), ana.preview(canada)
    purge_session_imports(timezone.now() + timedelta(days=29))
    assert run.lines.exists()
    purge_session_imports(timezone.now() + timedelta(days=31))
    run.refresh_from_db()
    assert run.purged
    assert not run.lines.exists()
    assert not SessionImport.objects.filter(pk=open_one.pk).exists()
    assert not list((settings.VAR_DIR / "imports").iterdir())
    assert "Pasaron 30 días" in ana.see(run)


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_every_page_answers_in_every_language(ana, canada, language):
    run = ana.bring_in(canada)
    ana.client.cookies["django_language"] = language
    for address in (INDEX, NEW, reverse("session_imports:run", args=[run.pk])):
        assert ana.client.get(address).status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(ana, canada, django_assert_max_num_queries):
    for _number in range(4):
        ana.preview(canada)
    ana.client.get(INDEX)
    with django_assert_max_num_queries(40):
        ana.client.get(INDEX)
