"""The command: files become sessions of a council, whole or not at all, and once."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.core.models import ReferenceCounter
from portal.councils.models import SessionPage
from portal.territory.models import Venue
from search.models import SearchDocument
from tests.councils.city import council, long_known, session
from tests.factories import district_page, publish
from tests.sharing import made_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("each row has its savepoint; SQLite checks no lengths"),
]
BROKEN = Path(__file__).parent / "broken.ics"
TABLE = "Date,Meeting,Start,End,Place\n2026-03-03,La plaza,19:00,21:00,Club\n2026-03-10,El canal,,,\n"


@made_once
def canada():
    return council(district_page(), "Consejo de La Cañada", slug="canada")


@pytest.fixture
def run(canada, tmp_path):
    """Return a function that imports a text or a Path and returns the lines of the report."""

    def imported(source, *options, to="canada"):
        path = source
        if isinstance(source, str):
            path = tmp_path / "reuniones.csv"
            path.write_text(source, encoding="utf-8")
        out = StringIO()
        call_command("import_sessions", str(path), "--council", to, *options, stdout=out)
        return [line.replace(str(path), "archivo") for line in out.getvalue().splitlines()]

    return imported


def stored():
    """Return the sessions that are stored, by date."""
    return list(SessionPage.objects.order_by("start"))


def test_a_table_becomes_sessions_with_a_line_each(run, canada):
    assert run(TABLE) == [
        "archivo:2: creada: La plaza",
        "archivo:3: creada: El canal",
        "2 reuniones: 2 creadas",
    ]
    first, second = stored()
    assert (first.title, first.council, first.venue_name, first.live) == ("La plaza", canada, "Club", False)
    assert timezone.localtime(first.end).hour == 21
    assert second.all_day
    assert first.reference.endswith("-2026-001")


def test_a_second_import_changes_nothing(run):
    run(TABLE, "--publish")
    before = [(page.pk, page.latest_revision_id) for page in stored()]
    assert run(TABLE, "--publish")[-1] == "2 reuniones: 2 sin cambios"
    assert [(page.pk, page.latest_revision_id) for page in stored()] == before


def test_what_the_file_says_otherwise_is_brought_in(run):
    run(TABLE, "--publish")
    report = run(TABLE.replace("21:00,Club", "22:00,Biblioteca"), "--publish")
    assert report[0] == "archivo:2: actualizada: La plaza (otro lugar, termina)"
    assert stored()[0].venue_name == "Biblioteca"


def test_a_session_that_somebody_changed_is_left_alone(run, admin_user):
    run(TABLE, "--publish")
    page = stored()[0]
    page.title = "La plaza y el canal"
    page.save_revision(user=admin_user).publish(user=admin_user)
    assert "no se tocó: La plaza (cambió aquí desde que se importó)" in run(TABLE, "--publish")[0]
    assert stored()[0].title == "La plaza y el canal"


def test_a_dry_run_keeps_nothing(run):
    report = run(TABLE, "--dry-run", "--publish")
    assert report[-2:] == ["Fue una prueba: no se guardó nada.", "2 reuniones: 2 creadas"]
    assert stored() == []
    assert not ReferenceCounter.objects.filter(prefix__contains="2026").exists()
    assert not SearchDocument.objects.filter(kind="session").exists()


def test_drafts_are_published_by_a_later_import(run):
    run(TABLE)
    assert run(TABLE, "--publish")[-1] == "2 reuniones: 2 actualizadas"
    assert all(page.live for page in stored())
    assert SearchDocument.objects.filter(kind="session").count() == 2


def test_what_was_withdrawn_stays_withdrawn(run):
    run(TABLE, "--publish")
    stored()[0].unpublish()
    assert run(TABLE, "--publish")[-1] == "2 reuniones: 2 sin cambios"
    assert not stored()[0].live


def test_one_row_at_fault_does_not_stop_the_others(run, tmp_path):
    with pytest.raises(CommandError, match="3 reuniones: 2 creadas, 1 falló"):
        run(TABLE + "no,x,,,\n")
    assert len(stored()) == 2


def test_a_row_that_no_session_can_be_leaves_nothing_behind(run):
    head = "date,title,end date\n"
    with pytest.raises(CommandError, match="1 falló"):
        run(f"{head}2026-03-03,Larga,2026-06-30\n")
    assert stored() == []
    assert not ReferenceCounter.objects.filter(prefix__contains="2026").exists()


def test_a_place_of_the_directory_is_found_by_its_name(run, canada):
    venue = Venue.objects.create(district=canada.district, name="CLUB", address="Güemes 2")
    run(TABLE)
    assert stored()[0].venue == venue
    assert stored()[0].venue_name == ""


def test_links_are_in_the_text_and_open_nothing(run):
    run("date,agenda link,minutes link\n2026-03-03,https://a.example/1.pdf?x=1&y=2,https://a.example/2.pdf\n")
    assert stored()[0].text == (
        '<p><a href="https://a.example/1.pdf?x=1&amp;y=2">Orden del día</a><br/><a href="https://a.example/2.pdf">Acta</a></p>'
    )
    assert stored()[0].title == "Consejo de La Cañada"


def test_a_cancelled_meeting_says_why(run):
    run("date,title,status,reason\n2026-03-03,x,cancelled,Lluvia\n2026-03-04,y,cancelled,\n", "--publish")
    assert [(page.state, page.cancel_reason) for page in stored()] == [
        ("cancelled", "Lluvia"), ("cancelled", "Se canceló; no sabemos por qué."),
    ]  # fmt: skip


def test_a_meeting_that_moves_keeps_its_session(run):
    text = "key,date,title\nA-1,2030-03-03,x\n"
    run(text, "--publish")
    long_known(stored()[0])
    run(text.replace("03-03", "03-10"), "--publish")
    (page,) = stored()
    assert timezone.localdate(page.start).day == 10
    assert timezone.localdate(page.former_start).day == 3
    assert run(text.replace("03-03", "03-10"), "--publish")[-1] == "1 reunión: 1 sin cambios"


def test_a_broken_calendar_is_imported_as_far_as_it_is_sound(run):
    with pytest.raises(CommandError, match="11 reuniones: 8 creadas, 3 fallaron"):
        run(BROKEN, "--publish")
    assert len(stored()) == 8
    with pytest.raises(CommandError, match="11 reuniones: 8 sin cambios, 3 fallaron"):
        run(BROKEN, "--publish")


@pytest.mark.parametrize("named", ["slug", "path", "url", "reference", "key"])
def test_a_council_is_found_by_what_one_has_of_it(run, canada, named):
    run(TABLE)
    names = {
        "slug": "canada",
        "path": canada.url,
        "url": f"http://localhost:8000{canada.url}",
        "reference": stored()[0].reference,
        "key": str(canada.translation_key),
    }
    assert run(TABLE, to=names[named])[-1] == "2 reuniones: 2 sin cambios"


def test_an_unknown_council_is_said(run):
    with pytest.raises(CommandError, match="ningún consejo «nada»"):
        run(TABLE, to="nada")


def test_councils_of_one_name_are_not_mixed_up(run):
    council(district_page("Sur", "sur"), "Otro", slug="canada")
    with pytest.raises(CommandError, match="varios consejos"):
        run(TABLE)


def test_a_column_that_there_is_not_is_said(run):
    with pytest.raises(CommandError, match="no nombra una columna"):
        run(TABLE, "--columns", "sillas=Date")


def test_columns_are_named_as_they_are_in_the_file(run):
    run("Cuándo,Qué\n2026-03-03,La plaza\n", "--columns", "date=Cuándo, title=Qué")
    assert stored()[0].title == "La plaza"


def test_a_session_that_editors_wrote_is_never_met(run, canada):
    page = publish(canada.add_child(instance=SessionPage(title="La plaza", slug="x", start=timezone.now())))
    run(TABLE)
    assert SessionPage.objects.get(pk=page.pk).source_key == ""
    assert len(stored()) == 3


def test_a_file_that_is_not_there_is_said(run):
    with pytest.raises(CommandError, match="1 falló"):
        run(Path("/nada/de/nada.csv"))


def test_a_calendar_of_this_portal_is_read_by_another(client, run, canada, tmp_path):
    first, third, fifth, sixth = (timezone.localdate() + timedelta(days=more) for more in (1, 3, 5, 6))
    sent = [
        session(canada, f"{first} 19:00", "La plaza, el canal; y más", end=f"{first} 21:00", venue_name="Club"),
        session(canada, f"{third}", "Feria", end=f"{fifth}", all_day=True, venue_name="Club"),
        session(canada, f"{sixth} 19:00", "Lluvia", state="cancelled", cancel_reason="Lluvia"),
    ]
    council(canada.get_parent().specific, "De la vecina", slug="vecina")
    path = tmp_path / "calendario.ics"
    path.write_bytes(client.get(f"{canada.url}calendar.ics").content)
    assert run(path, "--publish", to="vecina")[-1] == "3 reuniones: 3 creadas"
    received = SessionPage.objects.exclude(source_key="").order_by("start")
    assert [
        (page.start, page.until, page.all_day, page.venue_name, page.is_cancelled, page.source_key.partition("@")[0])
        for page in received
    ] == [
        (page.start, page.until, page.all_day, page.venue_name, page.is_cancelled, str(page.translation_key))
        for page in sent
    ]
    assert received[0].title == "La plaza, el canal; y más"
