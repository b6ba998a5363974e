"""A session's page: how to take part, its public points with numbers and addresses, and nothing of its internal ones."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from portal.documents.models import PortalDocument
from portal.events.models import EventState, Modality
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def west():
    return factories.district_page()


@made_once
def council(west):
    return city.council(west)


def coming(days, hour=19):
    """Return a moment so many days from now."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def read(client, url, status=200):
    """Return the words of a page, its spaces made one."""
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def points_of(html):
    """Return the part of a session's page that holds its points."""
    return html[html.index('id="items"') : html.index("</section>", html.index('id="items"'))]


@made_once
def session(council):
    return city.session(
        council, coming(5), "La plaza del Molino", end=coming(5, 21), venue_name="Club San Miguel",
        modality=Modality.HYBRID, phone_in="0800 555 0148", phone_code="031 025", lead="Se vota igual.",
        items=[
            city.item("La plaza", minutes=40, text="<p>Dos proyectos.</p>", proposed_by="La vecinal"),
            city.item("Proyecto A", is_sub=True),
            city.item("Sueldos del equipo", internal=True, minutes=90, text="<p>Palabra interna.</p>"),
            city.item("Verano en el club", minutes=25),
        ],
    )  # fmt: skip


def test_it_says_when_where_how_and_what(client, session):
    html = read(client, session.url)
    for words in (
        "Consejo Barrial de La Cañada, distrito Oeste", "en 5 días", "Club San Miguel", "0800 555 0148", "031 025",
        "Se vota igual.", session.reference, "Anunciada", "Se puede proponer otro punto hasta el", "Dos proyectos.",
        "La vecinal", "En total: 1 hora y 5 minutos.", f'href="{session.council.specific.url}"',
    ):  # fmt: skip
        assert words in html, words


def test_points_have_numbers_anchors_and_addresses(client, session):
    html = points_of(read(client, session.url))
    shown = [item for item in session.items.all() if item.visibility == "public"]
    for item in shown:
        assert f'id="item-{item.code}"' in html
        assert f'href="{session.url}items/{item.code}/"' in html
    assert html.count('class="item"') == 2
    assert html.count('class="item item--part"') == 1


def test_nothing_of_an_internal_point_leaves_the_admin(client, session):
    hidden = next(item for item in session.items.all() if item.visibility == "internal")
    page = read(client, session.url)
    for words in ("Sueldos", "Palabra interna", hidden.code, "2 horas"):
        assert words not in page, words
    assert client.get(f"{session.url}items/{hidden.code}/").status_code == 404
    for item in session.items.all():
        if item is not hidden and item.visibility == "public":
            assert "Sueldos" not in read(client, f"{session.url}items/{item.code}/")


def test_a_point_has_a_page_of_its_own(client, session):
    first, part, _hidden, last = session.items.all()
    html = read(client, f"{session.url}items/{part.code}/")
    for words in ("Punto 1.1 del orden del día", "Proyecto A", "Es parte de:", "1. La plaza", "2. Verano en el club"):
        assert words in html, words
    assert f'<link rel="canonical" href="http://localhost:8000{session.url}items/{part.code}/">' in html
    whole = read(client, f"{session.url}items/{first.code}/")
    assert "Sus partes" in whole
    assert "Punto 2 del orden del día" in read(client, f"{session.url}items/{last.code}/")


@pytest.mark.parametrize("code", ["00000000", "x", "a" * 300, "1.1", "%00", "..%2f"])
def test_a_code_that_is_none_answers_404(client, session, code):
    assert client.get(f"{session.url}items/{code}/").status_code == 404


def test_the_phases_stand_in_words(client, council):
    now = timezone.now()
    soon = city.session(council, now + timedelta(hours=30), "Pronto")
    assert "Puedes venir; ya no se agregan puntos" in read(client, soon.url)
    assert "El plazo para proponer puntos terminó el" in read(client, soon.url)
    running = city.session(council, now - timedelta(minutes=5), "Ya")
    assert "Ahora" in read(client, running.url)
    over = city.session(council, now - timedelta(days=2), "Fue")
    html = read(client, over.url)
    assert "Ya pasó" in html
    assert "Lo que estaba previsto" in html
    assert "El acta se está escribiendo." in html
    for words in ("De qué se habló", "De qué vamos a hablar"):
        assert words not in html, words
    off = city.session(council, coming(9), "No será", state=EventState.CANCELLED, cancel_reason="Corte de luz")
    html = read(client, off.url)
    assert "Cancelada" in html
    assert "Corte de luz" in html
    assert "Lo que estaba previsto" in html
    assert "De qué vamos a hablar" not in html


def test_the_meetings_before_and_after_are_one_click_away(client, council):
    before, here, after = (city.session(council, coming(days), f"En {days}") for days in (2, 5, 12))
    city.session(council, coming(7), "Suspendida", state=EventState.CANCELLED, cancel_reason="x")
    html = read(client, here.url)
    assert f'href="{before.url}" rel="prev"' in html
    assert f'href="{after.url}" rel="next"' in html
    html = read(client, before.url)
    assert 'rel="prev"' not in html


def document(title, collection=None):
    """Return a new document of the library."""
    file = ContentFile(b"x" * 1_200_000, name=f"{title}.pdf")
    return PortalDocument.objects.create(
        title=title, file=file, collection=collection or Collection.get_first_root_node()
    )


def test_attachments_are_linked_unless_their_collection_is_restricted(client, council):
    secret = Collection.get_first_root_node().add_child(name="Con contraseña")
    CollectionViewRestriction.objects.create(collection=secret, restriction_type="login")
    below = secret.add_child(name="Debajo")
    files = [document("Proyecto A"), document("Reservado", secret), document("También reservado", below)]
    point = city.item("La plaza", attachments=[("document", file) for file in files])
    html = read(client, city.session(council, coming(3), items=[point]).url)
    assert f'href="{files[0].url}"' in html
    assert "PDF, 1,2 MB" in html
    assert "eservado" not in html


def test_the_queries_do_not_grow_with_its_points(client, west, council):
    place = factories.neighbourhood(west)
    theme = factories.terms("theme", "health")[0]

    def count(points):
        items = [
            city.item(
                f"Punto {n}", theme=theme, neighbourhood=place, attachments=[("document", document(f"Plano {n}"))]
            )
            for n in range(points)
        ]
        page = city.session(council, coming(points), items=items)
        read(client, page.url)
        with CaptureQueriesContext(connection) as context:
            read(client, page.url)
        return len(context)

    assert count(2) == count(8) <= 40


def test_an_empty_agenda_says_so(client, council):
    assert "El orden del día todavía no está." in read(client, city.session(council, coming(3)).url)


def test_hostile_words_stay_words(client, council):
    page = city.session(council, coming(3), "</script><b>x", items=[city.item("<img src=x onerror=alert(1)>")])
    html = read(client, page.url)
    assert "<img src=x" not in html
    assert "</script><b>" not in html


def test_a_preview_of_a_new_session_shows_its_points(admin_client, council):
    from django.urls import reverse

    from .test_session_form import point, session_data

    url = reverse("wagtailadmin_pages:preview_on_add", args=["councils", "sessionpage", council.pk])
    data = session_data([point("La plaza"), point("Proyecto A", is_sub="on")])
    assert admin_client.post(url, data).json()["is_valid"]
    html = admin_client.get(url, {"mode": ""}).content.decode()
    assert "Proyecto A" in html
