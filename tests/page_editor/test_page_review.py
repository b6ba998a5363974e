"""A page in review: who has it, taking it back, the comment above the form, and what a decision did."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from portal.councils.models import SessionPage
from tests.councils.city import council, moment, session
from tests.districts.teams import stored
from tests.factories import content
from tests.page_editor.test_saving import edit, main_button, said, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(teams):
    """A public session of the west that its editor changed and sent to review."""
    page = session(council(teams.pages["west"]), moment("2027-11-24 19:00"))
    page.save_revision(user=teams.people["west_editor"])
    page.get_workflow().start(page, teams.people["west_editor"])
    return SessionPage.objects.get(pk=page.pk)


def read(teams, name, url):
    return teams.browsers[name].get(url).content.decode()


def test_what_is_sent_to_review_says_who_has_it(teams):
    page = content("Dónde estamos", teams.pages["west"])
    response = save(teams, "west_editor", page, **{"action-submit": "1"})
    assert "quien revisa en el distrito (west_reviewer)" in said(response)


@pytest.mark.parametrize("way", ["event_move", "event_cancel"])
def test_a_session_in_review_says_who_has_it_and_since_when(teams, waiting, way):
    url = reverse(way, args=[waiting.pk])
    response = teams.browsers["west_editor"].get(url)
    assert response.status_code == 200
    assert teams.browsers["west_editor"].post(url, {"reason": "x"}).status_code == 409
    html = response.content.decode()
    assert "está en revisión desde el" in html
    assert "quien revisa en el distrito (west_reviewer)" in html
    assert "no es de tu distrito" not in html
    assert url in read(teams, "west_editor", edit(waiting))
    assert teams.browsers["south_editor"].get(url).status_code == 403


def test_its_editor_takes_it_back_and_moves_it(teams, waiting):
    url, client = reverse("event_move", args=[waiting.pk]), teams.browsers["west_editor"]
    response = client.post(reverse("page_take_back", args=[waiting.pk]), {"next": url})
    assert response.url == url
    assert not SessionPage.objects.get(pk=waiting.pk).workflow_in_progress
    assert client.get(url).status_code == 200


def test_nobody_else_takes_it_back(teams, waiting):
    url = reverse("page_take_back", args=[waiting.pk])
    assert teams.browsers["south_editor"].post(url).status_code == 403
    assert teams.browsers["west_editor"].get(url).status_code == 405
    assert SessionPage.objects.get(pk=waiting.pk).workflow_in_progress


def test_taking_back_leads_to_no_other_site(teams, waiting):
    response = teams.browsers["west_editor"].post(
        reverse("page_take_back", args=[waiting.pk]), {"next": "https://example.org/"}
    )
    assert response.url == edit(waiting)


def test_the_form_of_a_page_in_review_names_people_and_no_workflow(teams, proposed):
    html = read(teams, "west_editor", edit(proposed))
    assert "La tiene quien revisa en el distrito (west_reviewer)" in html
    assert reverse("page_take_back", args=[proposed.pk]) in html
    assert not {"Cancelar flujo de trabajo", "Con bloqueo por flujo de trabajo"} & set(re.findall(r"[^<>\n]+", html))


def test_the_comment_stands_above_the_form_that_it_is_about(teams, proposed):
    url = reverse("wagtailadmin_pages:workflow_action", args=[proposed.pk, "reject", state_of(proposed)])
    response = teams.browsers["west_reviewer"].post(url, {"comment": "Falta <b>cuándo</b> fue."})
    assert "Pediste cambios en «Canteros con padrinos»" in said(response)
    html = read(teams, "west_editor", edit(proposed))
    assert "west_reviewer pidió cambios el" in html
    assert "«Falta &lt;b&gt;cuándo&lt;/b&gt; fue.»" in html


def state_of(page):
    return stored(page).current_workflow_task_state.pk


def test_who_reviews_has_approval_as_the_big_button(teams, proposed):
    assert main_button(teams, "west_reviewer", stored(proposed)) == "approve"
    assert "Reiniciar" not in read(teams, "west_reviewer", edit(proposed))


def test_the_district_reads_that_the_curators_have_it_now_and_they_read_its_comment(teams, proposed):
    url = reverse("wagtailadmin_pages:workflow_action", args=[proposed.pk, "approve", state_of(proposed)])
    response = teams.browsers["west_reviewer"].post(url, {"comment": "Fui y lo vi."})
    [sentence] = [str(message).strip() for message in get_messages(response.wsgi_request)]
    assert sentence == "Aprobaste «Canteros con padrinos». Ahora la tiene la curaduría de la ciudad (curator)."
    html = read(teams, "curator", edit(proposed))
    assert "west_reviewer la aprobó el" in html
    assert "«Fui y lo vi.»" in html
    assert main_button(teams, "curator", stored(proposed)) == "approve"


def test_an_approval_that_publishes_says_so_before_and_after(teams):
    page = content("Cómo llegar", parent=teams.pages["west"])
    page.title = "Cómo llegar hoy"
    page.save_revision(user=teams.people["west_editor"])
    page.get_workflow().start(page, teams.people["west_editor"])
    assert "Aprobar y publicar" in read(teams, "west_reviewer", edit(page))
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    response = teams.browsers["west_reviewer"].post(url, {"comment": ""})
    assert "Aprobaste «Cómo llegar hoy»: ya es pública." in said(response)
