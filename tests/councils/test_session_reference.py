"""The permanent address of a session leads to it wherever it lies, and says what happened when it was withdrawn."""

import pytest
from wagtail.models import PageViewRestriction

from portal.councils.models import SessionPage
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("references come from a counter under a lock")]


@made_once
def west():
    return factories.district_page()


@made_once
def council(west):
    return city.council(west)


@made_once
def session(council):
    return city.session(council, "2026-11-24 19:00", "Título con un nombre")


def follow(client, reference, language="es"):
    """Return the answer to the permanent address in a browser of that language."""
    return client.get(f"/r/{reference}", headers={"accept-language": language})


def test_it_leads_to_the_session_in_the_readers_language(client, west, council, session):
    assert session.reference == "CB-OESTE-2026-001"
    assert follow(client, "CB-OESTE-2026-001").url == session.url
    assert follow(client, "cb-oeste-2026-001").url == session.url
    assert follow(client, session.reference, "fr").url == session.url.replace("/es/", "/fr/")
    factories.translate(west, "fr", slug="ouest")
    factories.translate(council, "fr", slug="conseil")
    french = factories.translate(session, "fr", slug="la-place")
    assert french.reference == session.reference
    assert follow(client, session.reference, "fr").url == french.url
    assert "Accept-Language" in follow(client, session.reference)["Vary"]


def test_it_follows_a_move_and_a_new_slug(client, west, session):
    session.move(city.council(west, "Otro consejo"), pos="last-child")
    moved = SessionPage.objects.get(pk=session.pk)
    moved.slug = "otra-direccion"
    factories.publish(moved)
    url = follow(client, session.reference).url
    assert url == SessionPage.objects.get(pk=session.pk).url
    assert url.endswith("/otra-direccion/")
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("reference", ["CB-OESTE-2026-999", "x", "a" * 500, "%27", "0"])
def test_what_never_was_answers_404(client, session, reference):
    assert client.get(f"/r/{reference}", follow=True).status_code == 404


def test_a_draft_that_never_was_public_answers_404(client, council):
    draft = city.session(council, "2026-12-01 19:00", live=False)
    assert client.get(f"/r/{draft.reference}", follow=True).status_code == 404


@pytest.mark.parametrize("way", ["unpublished", "deleted", "restricted"])
def test_a_withdrawn_one_answers_410_and_says_what_happened(client, council, session, way):
    if way == "unpublished":
        session.unpublish()
    elif way == "deleted":
        session.delete()
    else:
        PageViewRestriction.objects.create(page=session, restriction_type="login")
    response = follow(client, session.reference)
    assert response.status_code == 410
    html = " ".join(response.content.decode().split())
    for words in (session.reference, "se retiró de la agenda", "martes 24 de noviembre", council.title):
        assert words in html, words
    assert "Título con un nombre" not in html


def test_one_that_is_public_again_is_found_again(client, session):
    session.unpublish()
    factories.publish(SessionPage.objects.get(pk=session.pk))
    assert follow(client, session.reference).status_code == 302


def test_a_withdrawn_one_does_not_name_a_hidden_council(client, council, session):
    PageViewRestriction.objects.create(page=council, restriction_type="login")
    response = follow(client, session.reference)
    assert response.status_code == 410
    assert council.title not in response.content.decode()
