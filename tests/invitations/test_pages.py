"""What everybody opens of the kit: every part in every language, never the link to join nor what is internal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core import pdf
from portal.councils.models import SessionPage
from portal.invitations.content import invited
from tests.councils.city import item, moment, session
from tests.factories import district_page, terms, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
PARTS = ["", "poster-a4/", "poster-a3/", "flyer/", "texts/"]  # a file is made of its print page
SECRET = "https://meet.example/SECRET"
ONLINE = {"online_platform": "zoom", "online_url": SECRET, "phone_in": "0800 555 0148", "phone_code": "031 025"}


def kit(page, part="", language="es"):
    """Return the answer to a part of the kit of a page under the interface of a language."""
    address = page.url.replace("/es/", f"/{language}/", 1) + f"invitation/{part}"
    return Client().get(address, follow=True)


def text_of(response):
    """Return the words of an answer."""
    return " ".join(response.content.decode().split())


@made_once
def hybrid(board, venue):
    """A session in person and on-line, with services and an internal point."""
    made = session(
        board,
        "2026-11-25 19:00",
        "La plaza del Molino",
        end="2026-11-25 21:00",
        venue=venue,
        modality="hybrid",
        logistics="40 sillas, llaves",
        items=[item("Los dos proyectos"), item("Quién vota qué", internal=True)],
        **ONLINE,
    )
    made.services = terms("service", "childcare", "sign-language")
    made.save_revision().publish()
    return SessionPage.objects.get(pk=made.pk)


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
@pytest.mark.parametrize("visibility", ["public", "window", "registered"])
def test_every_part_answers_and_gives_nothing_away(hybrid, language, visibility):
    hybrid.join_visibility = visibility
    hybrid.save_revision().publish()
    for part in PARTS:
        response = kit(hybrid, part, language)
        assert response.status_code == 200
        body = response.content.decode()
        assert not [hidden for hidden in ("SECRET", "sillas", "Quién vota") if hidden in body]
        assert visibility != "registered" or "031\N{NO-BREAK SPACE}025" not in body


def test_a_poster_says_day_hour_place_both_ways_services_telephone_and_reference(hybrid):
    body = text_of(kit(hybrid, "poster-a4/"))
    for words in (
        "miércoles", ">25<", "de 19:00 a 21:00", "Club San Miguel", "Mitre 4602", "En línea, por Zoom", "18:45",
        "0800 555 0148, código 031 025", "Cuidado infantil; Lengua de señas", "0341 480 1234", "Los dos proyectos",
        f"/r/{hybrid.reference}", "<svg role",
    ):  # fmt: skip
        assert words in body, words


def test_services_and_dates_are_in_the_readers_language_and_the_title_is_labelled(hybrid):
    body = text_of(kit(hybrid, "poster-a4/", "fr"))
    assert '<html lang="fr"' in body
    assert "mercredi" in body
    assert "Garde d’enfants" in body
    assert '<h1 class="sheet__title" lang="es">La plaza del Molino</h1>' in body


def test_a_translated_session_has_its_own_poster(hybrid, board, folder):
    translate(folder, "fr")
    translate(board, "fr", title="Conseil de quartier de San Miguel")
    translate(hybrid, "fr", title="La place du Moulin")
    response = kit(hybrid, "poster-a4/", "fr")
    body = text_of(response)
    assert '<h1 class="sheet__title">La place du Moulin</h1>' in body
    assert "Conseil de quartier" in body


def test_a_session_without_a_topic_still_has_a_title(board, venue):
    plain = session(board, title=board.title, venue=venue)
    assert '<h1 class="sheet__title">Nos reunimos</h1>' in text_of(kit(plain, "poster-a4/"))


def test_a_cancelled_session_is_unmistakable(board, venue):
    off = session(board, venue=venue, state="cancelled", cancel_reason="Se cortó la luz.")
    body = text_of(kit(off, "poster-a4/"))
    assert '<p class="sheet__cancelled">CANCELADA</p>' in body
    assert "Se cortó la luz." in body
    assert "Club San Miguel" not in body
    assert "CANCELADA" in text_of(kit(off, "texts/"))


def test_the_reason_is_the_first_versions_until_it_is_translated(board, venue, folder):
    off = session(board, venue=venue)
    for page in (folder, board, off):
        translate(page, "fr", title=f"{page.title} (fr)")
    off.state, off.cancel_reason = "cancelled", "Se cortó la luz."
    off.save_revision().publish()
    assert '<p class="sheet__lead" lang="es">Se cortó la luz.</p>' in text_of(kit(off, "poster-a4/", "fr"))


def test_a_moved_session_says_when_it_was(board, venue):
    fields = {"state": "rescheduled", "former_start": moment("2026-11-23 19:00")}
    body = text_of(kit(session(board, venue=venue, **fields), "poster-a4/"))
    assert "Cambió de día: antes era el lunes 23 de noviembre." in body


def test_what_is_not_public_has_no_kit(board, venue):
    draft = session(board, venue=venue, live=False)
    assert kit(draft, "poster-a4/").status_code == 404


@pytest.mark.parametrize("part", ["nothing/", "poster-a4/nothing/", "texts/pdf/", "sign-in/"])
def test_other_parts_do_not_exist(hybrid, part):
    assert kit(hybrid, part).status_code == 404


def test_print_pages_hold_to_the_strict_policy(hybrid):
    response = kit(hybrid, "poster-a4/")
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    body = text_of(response)
    assert " style=" not in body
    assert "<script" not in body


def test_without_weasyprint_the_print_page_comes_with_a_kind_word(hybrid, monkeypatch):
    def missing(*args):
        raise pdf.PdfMissing

    monkeypatch.setattr("portal.invitations.pages.as_pdf", missing)
    response = kit(hybrid, "poster-a4/pdf/")
    assert response["Content-Type"].startswith("text/html")
    assert "Aquí no se hacen archivos PDF." in text_of(response)
    assert "La plaza del Molino" in text_of(response)


def test_a_pdf_is_drawn_once(hybrid, monkeypatch):
    drawn = []
    monkeypatch.setattr(pdf, "render_pdf", lambda html, colour: drawn.append(html) or b"%PDF-1.7")
    assert [kit(hybrid, "poster-a4/pdf/").content for _ in range(2)] == [b"%PDF-1.7"] * 2
    assert len(drawn) == 1


@pytest.mark.parametrize("address", ["https://example.org/a.css", "file:///etc/passwd", f"{pdf.HOST}/media/a.png"])
def test_a_pdf_fetches_our_static_files_only(address):
    with pytest.raises(ValueError, match="No file of the portal"):
        pdf.static_file(address)


def test_a_path_leads_to_no_other_file():
    with pytest.raises(ValueError, match="No file of the portal"):
        pdf.static_file(f"{pdf.HOST}/static/../../settings.py")


def test_the_page_of_a_session_leads_to_poster_flyer_and_message(board, venue):
    ahead = session(board, timezone.localtime().replace(tzinfo=None) + timedelta(days=7), venue=venue)
    body = text_of(Client().get(ahead.url))
    for part in ("poster-a4/", "flyer/", "texts/"):
        assert f'href="{ahead.url}invitation/{part}"' in body


def test_a_session_that_is_over_invites_nobody(board, venue):
    over = session(board, "2020-11-24 19:00", venue=venue)
    assert "/invitation/" not in text_of(Client().get(over.url))


def test_the_kit_asks_few_questions(hybrid, django_assert_max_num_queries):
    kit(hybrid, "poster-a4/")
    with django_assert_max_num_queries(22):
        kit(hybrid, "poster-a4/")


def test_the_permanent_address_is_the_one_that_answers(hybrid):
    path = reverse("session_by_reference", args=[hybrid.reference])
    assert invited(hybrid).address.endswith(path)


def test_districts_without_telephone_leave_no_empty_line(venue, board):
    place = district_page("Sur", "sur")
    from tests.councils.city import council

    other = session(council(place, "Consejo Barrial del Sur"), venue=venue)
    assert "Teléfono" not in text_of(kit(other, "poster-a4/"))
