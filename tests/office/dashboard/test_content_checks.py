"""What a page does not go out with, and what its editor is told."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.admin.userbar import AccessibilityItem

from portal.core.wagtail_hooks import PortalChecks, findings, pictures_without_words, use_our_checks, vague_links
from portal.home.models import ContentPage
from tests.factories import content, practice

from .office import picture


def body(image, alt="", decorative=False):
    """Return a body with one picture, as it is stored."""
    value = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    return json.dumps([{"type": "picture", "value": {"image": value, "caption": ""}}])


def form(image, alt="", decorative=False, **buttons):
    """Return the form of a content page with one picture, as the editor sends it."""
    values = {
        "title": "Con foto", "slug": "con-foto", "lead": "Una foto.", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "body-count": "1", "body-0-deleted": "", "body-0-order": "0",
        "body-0-type": "picture", "body-0-id": "", "body-0-value-image-image": image.pk,
        "body-0-value-image-alt_text": alt, "body-0-value-caption": "", **buttons,
    }  # fmt: skip
    return values | ({"body-0-value-image-decorative": "on"} if decorative else {})


# Wagtail leaves the file behind a thumbnail of the form to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("words", "goes_out"), [({}, False), ({"alt": "Doce vecinas en ronda."}, True), ({"decorative": True}, True)]
)
def test_a_picture_without_words_is_refused_beside_its_field(teams, words, goes_out):
    west = teams.pages["west"]
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", west.pk])
    sent = form(picture(west), **words, **{"action-publish": "1"})
    response = teams.browsers["west_editor"].post(url, sent)
    assert ContentPage.objects.filter(title="Con foto", live=True).exists() is goes_out
    assert (response.status_code == 302) is goes_out
    if not goes_out:
        errors = response.context["form"].errors.as_data()["body"]
        assert "alt_text" in str(errors[0].block_errors[0].block_errors["image"].block_errors)


def test_a_draft_may_wait_for_its_words_and_its_editor_is_told(teams):
    west = teams.pages["west"]
    url = reverse("wagtailadmin_pages:add", args=["home", "contentpage", west.pk])
    response = teams.browsers["west_editor"].post(url, form(picture(west)))
    assert response.status_code == 302
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("Hay 1 foto sin descripción" in message for message in told)


def test_pages_published_together_take_no_picture_without_words_along(teams):
    west = teams.pages["west"]
    silent, said = content("Callada", parent=west), content("Dicha", parent=west)
    silent.body, said.body = body(picture(west)), body(picture(west), alt="Doce vecinas en ronda.")
    for page in (silent, said):
        page.unpublish()
        page.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for page in (silent, said):
        response = teams.browsers["west_editor"].post(
            f"{url}?id={page.pk}&next={reverse('wagtailadmin_home')}", {"include_descendants": ""}
        )
        assert response.status_code == 302
    live = ContentPage.objects.filter(pk__in=[silent.pk, said.pk], live=True)
    assert [page.title for page in live] == ["Dicha"]


def test_pictures_of_blocks_and_rows_are_counted(teams):
    west = teams.pages["west"]
    page = content("Con fotos", parent=west, body=body(picture(west)))
    assert pictures_without_words(page) == 1
    told = practice("Sin texto", parent=west)
    told.pictures.create(image=picture(west), alt="", locale=told.locale)
    assert pictures_without_words(told) == 1


def test_links_that_say_nothing_are_named():
    html = '<p>El horario está <a href="/x/">aquí</a>, y <a href="/y/">en el mapa</a>. <a href="/z/">Leer más…</a></p>'
    assert vague_links(html) == ["aquí", "Leer más…"]


def test_an_editor_is_told_of_vague_links_and_a_missing_summary(db):
    text = '<p>Mira <a href="https://example.org">aquí</a>.</p>'
    page = content("Horarios", body=json.dumps([{"type": "paragraph", "value": text}]))
    summary, link = findings(page)
    assert "de qué trata" in summary
    assert "«aquí»" in link


def test_a_page_with_all_of_it_is_left_in_peace(db):
    text = '<p>Mira el <a href="https://example.org">horario de los centros</a>.</p>'
    page = content("Horarios", lead="Cuándo abrimos.", body=json.dumps([{"type": "paragraph", "value": text}]))
    assert findings(page) == []


def test_the_checks_of_the_preview_are_ours():
    items = [AccessibilityItem(in_editor=True)]
    use_our_checks(None, items, None)
    assert isinstance(items[0], PortalChecks)
    configuration = items[0].get_axe_configuration(None)
    assert {"image-alt", "vague-link", "heading-order"} <= set(configuration["options"]["runOnly"])
    assert set(configuration["options"]["runOnly"]) >= {rule["id"] for rule in configuration["spec"]["rules"]}


def test_the_preview_brings_the_checks_and_the_public_page_does_not(teams, client):
    page = content("Horarios", parent=teams.pages["west"])
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = {
        "title": "Horarios", "slug": page.slug, "lead": "", "body-count": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    browser = teams.browsers["west_editor"]
    assert browser.post(url, sent).json()["is_valid"]
    assert "check-vague-link" in browser.get(url, {"in_preview_panel": "true"}).content.decode()
    assert "vague-link" not in browser.get(page.get_url()).content.decode()
