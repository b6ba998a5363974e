"""Bad files: one clear line each, a status that is not zero, and nothing written."""

import json
import os

import pytest
from wagtail.models import Page, Revision

from portal.practices.importing import files
from portal.practices.models import PracticePage
from portal.territory.models import Organisation

from .conftest import FILES, REAL_FORMS, import_files
from .records import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a refused record leaves a usable transaction")]

FORM = (FILES / "form.es.txt").read_text()


def with_text(**texts):
    """Return a line of JSON whose Spanish texts are changed."""
    data = line()
    data["languages"]["es"] |= texts
    return json.dumps(data)


def with_fact(**facts):
    """Return a line of JSON whose facts are changed."""
    return json.dumps(line(facts={**line()["facts"], **facts}))


BAD_FILES = {
    "empty": (b"", "está vacío"),
    "blank": (b" \n\n", "está vacío"),
    "latin-1": (FORM.encode("latin-1"), "no está en UTF-8"),
    "utf-16": (FORM.encode("utf-16"), "UTF-16"),
    "utf-16 without mark": (FORM.encode("utf-16-le"), "carácter nulo"),
    "nul": (FORM.replace("Tarija", "Ta\0rija").encode(), "carácter nulo"),
    "control character": (FORM.replace("Tarija", "Ta\x08rija").encode(), "no es texto"),
    "script in an answer": (FORM.replace("Un juego", "<script>alert(1)</script>Un juego").encode(), "<script"),
    "script in the title": (FORM.replace("La calle", "<script src=x>La calle").encode(), "<script"),
    "javascript address": (FORM.replace("https://ejemplo.org/memoria)", "javascript:alert`1`)").encode(), "javascript"),
    "unknown heading": (FORM.replace("País: Bolivia", "Planeta: Tierra").encode(), "Planeta: Tierra"),
    "unknown question": (FORM.replace("Resumen de la experiencia", "¿Cuánto costó?").encode(), "¿Cuánto costó?"),
    "unknown option": (FORM.replace("Presupuesto participativo", "Magia").encode(), "Magia"),
    "unknown country": (FORM.replace("Bolivia", "Atlántida").encode(), "Atlántida"),
    "wrong date": (FORM.replace("Octubre 2017", "31/02/2017").encode(), "31/02/2017"),
    "end before start": (FORM.replace("en curso", "Octubre 2016").encode(), "Terminó antes de empezar"),
    "title too long": (FORM.replace("La calle de los juegos", "La calle " * 40).encode(), "Título: "),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "no se puede leer aquí"),
    "binary": (bytes(range(1, 256)), "no está en UTF-8"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "zip": (b"PK\x03\x04xx", "XLSX"),
    "other text": (b"Querida vecina: gracias.", "no es un formulario"),
    "json list": (b'[{"format": "participa-practice/1"}]', "lista JSON"),
    "broken json": (b'{"format": ', "no es JSON válido"),
    "json too deep": (b'{"a":' + b"[" * 100_000, "no es JSON válido"),
    "json number too long": (b'{"format": ' + b"9" * 5000 + b"}", "no es JSON válido"),
    "json nan": (with_fact(latitude=0).replace('"latitude": 0', '"latitude": NaN').encode(), "no es JSON válido"),
    "json infinite": (with_fact(latitude=0).replace('"latitude": 0', '"latitude": 1e999').encode(), "número"),
    "json name twice": (b'{"format": "participa-practice/1", "format": "x"}', "no es JSON válido"),
    "other format": (json.dumps(line(format="participa-practice/2")).encode(), "participa-practice/1"),
    "no format": (b"{}", "format"),
    "unknown field": (json.dumps(line(owner="x")).encode(), "owner"),
    "unknown fact": (with_fact(colour="x").encode(), "facts.colour"),
    "unknown text": (with_text(motto="x").encode(), "languages.es.motto"),
    "unknown code": (with_fact(types=["pb", "magic"]).encode(), "magic"),
    "unknown main objective": (with_fact(main_objective="magic").encode(), "magic"),
    "unknown kind": (json.dumps(line(annexes=[{"kind": "zz", "languages": {"es": {"title": "x"}}}])).encode(), "zz"),
    "unknown role": (json.dumps(line(organisations=[{"name": "Nueva", "role": "zz"}])).encode(), "zz"),
    "unknown neighbourhood": (with_fact(neighbourhood="luna").encode(), "luna"),
    "unknown district": (json.dumps(line(district="luna")).encode(), "luna"),
    "unknown country code": (with_fact(place_country="XX").encode(), "país"),
    "unknown language": (json.dumps(line(languages={"es": {"title": "x"}, "tlh": {"title": "y"}})).encode(), "tlh"),
    "no title": (with_text(title=" ").encode(), "título"),
    "no key": (json.dumps(line(source={})).encode(), "source.key"),
    "bad key": (json.dumps(line("urn:uuid:no")).encode(), "urn:uuid:no"),
    "key too long": (json.dumps(line("x" * 300)).encode(), "clave"),
    "wrong type": (with_fact(place_city=["Tarija"]).encode(), "facts.place_city"),
    "flag as text": (with_fact(end_open="yes").encode(), "facts.end_open"),
    "number as text": (with_fact(latitude="12").encode(), "facts.latitude"),
    "half a person": (with_fact(participants_count=1.5).encode(), "facts.participants_count"),
    "latitude too far": (with_fact(latitude=91, longitude=0).encode(), "latitud"),
    "only one coordinate": (with_fact(latitude=9).encode(), "longitud"),
    "wrong partial date": (with_fact(start="2018-13").encode(), "comenzó"),
    "wrong day": (with_fact(last_reviewed="2018-02-31").encode(), "facts.last_reviewed"),
    "long title": (with_text(title="x" * 256).encode(), "Título: "),
    "nul in json": (with_text(lead="a\0b").encode(), "no es texto"),
    "surrogate in json": (with_text(lead="x").replace('"lead": "x"', '"lead": "\\ud800"').encode(), "no es texto"),
    "script in json": (with_text(summary="<p>x</p><script>alert(1)</script>").encode(), "<script"),
    "handler in json": (with_text(summary="<p onclick=alert(1)>x</p>").encode(), "onclick"),
    "address that is none": (
        json.dumps(line(annexes=[{"url": "javascript:x", "languages": {"es": {"title": "x"}}}])).encode(),
        "dirección",
    ),
    "organisation too long": (json.dumps(line(organisations=[{"name": "x" * 201}])).encode(), "200"),
    "annex without title": (json.dumps(line(annexes=[{"languages": {}}])).encode(), "annexes.languages.es.title"),
    "contribution of nobody": (
        json.dumps(line(contributions=[{"languages": {"es": {"text": "x"}}}])).encode(),
        "quién",
    ),
}


