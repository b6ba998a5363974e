"""The form as a neighbour fills it in, in the browser: pictures, what, where, contact, sent."""

import re
from html import unescape

import pytest
from django.test import RequestFactory

from portal.proposals.kind import start_proposal
from portal.submissions.models import Draft, Submission

pytestmark = pytest.mark.django_db
BEGIN = "/es/submissions/proposal/"


def go_on(client, response, **typed):
    """Post a step that is shown and return the page that follows."""
    return client.post(response.request["PATH_INFO"], typed, follow=True)


def test_three_short_pages_and_the_contact_lead_to_what_everybody_will_see(client, place):
    what = client.post(BEGIN, {}, follow=True)
    where = go_on(client, what, what_kind="complaint", text="No anda la luz de la esquina de noche")
    assert where.request["PATH_INFO"].endswith("/where/")
    contact = go_on(client, where, spot="Mitre y Córdoba", where=f"n{place.pk}")
    check = go_on(client, contact, answer_by="none")
    text = check.content.decode()
    assert check.request["PATH_INFO"].endswith("/check/")
    for words in ("Así lo verá todo el mundo", "Reclamo", "No anda la luz", "Mitre y Córdoba"):
        assert words in text, words
    assert Submission.objects.count() == 0


def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(client, place):
    what = client.post(BEGIN, {}, follow=True)
    wrong = go_on(client, what, text="Sin decir qué es")
    text = wrong.content.decode()
    assert "Elige si es un reclamo o una propuesta." in text
    assert "Sin decir qué es" in text


def test_the_link_on_a_neighbourhoods_page_begins_with_it_chosen(client, place):
    client.post(f"{BEGIN}?neighbourhood={place.code}", {})
    draft = Draft.objects.get()
    assert draft.about == {"where": f"n{place.pk}"}
    shown = client.get(f"/es/submissions/draft/{draft.pk}/where/").content.decode()
    assert f'<option value="n{place.pk}" selected>' in shown


def test_the_link_on_a_districts_page_begins_with_it_chosen(client, district):
    link = re.search(r'href="([^"]*/submissions/proposal/[^"]*)"', client.get(district.url).content.decode())
    client.post(unescape(link[1]), {})
    draft = Draft.objects.get()
    assert draft.about == {"where": f"d{district.record_id}"}
    shown = client.get(f"/es/submissions/draft/{draft.pk}/where/").content.decode()
    assert f'<option value="d{district.record_id}" selected>' in shown


@pytest.mark.parametrize("code", ["", "no-esta", "%00", "<b>", "a" * 500])
def test_a_link_that_names_no_place_begins_without(client, place, code):
    for name in ("neighbourhood", "district"):
        assert client.get(BEGIN, {name: code}).status_code == 200
        assert start_proposal(RequestFactory().get(BEGIN, {name: code})) == {}
