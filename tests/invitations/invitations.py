"""Invitations made of plain words, for the tests of texts and sizes; and the longest session that the fields allow."""

from datetime import UTC, datetime

from portal.councils.models import SessionPage
from portal.invitations.content import Invited, LanguageText, Way, invitation_date_plate
from tests.councils.city import item, session
from tests.factories import terms

START = datetime(2026, 11, 25, 22, tzinfo=UTC)  # 19:00 in the city


def invitation(**fields):
    """Return an Invited; `fields` are its own, texts as str where it has Words."""
    plain = {
        "reference": "CB-OESTE-2026-031",
        "address": "https://participa.example/r/CB-OESTE-2026-031",
        "council": "Consejo Barrial de San Miguel",
        "title": "La plaza del Molino",
        "lead": "Se presentan dos proyectos.",
        "topics": (),
        "start": START,
        "plate": invitation_date_plate(START),
        "when": "miércoles 25 de noviembre, de 19:00 a 21:00",
        "hours": "de 19:00 a 21:00",
        "is_long": False,
        "is_all_day": False,
        "venue": "Club San Miguel",
        "venue_hint": "salón grande",
        "venue_address": "Mitre 4602",
        "online": "",
        "services": ("Cuidado infantil",),
        "who": "Abierta a todas las personas",
        "conditions": "",
        "office": "Centro de Distrito Oeste",
        "phone": "0800 555 0148",
        "email": "oeste@example.org",
        "is_cancelled": False,
        "move": None,
        "former_words": "",
        "reason": "",
        **fields,
    }
    for name in ("council", "title", "lead", "who", "conditions", "reason"):
        plain[name] = LanguageText(plain[name])
    plain["topics"] = tuple(LanguageText(topic) for topic in plain["topics"])
    plain.setdefault("ways", (Way("En persona", plain["venue"], (plain["venue_hint"], plain["venue_address"])),))
    return Invited(**plain)


def filled(words, length):
    """Return a text of exactly `length` characters made of `words`, repeated."""
    return (f"{words} " * (length // len(words) + 1))[:length].rstrip().ljust(length, "o")


def longest(name):
    """Return how many characters a field of a session holds."""
    return SessionPage._meta.get_field(name).max_length


def longest_session(council, **fields):
    """Return a published session all of whose fields are full; `fields` replace some."""
    text = "las cooperadoras, los clubes y las vecinales del distrito"
    names = ("venue_name", "venue_address", "venue_hint", "audience", "lead")
    full = {name: filled(text.capitalize(), longest(name)) for name in names}
    made = session(
        council,
        "2026-11-25 19:00",
        filled("Presupuesto participativo y obras de la plaza", 255),
        **{
            "end": "2026-11-25 21:30",
            "modality": "hybrid",
            "online_platform": "teams",
            "online_url": "https://meet.example/SECRET",
            "phone_in": filled("0800 555 0148", 60),
            "phone_code": filled("031 025", 40),
            "contact_phone": filled("0341 480 0000", 60),
            "conditions": filled("Trae tu documento y una foto de la cuadra.", 600),
            "items": [item(filled(f"{number} Punto del orden del día", 200)) for number in range(6)],
            **full,
            **fields,
        },
    )
    made.services = terms("service", "childcare", "sign-language", "interpretation", "step-free", "transport")
    made.save_revision().publish()
    return SessionPage.objects.get(pk=made.pk)
