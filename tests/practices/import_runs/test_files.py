"""What is uploaded: too much, nothing, hostile; what was good stays."""

import pytest
from django.urls import reverse

from portal.practices.importing import run_forms, steps
from portal.practices.importing.run_models import ImportFile, ImportRun
from tests.practices.importing.records import line

from .conftest import jsonl, upload

HOSTILE = {
    "nothing known": b"hello",
    "a null": b"\0\1\2\3",
    "latin-1": '{"título": 1}'.encode("latin-1"),
    "utf-16": "{}".encode("utf-16"),
    "a list": b"[1, 2]",
    "deep": b'{"a":' * 100_000,
    "a number": b'{"format": "participa-practice/1", "facts": {"edition": 1e999}}',
    "surrogates": b'{"format": "participa-practice/1", "\\ud800\\u0000": 1}',
    "script": jsonl(line() | {"languages": {"es": {"title": "x", "summary": "<script>alert(1)</script>"}}}),
    "torn pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "torn zip": b"PK\x03\x04\0\0\0\0",
    "old office": b"\xd0\xcf\x11\xe0\0\0",
}


def test_no_file_is_said_beside_the_field(curator):
    response = curator.send()
    assert response.status_code == 422
    assert "Elige al menos un archivo." in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_too_large_is_named_and_the_good_one_stays_chosen(curator, monkeypatch):
    monkeypatch.setattr(run_forms, "LIMIT", 2 << 20)
    response = curator.send(upload(jsonl(line())), upload(b"x" * (3 << 20), "grande.csv"), upload(b"", "vacio.txt"))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "«grande.csv»: tiene 3 MB y el límite es 2 MB" in shown
    assert "«vacio.txt»: está vacío." in shown
    assert "fichas.jsonl" in shown
    assert ImportRun.objects.get().state == "open"
    assert curator.send().status_code == 302
    assert ImportRun.objects.get().lines.get().action == "created"


def test_files_are_added_and_taken_out_one_by_one(curator, private):
    assert curator.send(upload(jsonl(line())), add="1").status_code == 200
    assert curator.send(upload(jsonl(line(key="prueba:2")), "otra.jsonl"), add="1").status_code == 200
    first = ImportFile.objects.get(name="fichas.jsonl")
    assert curator.send(drop=[first.pk]).status_code == 302
    assert ImportRun.objects.get().lines.get().file == "otra.jsonl"
    assert len(list(private.iterdir())) == 1


def test_another_curators_unfinished_files_are_not_mine(curator):
    run = ImportRun.objects.create(language="es")
    ImportFile.objects.create(run=run, name="ajeno.csv", size=1, file=upload(b"x", "ajeno.csv"))
    assert "ajeno.csv" not in curator.client.get(reverse("practice_imports:files")).content.decode()
    assert curator.client.get(reverse("practice_imports:run", args=[run.pk]), follow=True).status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_message(curator, name):
    assert curator.send(upload(HOSTILE[name], "malo.txt")).status_code == 302
    run = ImportRun.objects.get()
    assert run.is_previewed
    found = run.lines.get()
    assert found.action == "failed"
    assert len(found.reason) > 5
    shown = curator.see(run)
    assert "No hay ninguna ficha que se pueda importar" in shown
    assert curator.client.get(reverse("practice_imports:report", args=[run.pk])).status_code == 200


def test_a_reader_that_breaks_fails_its_file_and_is_logged(curator, monkeypatch, caplog):
    def broken(path, *args):
        raise RuntimeError("reader")
        yield

    monkeypatch.setattr(steps, "read_practice_file", broken)
    curator.send(upload(b"x", "a.txt"), upload(b"y", "b.txt"))
    assert [row.reason for row in ImportRun.objects.get().lines.all()] == [
        "no se pudo leer: el archivo parece dañado"
    ] * 2
    assert "Could not read file" in caplog.text


@pytest.mark.parametrize("query", ["?p=999", "?p=x", "?show=x", "?show=failed&p=0", "?p=%00"])
def test_hostile_parameters_are_answered(curator, query):
    run = curator.preview(line())
    curator.see(run, query)
    assert curator.client.get(reverse("practice_imports:index") + query).status_code == 200


def test_an_import_that_is_not_there_is_not_found(curator):
    for name in ("run", "report"):
        assert curator.client.get(reverse(f"practice_imports:{name}", args=[10**25]), follow=True).status_code == 404
