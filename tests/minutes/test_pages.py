"""The page of a session after it began: five facts, provisional or approved, point by point, and never a blank."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.minutes.models import Minutes
from portal.minutes.publication import approve, publish_agreements
from tests.councils import city

from .held import coming_session, held_session, published, written, wrote
from .telling import told, words_at

pytestmark = pytest.mark.django_db


def test_five_facts_in_one_line(client, held, writer, council):
    coming_session(council, title="La que sigue")
    published(held, writer, told(held))
    html = words_at(client, held.url)
    for fact in ("personas", "puntos tratados", "acuerdos", "siguen abiertos", "próxima sesión"):
        assert fact in html, fact
    assert 'class="facts__figure"> 41' in html


def test_provisional_is_unmistakable(client, held, writer):
    published(held, writer)
    html = words_at(client, held.url)
    assert 'class="stamp__word">Acta provisional' in html
    assert "Puedes pedir correcciones hasta el" in html
    assert f"correction/?page={held.url.replace('/', '%2F')}" in html


def test_approved_says_by_which_session(client, council, writer):
    earlier, later = held_session(council, days=30), held_session(council, days=2)
    published(earlier, writer)
    approve(earlier, writer, later)
    html = words_at(client, earlier.url)
    assert "stamp--approved" in html
    assert "por la sesión del" in html
    assert "provisional" not in html


def test_each_point_with_its_outcome_and_what_belongs_to_it(client, held, writer):
    published(held, writer, told(held))
    html = words_at(client, held.url)
    for words in (
        "Se trató",
        "Pasa a otra sesión",
        "falta luz",
        "Podar antes",
        "No pasa el camión",
        "La feria del libro",
    ):
        assert words in html, words
    assert html.index("falta luz") < html.index("Podar antes") < html.index("No pasa el camión")


def test_nothing_before_it_begins(client, council):
    session = coming_session(council)
    html = words_at(client, session.url)
    assert "acta" not in html.partition('id="content"')[2].partition("<footer")[0].lower()


def test_the_list_of_the_same_evening(client, held, writer):
    wrote(held, writer, told(held))
    publish_agreements(held, writer)
    html = words_at(client, held.url)
    assert "Podar antes del verano." in html
    assert "Lista provisional de acuerdos" in html
    assert "El acta se está escribiendo." in html
    assert "falta luz" not in html


def test_after_seven_days_minutes_are_pending(client, council):
    session = held_session(council, days=8, contact_phone="0800 555 0148")
    html = words_at(client, session.url)
    assert "El acta está pendiente." in html
    assert 'href="tel:08005550148"' in html.partition("El acta está pendiente.")[2].partition("</section>")[0]


def test_before_seven_days_it_is_being_written(client, held):
    assert "El acta se está escribiendo." in words_at(client, held.url)


def test_a_cancelled_session_owes_no_minutes(client, council):
    session = city.session(council, timezone.now() - timedelta(days=9), state="cancelled", cancel_reason="Llovió")
    assert "acta está pendiente" not in words_at(client, session.url)


def test_the_whole_minutes(client, held, writer):
    published(held, writer, told(held))
    html = words_at(client, f"{held.url}minutes/")
    for words in (
        "Acta provisional", "Zona", "Se cortó diez minutos.", "Club San Miguel", "Firmas", "Cómo participaron",
        "https://video.example/v?id=1&amp;t=750", held.reference, "La feria del libro", "Código QR",
    ):  # fmt: skip
        assert words in html, words
    assert "Palabra secreta" not in html


def test_a_total_below_five_is_not_said(client, held, writer):
    few = {key: text for key, text in written(held).items() if not key.startswith(("age", "gender", "count"))}
    published(held, writer, {**few, "count.hall": "3"})
    assert "menos de 5" in words_at(client, held.url)
    assert "menos de 5" in words_at(client, f"{held.url}minutes/")


def test_a_draft_is_nowhere(client, held, writer):
    wrote(held, writer, told(held))
    for part in ("minutes/", "minutes/versions/", "minutes/versions/1/", "minutes/agreements/", "minutes/aloud/"):
        words_at(client, held.url + part, status=404)
    assert "Podar antes" not in words_at(client, held.url)


def test_a_published_draft_that_changed_stays_as_published(client, held, writer):
    published(held, writer, told(held))
    wrote(held, writer, {**told(held), "agreement.aaaaaa.text": "Otra cosa."})
    assert "Otra cosa." not in words_at(client, f"{held.url}minutes/")
    assert Minutes.objects.get().draft["agreement.aaaaaa.text"] == "Otra cosa."
