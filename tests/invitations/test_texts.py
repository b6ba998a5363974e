"""What is said and sent: its limits hold whatever a session says, and date and place always come first."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.events.choices import Move
from portal.invitations.texts import MOST_CHARACTERS, MOST_SUBJECT, MOST_WORDS, loudspeaker, mail, whatsapp

from .invitations import START, filled, invitation

#: what stands in a field of one line
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.just(" "))


def line(most, least=0):
    """Return a strategy: a text of one line, as `one_line` leaves it."""
    texts = st.text("aA1 .,:;*_éñ—0 9", max_size=most) | LINE.map(lambda text: text[:most])
    return texts.map(lambda text: " ".join(text.split())).filter(lambda text: len(text) >= least)


INVITATIONS = st.builds(
    invitation,
    council=line(255, 1),
    title=line(255),
    lead=line(400),
    venue=line(160, 1),
    venue_hint=line(160),
    venue_address=line(200),
    online=line(40),
    services=st.lists(line(60, 1), max_size=6).map(tuple),
    who=line(250),
    conditions=line(160),
    office=line(160),
    phone=line(60),
    former_words=st.sampled_from(["", "Cambió de día: antes era el martes 24 de noviembre."]),
    move=st.sampled_from([None, *Move]),
    reason=line(250),
    is_cancelled=st.booleans(),
    is_all_day=st.booleans(),
)
FULL = {
    "council": filled("Consejo", 255),
    "title": filled("Presupuesto", 255),
    "lead": filled("Vamos a ver", 400),
    "venue": filled("Salón", 160),
    "venue_hint": filled("patio", 160),
    "venue_address": filled("Av. Mitre 4602", 200),
    "online": "en línea, por Microsoft Teams",
    "services": tuple(filled("Servicio", 60) for _ in range(5)),
    "who": filled("Para quienes viven acá", 250),
    "phone": filled("0800 555 0148", 60),
    "reason": filled("Sin luz", 250),
}


@given(INVITATIONS, st.sampled_from(["es", "en", "fr", "pt"]))
@settings(deadline=None)
def test_the_loudspeaker_never_speaks_longer_and_says_the_day_first(invited, language):
    with translation.override(language):
        words = loudspeaker(invited).split()
    assert len(words) <= MOST_WORDS
    day = {"es": "veinticinco", "en": "twenty-fifth", "fr": "vingt-cinq", "pt": "vinte"}[language]
    assert day in words[:10]


@given(INVITATIONS, st.sampled_from(["es", "en", "fr", "pt"]))
@settings(deadline=None)
def test_a_message_keeps_its_limit_its_date_its_place_and_its_address(invited, language):
    with translation.override(language):
        text = whatsapp(invited)
    lines = text.split("\n")
    if invited.is_cancelled:
        assert lines.pop(0).isupper()
    assert len(text) <= MOST_CHARACTERS
    assert lines[0] == f"*{invited.when.capitalize()}*"
    assert lines[1].strip("*") == invited.place.translate({ord(char): None for char in "*_~`"})
    assert lines[-1] == invited.address


@given(INVITATIONS)
@settings(deadline=None)
def test_a_mail_has_a_short_subject_on_one_line_with_the_date_first(invited):
    subject, text = mail(invited)
    assert len(subject) <= MOST_SUBJECT
    assert "\n" not in subject
    assert subject.removeprefix("CANCELADA: ").startswith("Miércoles 25")
    assert invited.address in text


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_full_session_keeps_the_limits(is_cancelled):
    invited = invitation(**FULL, is_cancelled=is_cancelled)
    text = whatsapp(invited)
    assert len(text) <= MOST_CHARACTERS
    assert invited.place in text
    assert len(loudspeaker(invited).split()) <= MOST_WORDS


def test_a_lead_is_shortened_before_anything_else_goes():
    text = whatsapp(invitation(lead=filled("Se presenta", 400), who=filled("Para quien vive acá", 250)))
    assert "…" in text
    assert "Cuidado" in text.replace("cuidado", "Cuidado")
    assert "0800 555 0148" in text


def test_a_usual_session_is_said_as_a_person_would():
    assert loudspeaker(invitation()) == (
        "Vecinas, vecinos: Miércoles veinticinco de noviembre, a las siete de la tarde. Lugar: Club San Miguel, Mitre cuatro"
        " mil seiscientos dos. Invita: Consejo Barrial de San Miguel. Vamos a hablar de: La plaza del Molino. Hay: cuidado"
        " infantil. Repetimos: miércoles veinticinco de noviembre, a las siete de la tarde. Teléfono: cero ocho cero cero"
        " quinientos cincuenta y cinco cero uno cuatro ocho. ¡Te esperamos!"
    )


def test_a_usual_session_is_sent_with_date_and_place_on_top():
    assert whatsapp(invitation()).split("\n\n") == [
        "*Miércoles 25 de noviembre, de 19:00 a 21:00*\n*Club San Miguel, Mitre 4602*",
        "Consejo Barrial de San Miguel: La plaza del Molino",
        "Se presentan dos proyectos.",
        "salón grande\nHay: cuidado infantil.\nAbierta a todas las personas",
        "Teléfono 0800 555 0148\nhttps://participa.example/r/CB-OESTE-2026-031",
    ]


def test_what_is_cancelled_says_so_before_all():
    invited = invitation(is_cancelled=True, reason="Sin luz")
    assert whatsapp(invited).startswith("*CANCELADA*\n*Miércoles 25")
    assert loudspeaker(invited).startswith("Atención. Miércoles veinticinco de noviembre")
    assert "Se cancela" in loudspeaker(invited)
    assert mail(invited)[0].startswith("CANCELADA: Miércoles 25")


def test_an_all_day_session_says_no_hour():
    said = loudspeaker(invitation(is_all_day=True, start=START))
    assert "todo el día" in said
    assert "siete" not in said.split("Lugar")[0]


def test_the_loudspeaker_leaves_out_what_can_be_missed_before_what_it_is_about():
    invited = invitation(
        title=filled("Plaza", 80), venue=filled("Salón vecinal", 120), online="en línea", phone="0341 480 1234"
    )
    said = loudspeaker(invited)
    assert "Vamos a hablar de" in said
    assert "Repetimos" not in said
