"""What is hidden stays hidden: minutes of a page that not everybody may read, and points for the team."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.minutes.published import public_minutes, public_record
from tests.councils import city

from .held import coming_session, held_session, published
from .telling import told, words_at

pytestmark = pytest.mark.django_db
PARTS = ("minutes/", "minutes/versions/", "minutes/agreements/", "minutes/aloud/")
SECRET = ("falta luz", "Podar antes", "No pasa el camión", "La feria del libro")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def close(district):
    district.active, district.closed_on = False, timezone.localdate()
    district.save()


@pytest.mark.parametrize("hidden", ["session", "council", "district", "closed", "draft"])
def test_minutes_of_a_hidden_session_are_nowhere(client, west, council, held, writer, hidden):
    following = coming_session(council, title="La que sigue")
    published(held, writer, told(held))
    {
        "session": lambda: restrict(held),
        "council": lambda: restrict(council),
        "district": lambda: restrict(west),
        "closed": lambda: close(west.record),
        "draft": held.unpublish,
    }[hidden]()
    assert public_record(held) is None
    for address in (held.url, *(held.url + part for part in PARTS), council.url, following.url, "/es/search/?q=podar"):
        html = client.get(address, follow=True).content.decode()
        assert not [words for words in SECRET if words in html], address
        assert "41 personas" not in html, address


def test_minutes_hang_on_the_first_version(west, council, held, writer):
    published(held, writer, told(held))
    assert public_minutes(held).session_id == held.pk


def test_the_point_of_a_team_that_moved_on_is_not_told(client, council, writer):
    inner = city.item("Sueldos del equipo", internal=True)
    part = city.item("Aguinaldos", is_sub=True)
    session = held_session(council, items=[city.item("La plaza"), city.item("Luz"), inner, part])
    following = coming_session(council, title="La que sigue")
    hidden = [item for item in session.items.all() if item.title in ("Sueldos del equipo", "Aguinaldos")]
    published(session, writer, told(session, **{f"item.{item.code}.outcome": "moved" for item in hidden}))
    for address in (council.url, session.url, following.url, *(session.url + part for part in PARTS)):
        html = words_at(client, address)
        assert "Sueldos" not in html, address
        if address == council.url:
            assert "Luz" in html
            assert "Aguinaldos" not in html


def test_a_page_that_nobody_stored_shows_no_minutes(rf, council):
    from portal.minutes.session_minutes import session_minutes_context

    assert session_minutes_context(rf.get("/"), type(held_session(council))(start=timezone.now())) is None
