"""The practice page: facts, answers, history, relations, citation, formats; and what it must not say."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from portal.core.models import ReferenceCounter
from portal.practices.models import Annex, PracticeContact, PracticePage
from portal.practices.retention import purge_contacts
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def practice():
    page = factories.practice(
        "Consejos & más", types=["council"], themes=["health"], place_city="Rosario", place_country="AR", start="2020-02",
        end_open=True, institution="Municipalidad de Rosario", lead="Qué es.", how_achieved="<p>Casa por casa.</p>",
        source_name="OIDP", source_language="fr", source_licence="CC BY 4.0",
    )  # fmt: skip
    page.evaluation_state = factories.terms("evaluation_state", "none")[0]
    page.annexes = [Annex(title="Vídeo perdido", locale=page.locale)]
    return factories.publish(page)


def read(client, page):
    """Return the HTML of a page."""
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_facts_and_answers_stand_in_words(client, practice):
    html = read(client, practice)
    for words in (
        "Experiencia de Rosario, Argentina",
        "Desde febrero de 2020, en curso", "¿De qué manera se ha alcanzado ese objetivo?",
        "Casa por casa.", factories.terms("evaluation_state", "none")[0].label("es"),
        "En francés · Licencia: CC BY 4.0", "Vídeo perdido", "la fuente no da la dirección", practice.reference,
    ):  # fmt: skip
        assert words in html, words
    assert f'href="{factories.bank().url}?type=council"' in html
    assert "¿Qué fue difícil" not in html


def test_it_says_what_was_last_changed(client, practice):
    page = PracticePage.objects.get(pk=practice.pk)
    page.place_city = "Funes"
    page.difficulties = "<p>Poca señal.</p>"
    factories.publish(page)
    html = " ".join(read(client, practice).split())
    assert "ciudad, ¿qué fue difícil y qué harían distinto?" in html
    changes = practice.changes.count()
    factories.publish(PracticePage.objects.get(pk=practice.pk))
    assert practice.changes.count() == changes


def test_related_practices_with_the_reason(client, practice):
    factories.practice("Otro consejo", types=["council"], themes=["health"])
    factories.practice("Huerta", types=["initiative"], themes=["environment"])
    secret = factories.practice("Consejo secreto", types=["council"], themes=["health"])
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    html = read(client, practice)
    related = html[html.index('id="related"') :]
    assert "Otro consejo" in related
    assert "Mismo tipo: Consejo. Mismos temas: Salud" in related
    assert "Huerta" not in related
    assert "secreto" not in related


def test_translation_says_so_and_leads_to_the_original(client, practice):
    french = factories.translate(practice, "fr", title="Conseils")
    html = read(client, french)
    assert f'<a href="{practice.url}" hreflang="es">' in html
    assert 'hreflang="x-default"' in html


def test_a_record_with_only_facts_looks_finished(client):
    html = read(client, factories.practice("Solo datos"))
    assert "De esta experiencia solo tenemos los datos" in html


def test_json_ld_is_valid_and_cannot_end_the_script(client, practice):
    practice.title = "</script><b>Consejos"
    html = read(client, factories.publish(practice))
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["name"] == "</script><b>Consejos"
    assert data["identifier"] == practice.reference
    assert data["temporalCoverage"] == "2020-02/.."
    assert data["contentLocation"]["address"]["addressCountry"] == "AR"


def test_bibtex(client, practice):
    entry = client.get(reverse("practice_bibtex", args=[practice.reference])).content.decode()
    assert entry.startswith(f"@misc{{{practice.reference},")
    assert r"title = {{Consejos \& más}}" in entry
    assert "author = {{Municipalidad de Rosario}}" in entry


def test_json_of_the_record_has_no_contact(client, practice):
    PracticeContact.objects.create(practice=practice, name="Nadie", email="nadie@example.org")
    for url in (reverse("practice_json", args=[practice.reference]), practice.url):
        assert "nadie" not in client.get(url).content.decode().lower()
    record = client.get(reverse("practice_json", args=[practice.reference])).json()
    assert record["reference"] == practice.reference


def test_card_is_a_picture_of_the_right_size(client, practice):
    practice.title = "Una experiencia con un título larguísimo " * 6
    practice = factories.publish(practice)
    image = Image.open(BytesIO(client.get(reverse("practice_card", args=[practice.reference])).content))
    assert (image.format, image.size) == ("PNG", (1200, 630))


@pytest.mark.parametrize("name", ["practice_bibtex", "practice_json", "practice_card"])
def test_other_formats_of_a_private_practice_do_not_exist(client, practice, name):
    url = reverse(name, args=[practice.reference])
    assert client.get(url).status_code == 200
    PageViewRestriction.objects.create(page=practice, restriction_type="login")
    assert client.get(url).status_code == 404
    assert client.get(f"/p/{practice.reference}", follow=True).status_code == 404


def test_permanent_address_survives_a_move_and_speaks_the_readers_language(client, practice):
    french = factories.translate(practice, "fr", title="Conseils", slug="conseils")
    practice.move(factories.district_page(), pos="last-child")
    moved = PracticePage.objects.get(pk=practice.pk)
    assert client.get(f"/p/{practice.reference}")["Location"] == moved.url
    response = client.get(f"/p/{practice.reference}", headers={"accept-language": "fr"})
    assert response["Location"] == french.url


def test_a_reference_is_never_used_twice(practice):
    reference = practice.reference
    practice.delete()
    other = factories.practice("Otra")
    assert other.reference != reference
    copy = other.copy(update_attrs={"slug": "copia"})
    assert copy.reference not in {reference, other.reference}
    assert ReferenceCounter.objects.get().last == 3


def test_the_old_address_of_a_moved_practice_leads_on(client, practice, django_capture_on_commit_callbacks):
    old = practice.url
    with django_capture_on_commit_callbacks(execute=True):
        practice.move(factories.district_page(), pos="last-child")
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == PracticePage.objects.get(pk=practice.pk).url


def test_queries_do_not_grow_with_what_is_related(client, practice):
    factories.practice("Otro consejo", types=["council"], themes=["health"])
    client.get(practice.url)
    with CaptureQueriesContext(connection) as few:
        client.get(practice.url)
    for number in range(20):
        factories.practice(f"Consejo {number}", types=["council"], themes=["health", "culture"])
    client.get(practice.url)
    with CaptureQueriesContext(connection) as many:
        client.get(practice.url)
    assert len(few) == len(many) <= 30


def test_contacts_go_when_their_time_is_over(practice):
    contact = PracticeContact.objects.create(practice=practice, email="a@example.org")
    purge_contacts(timezone.now())
    assert PracticeContact.objects.filter(pk=contact.pk).exists()
    purge_contacts(timezone.now() + timedelta(days=PracticeContact.personal_data.days + 2))
    assert not PracticeContact.objects.exists()
