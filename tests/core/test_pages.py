"""Content pages and district pages: what they show, and what they say when there is nothing to show."""

import re

import pytest

from tests import factories


def headings(*words):
    """Return a body with these headings."""
    return [{"type": "heading", "value": word} for word in words]


@pytest.mark.django_db
def test_a_long_content_page_has_its_contents_and_each_anchor_once(client):
    page = factories.content("Larga", body=headings("Por teléfono", "En línea", "Por teléfono"))
    html = client.get(page.url).content.decode()
    assert re.findall(r'<h2 id="([^"]+)">', html)[-3:] == ["por-telefono", "en-linea", "por-telefono-2"]
    assert re.findall(r'<li><a href="#([^"]+)">', html) == ["por-telefono", "en-linea", "por-telefono-2"]


@pytest.mark.django_db
def test_a_short_content_page_has_no_contents_and_an_empty_one_says_so(client):
    assert "contents-title" not in client.get(factories.content(body=headings("Uno", "Dos")).url).content.decode()
    assert 'class="empty"' in client.get(factories.content(body=[]).url).content.decode()


@pytest.mark.django_db
def test_every_block_shows_what_the_editor_wrote(client):
    body = [
        {"type": "paragraph", "value": "<p>Texto <b>corrido</b></p>"},
        {"type": "steps", "value": {"items": [item({"title": "Toca el enlace", "text": "<p>Arriba</p>"})]}},
        {"type": "notice", "value": {"title": "El lunes cerramos", "text": "<p>Feriado</p>"}},
        {"type": "questions", "value": {"items": [item({"question": "¿Hace falta cuenta?", "answer": "<p>No</p>"})]}},
        {"type": "contact", "value": {"name": "Centro Oeste", "phone": "0800 555 0148", "email": "o@example.org"}},
        {"type": "facts", "value": {"items": [item({"term": "Costo", "value": "Gratis"})]}},
        {"type": "quote", "value": {"text": "Nunca había ido.", "who": "Una vecina"}},
    ]
    main = client.get(factories.content(body=body).url).content.decode().split("<main")[1].split("</main>")[0]
    words = ("<b>corrido</b>", "Toca el enlace", "Arriba", "El lunes cerramos", "Feriado", "¿Hace falta cuenta?")
    more = ('href="tel:08005550148"', "mailto:o@example.org", "Costo", "Gratis", "Nunca había ido.", "Una vecina")
    assert [word for word in (*words, *more) if word not in main] == []


def item(value):
    """Return a value as a ListBlock stores it."""
    return {"type": "item", "value": value, "id": "0"}


@pytest.mark.django_db
def test_the_districts_are_listed_with_their_centre_and_neighbourhoods(client):
    page = factories.district_page(seat_name="Centro Oeste", phone="0800 555 0153")
    page.record.neighbourhoods.create(code="san-miguel", name="San Miguel")
    factories.district_page("Norte", "norte")
    html = client.get("/fr/districts/").content.decode()
    row = html.split('href="/fr/distritos/oeste/"')[1].split("</tr>")[0]
    assert "Centro Oeste" in row
    assert "tel:08005550153" in row
    assert ">1</td>" in re.sub(r"\s", "", row)
    assert '<th scope="row" lang="es">' in html


@pytest.mark.django_db
def test_a_district_says_where_it_receives_people_and_what_it_lacks(client):
    page = factories.district_page(seat_name="Centro Oeste", address="Av. Independencia 4602")
    html = client.get(page.url).content.decode()
    assert "Av. Independencia 4602" in html
    assert "todavía no están cargados" in html
    page.record.neighbourhoods.create(code="san-miguel", name="San Miguel")
    assert "San Miguel" in client.get(page.url).content.decode()
    assert (
        "todavía no tiene un centro propio"
        in client.get(factories.district_page("Norte", "norte").url).content.decode()
    )
