"""The published weekly agenda as it is read."""

import hashlib
import io
import json

import pytest
from pypdf import PdfReader

from portal.core.pdf import PdfMissing

HOME = "/es/agenda/2026-W47/"


def test_the_page_shows_the_week_by_day(client, city):
    city.sign()
    page = client.get(HOME).content.decode()
    for words in ("Del 16 al 22 de noviembre de 2026", "Consejo de La Cañada", "El arroyo", "El patio de la escuela"):
        assert words in page
    assert page.index("La plaza del Molino") < page.index("El patio de la escuela") < page.index("El arroyo")


def test_a_week_that_nobody_signed_leads_to_what_is_known_now(client, city):
    assert client.get(HOME)["Location"] == "/es/agenda/?week=2026-W47"
    assert client.get(f"{HOME}oeste/")["Location"] == "/es/agenda/?week=2026-W47&district=oeste"
    for form in ("text", "print", "pdf", "snapshot"):
        assert client.get(f"{HOME}{form}/").status_code == 404


@pytest.mark.parametrize("part", ["2026-W54/", "2025-W53/", "0000-W01/", "9999-W01/", "2026-W47/nowhere/", "2026-W4/"])
def test_what_is_no_week_or_no_district_is_not_found(client, city, part):
    city.sign()
    assert client.get(f"/es/agenda/{part}").status_code == 404


def test_the_file_has_the_fingerprint_of_the_page(client, city):
    city.sign()
    text = client.get(f"{HOME}snapshot/").content
    assert hashlib.sha256(text).hexdigest() in client.get(HOME).content.decode()
    assert json.loads(text)["week"] == "2026-W47"
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_every_form_answers_in_every_language(client, city, language):
    city.sign()
    city.sign(city.west.record)
    for part in ("", "oeste/", "text/", "oeste/text/", "print/", "oeste/print/", "snapshot/"):
        response = client.get(f"/{language}/agenda/2026-W47/{part}")
        assert response.status_code == 200
        assert "La plaza del Molino" in response.content.decode()
    page = client.get(f"/{language}/agenda/2026-W47/oeste/").content.decode()
    assert "El patio de la escuela" not in page
    assert "/es/agenda/2026-W47/oeste/" in page


def test_without_what_makes_files_a_page_says_so_kindly(client, city, monkeypatch):
    def missing(html, colour):
        raise PdfMissing

    monkeypatch.setattr("portal.agendas.weekly.pages.as_pdf", missing)
    city.sign()
    response = client.get(f"{HOME}pdf/")
    assert response.status_code == 200
    assert "Aquí no se hacen archivos PDF" in response.content.decode()
    assert f"{HOME}print/" in response.content.decode()


def test_the_file_has_a_page_for_each_district(client, city):
    city.sign()
    response = client.get(f"{HOME}pdf/")
    assert response["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert len(pages) == 2
    assert ["Itatí" in text for text in pages] == ["Sur" in text for text in pages]


def test_all_published_weeks_stand_in_the_archive(client, city):
    assert "Todavía no se publicó ninguna" in client.get("/es/agenda/issues/").content.decode()
    city.sign()
    for address in ("/es/agenda/issues/", "/es/agenda/issues/?year=2026", "/es/agenda/issues/?year=%27--"):
        assert 'href="/es/agenda/2026-W47/"' in client.get(address).content.decode()
