"""Versions of minutes: all public, the older ones marked as replaced, what changed word by word and in words."""

import pytest

from portal.minutes.models import MinutesVersion
from portal.minutes.publication import approve, publish_agreements, publish_minutes
from portal.minutes.versions import compare_words, version_changes
from tests.councils import city

from .held import held_session, published, written, wrote
from .telling import told, words_at

pytestmark = pytest.mark.django_db


def corrected(session, writer, **more):
    """Publish a version and a corrected one."""
    published(session, writer, told(session))
    return published(session, writer, told(session, **more), reason="Faltaba una palabra.")


def test_a_replaced_word_is_struck_and_the_new_one_marked():
    parts = [(part.kind, part.text.strip()) for part in compare_words("Podar en verano", "Podar antes del verano")]
    assert parts == [("same", "Podar"), ("gone", "en"), ("new", "antes del"), ("same", "verano")]


def test_a_long_run_that_did_not_change_is_shortened():
    words = " ".join(f"palabra{number}" for number in range(90))
    parts = compare_words(f"{words} antes", f"{words} después")
    assert "…" in parts[0].text
    assert len(parts[0].text.split()) == 25


def test_the_difference_is_said_in_words_too(client, held, writer):
    corrected(held, writer, **{"agreement.aaaaaa.text": "Podar antes del invierno."})
    html = words_at(client, f"{held.url}minutes/versions/")
    assert '<del><span class="hush" lang="es">se quitó: </span>verano.' in html
    assert '<ins><span class="hush" lang="es">se agregó: </span>invierno.' in html
    assert "Faltaba una palabra." in html


def test_an_older_version_is_marked_as_replaced_and_not_indexed(client, held, writer):
    corrected(held, writer, **{"agreement.aaaaaa.text": "Podar antes del invierno."})
    html = words_at(client, f"{held.url}minutes/versions/1/")
    assert "Esta versión fue reemplazada." in html
    assert "Podar antes del verano." in html
    assert '<meta name="robots" content="noindex, follow">' in html


@pytest.mark.parametrize("number", ["2", "0", "9", "99999999999", "x"])
def test_only_older_versions_have_an_address(client, held, writer, number):
    corrected(held, writer, **{"agreement.aaaaaa.text": "Podar antes del invierno."})
    words_at(client, f"{held.url}minutes/versions/{number}/", status=404)


def test_numbers_that_were_corrected_are_named_and_not_said(client, held, writer):
    corrected(held, writer, **{"gender.other": "2", "gender.men": "17"})
    html = words_at(client, f"{held.url}minutes/versions/")
    assert "Se corrigieron los números de la asistencia" in html
    changes = html.partition("Se corrigieron")[2].partition("</section>")[0]
    assert "17" not in changes
    assert "asistencia" not in words_at(client, f"{held.url}minutes/versions/1/")


def test_what_belongs_to_an_internal_point_is_in_no_version(client, council, writer):
    session = held_session(
        council, items=[city.item("La plaza"), city.item("Sueldos", internal=True), city.item("Luz")]
    )
    secret = next(item for item in session.items.all() if item.visibility == "internal")
    inner = {
        f"item.{secret.code}.discussed": "Palabra interna.",
        "agreement.zzzzzz.text": "Acuerdo interno.",
        "agreement.zzzzzz.item": secret.code,
    }
    published(session, writer, told(session, **inner))
    published(
        session, writer, told(session, **{**inner, "agreement.zzzzzz.text": "Acuerdo interno dos."}), reason="Sí."
    )
    for part in ("", "minutes/", "minutes/versions/", "minutes/versions/1/", "minutes/aloud/", "minutes/agreements/"):
        html = words_at(client, session.url + part)
        for words in ("Sueldos", "Palabra interna", "Acuerdo interno", secret.code):
            assert words not in html, (part, words)


def test_what_was_said_of_an_internal_point_becomes_no_public_matter(client, council, writer):
    session = held_session(
        council, items=[city.item("La plaza"), city.item("Sueldos", internal=True), city.item("Luz")]
    )
    secret = next(item for item in session.items.all() if item.visibility == "internal")
    inner = {
        "said.zzzzzz.text": "Reclamo interno.",
        "said.zzzzzz.kind": "complaint",
        "said.zzzzzz.item": secret.code,
        "agreement.zzzzzz.text": "Acuerdo interno.",
        "agreement.zzzzzz.item": secret.code,
    }
    wrote(session, writer, told(session, **inner))
    publish_agreements(session, writer)
    assert "Acuerdo interno." not in words_at(client, f"{session.url}minutes/agreements/")
    minutes = publish_minutes(session, writer)
    assert {row.text for row in minutes.said.all()} == {"No pasa el camión."}
    assert "Acuerdo interno." not in {row.text for row in minutes.agreements.all()}


def test_a_point_that_became_internal_leaves_all_versions(client, held, writer):
    corrected(held, writer, **{"agreement.aaaaaa.text": "Podar antes del invierno."})
    first = held.items.all()[0]
    type(first).objects.filter(pk=first.pk).update(visibility="internal")
    for part in ("minutes/", "minutes/versions/", "minutes/versions/1/", "minutes/aloud/"):
        html = words_at(client, held.url + part)
        assert "falta luz" not in html, part
        assert "Podar antes" not in html, part


def test_the_approval_is_a_version_whose_words_did_not_change(client, council, writer):
    earlier, later = held_session(council, days=30), held_session(council, days=2)
    published(earlier, writer, written(earlier))
    approve(earlier, writer, later)
    html = words_at(client, f"{earlier.url}minutes/versions/")
    assert "El texto no cambió." in html
    assert html.index("Versión 2") < html.index("Versión 1")


def test_the_office_remark_is_compared_by_nobody():
    before = MinutesVersion(number=1, content={"remarks": "uno", "summary": "Hola."}, points=[])
    after = MinutesVersion(number=2, content={"remarks": "dos", "summary": "Hola."}, points=[])
    assert version_changes(before, after) == []
