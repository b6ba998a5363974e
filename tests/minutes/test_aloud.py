"""The text to read aloud: at most 200 words in each language, numbers and days in words, and what counts is never cut."""

import re

import pytest
from django.utils import translation

from portal.minutes.aloud import MOST_SPOKEN, spoken_minutes
from portal.minutes.models import Minutes

from .held import coming_session, held_session, published
from .telling import told, words_at

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "en", "fr", "pt")
LONG = (
    "En la calle 25 de Mayo se van a poner 14 columnas de luz antes de que termine el año, y el club presta su pared. "
    * 4
)


def said(session, minutes, language="es"):
    """Return the text in a language."""
    with translation.override(language):
        return " ".join(line.text for line in spoken_minutes(session, minutes))


def of(session):
    """Return the stored minutes of a session."""
    return Minutes.objects.get(session=session)


def test_it_says_what_was_agreed_and_when_it_goes_on(held, writer, council):
    coming_session(council, venue_name="Club San Miguel")
    published(held, writer, told(held))
    text = said(held, of(held))
    for words in (
        "Acta provisional", "cuarenta y una personas", "Hay dos acuerdos.", "Podar antes del verano.", "Próxima sesión:",
        "Club San Miguel",
    ):  # fmt: skip
        assert words in text, words
    assert not re.search(r"\d", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_at_most_200_words_in_each_language(held, writer, council, language):
    coming_session(council)
    many = {f"agreement.b{number:05}.text": f"{number}. {LONG}"[:590] for number in range(15)}
    published(held, writer, told(held, **many))
    text = said(held, of(held), language)
    assert len(text.split()) <= MOST_SPOKEN
    assert not re.search(r"\d", text)


@pytest.mark.parametrize(
    ("language", "word", "following"),
    [("es", "provisional", "Próxima sesión"), ("en", "", ""), ("fr", "", ""), ("pt", "", "")],
)
def test_provisional_and_the_next_date_are_never_cut(held, writer, council, language, word, following):
    coming_session(council)
    many = {f"agreement.b{number:05}.text": LONG[:590] for number in range(15)}
    published(held, writer, told(held, **many))
    text = said(held, of(held), language)
    assert word in text
    assert following in text


def test_without_a_next_date_it_says_so(held, writer):
    published(held, writer, told(held))
    assert "La próxima sesión todavía no tiene fecha." in said(held, of(held))


def test_its_page_is_text_that_a_neighbour_can_read(client, held, writer):
    published(held, writer, told(held))
    html = words_at(client, f"{held.url}minutes/aloud/")
    assert "<p>Podar antes del verano.</p>" in html
    assert "palabras." in html


def test_few_people_are_not_counted(held, writer):
    few = {key: text for key, text in told(held).items() if not key.startswith(("age.", "gender.", "count."))}
    published(held, writer, {**few, "count.hall": "3"})
    assert "menos de cinco personas" in said(held, of(held))


def test_no_agreement_is_said_too(council, writer):
    session = held_session(council)
    draft = {key: text for key, text in told(session).items() if not key.startswith("agreement.")}
    published(session, writer, draft)
    assert "No se tomó ningún acuerdo." in said(session, of(session))
