"""After an action the editor reads what happened to what, when, and how to take it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.home.models import ContentPage
from tests.districts.teams import form
from tests.factories import content
from tests.page_editor.test_saving import said, save

pytestmark = pytest.mark.django_db
EDITOR = "west_editor"


@pytest.fixture
def page(teams):
    return content("Cómo llegar", parent=teams.pages["west"])


def act(teams, name, page, **sent):
    """Press the button of one of Wagtail's screens of a page; return what is said."""
    response = teams.browsers[EDITOR].post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), sent)
    assert response.status_code == 302, response.content[:500]
    return said(response)


def ways(page, *names):
    return [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in names]


def assert_says(sentence, words, addresses=()):
    assert words in sentence
    assert f"{timezone.localdate().year} a las " in sentence
    for address in addresses:
        assert f'href="{address}"' in sentence


def test_publishing_says_since_when_and_two_ways_back(teams, page):
    sentence = said(save(teams, EDITOR, page, **{"action-publish": "1"}))
    assert_says(sentence, "Se lee en el sitio desde ahora", ways(page, "history", "unpublish"))


def test_a_schedule_says_when_it_happens(teams, page):
    local = timezone.localtime(timezone.now() + timedelta(days=9))
    sent = {"action-publish": "1", "go_live_at": f"{local:%d/%m/%Y %H:%M}"}
    sentence = said(save(teams, EDITOR, page, **sent))
    assert "Sale por sí sola" in sentence
    assert f"{local:%H:%M}" in sentence
    assert "desde ahora" not in sentence


def test_a_new_draft_is_said_to_be_none_for_the_public(teams):
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", teams.pages["west"].pk])
    response = teams.browsers[EDITOR].post(url, form(title="Horario de verano", slug="verano", **{"body-count": "0"}))
    assert "Todavía no es público" in said(response)
    assert 'name="action-publish"' in said(response)
    sent = form(title="Horario", slug="horario", **{"body-count": "0", "action-publish": "1"})
    assert "Se lee en el sitio desde ahora" in said(teams.browsers[EDITOR].post(url, sent))


def test_withdrawing_deleting_moving_and_copying_say_how_to_go_back(teams, page):
    assert_says(act(teams, "unpublish", page), "No se lee más en el sitio", ways(page, "edit"))
    sentence = act(teams, "copy", page, new_title="Otra", new_slug="otra", new_parent_page=str(page.get_parent().pk))
    other = ContentPage.objects.get(slug="otra")
    assert "La copia es un borrador" in sentence
    assert f'href="{ways(other, "edit")[0]}"' in sentence
    assert_says(act(teams, "delete", other), "Se borró con todo lo que tenía debajo")


def test_moving_says_where_a_page_is_now(teams):
    page, target = content("Planos", parent=teams.pages["west"]), content("Archivo", parent=teams.pages["west"])
    response = teams.browsers["curator"].post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert ContentPage.objects.get(pk=page.pk).get_parent().pk == target.pk
    assert_says(said(response), "Está debajo de «Archivo»", ways(page, "move"))


@pytest.mark.parametrize(
    ("action", "words"),
    [("unpublish", "no se leen más"), ("publish", "se leen en el sitio"), ("delete", "se borraron")],
)
def test_an_action_on_several_says_it_once_of_all(teams, page, action, words):
    other = content("Planos", parent=teams.pages["west"])
    if action == "publish":
        page.unpublish()
        other.unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    response = teams.browsers[EDITOR].post(f"{url}?id={page.pk}&id={other.pk}", {})
    assert_says(said(response), words)
    assert ": 2 (" in said(response)