def counted():
    """Return how much there is of what an import writes."""
    return PracticePage.objects.count(), Page.objects.count(), Revision.objects.count(), Organisation.objects.count()


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_one_clear_line_and_changes_nothing(write, name):
    content, said = BAD_FILES[name]
    before = counted()
    printed, error = import_files(write(content, "bad.txt"), publish=True)
    (only,) = [row for row in printed.splitlines() if "aviso" not in row]
    assert "bad.txt" in only
    assert "falló" in only
    assert said in only
    assert "Traceback" not in only
    assert len(only) < 400
    assert error == "1 ficha: 1 falló"
    assert counted() == before


def test_the_line_at_fault_is_named(write):
    printed, _error = import_files(write(FORM.replace("País: Bolivia", "Planeta: Tierra"), "form.txt"))
    assert "form.txt:5: falló" in printed
    printed, _error = import_files(write("\n".join([json.dumps(line()), "", "{bad"]), "two.jsonl"))
    assert "two.jsonl:1: creada" in printed
    assert "two.jsonl:3: falló" in printed


def test_a_bad_record_does_not_stop_the_good_ones(write):
    bad = with_fact(types=["magic"]).replace("prueba:1", "prueba:0")
    printed, error = import_files(write(f"{bad}\n{json.dumps(line())}\n"))
    assert (printed.count("falló"), printed.count("creada")) == (1, 1)
    assert error == "2 fichas: 1 creada, 1 falló"


def test_a_fault_in_the_last_language_undoes_the_whole_record(write):
    data = line(organisations=[{"name": "Solo de esta ficha"}])
    data["languages"]["fr"]["title"] = ""
    before = counted()
    printed, _error = import_files(write(json.dumps(data)), publish=True)
    assert "falló" in printed
    assert counted() == before


def test_a_failed_update_leaves_the_stored_record(write):
    import_files(write(json.dumps(line())), publish=True)
    before = counted()
    data = line(facts={"place_city": "Sucre"})
    data["languages"]["fr"]["title"] = "x" * 300
    printed, error = import_files(write(json.dumps(data)), publish=True)
    assert "falló" in printed
    assert error
    assert counted() == before
    assert PracticePage.objects.get(locale__language_code="es").place_city == "Tarija"


def test_a_missing_file_and_a_folder(tmp_path):
    printed, error = import_files(tmp_path / "no.txt", tmp_path, tmp_path / ("x" * 300))
    assert "no existe" in printed
    assert "es una carpeta" in printed
    assert error == "3 fichas: 3 fallaron"


def test_a_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    printed, _error = import_files(tmp_path / "pipe")
    assert "no es un archivo común" in printed


def test_a_file_of_50_mb_is_refused_by_its_size_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(files.Path, "read_bytes", lambda self: pytest.fail("it was read"))
    printed, error = import_files(path)
    assert "tiene 50 MB y el límite es 20 MB" in printed
    assert error


def test_two_different_records_with_one_key_are_not_written_over_each_other(write):
    printed, error = import_files(write(json.dumps(line())), write(with_text(title="Otra"), "two.jsonl"))
    assert "otra ficha con la misma clave" in printed
    assert error
    assert PracticePage.objects.get(locale__language_code="es").title == "La calle de los juegos"


def test_names_of_files_and_titles_break_no_line(write):
    printed, _error = import_files(write(with_text(title="a\nb\tc"), "x\n.txt"))
    assert printed.count("\n") == 2


def test_foreign_tags_that_do_no_harm_are_cleaned_and_stay_so(write):
    path = write(with_text(summary='<div style="x"><h2>Uno</h2>dos <span>tres</span></div>'))
    assert import_files(path)[1] == ""
    assert "<p><b>Uno</b></p><p>dos tres</p>" in PracticePage.objects.get(locale__language_code="es").summary
    assert "sin cambios" in import_files(path)[0]


def test_crlf_byte_order_mark_and_form_feeds_are_read(write):
    text = "\ufeff" + REAL_FORMS["rosario"].read_text().replace("\n\n\n\n", "\n\f\n").replace("\n", "\r\n")
    printed, error = import_files(write(text, "windows.txt"), REAL_FORMS["rosario"])
    assert error == ""
    assert (printed.count("creada:"), printed.count("sin cambios:")) == (1, 1)
