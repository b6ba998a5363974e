"""Templates of answers: placeholders that are known, languages that fall back, and who may write them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.submission_queue.models import TEMPLATE_STATES, AnswerTemplate, AnswerText
from portal.submission_queue.placeholders import fill_placeholders, placeholder_faults

pytestmark = pytest.mark.django_db
ADD = reverse("answer_templates:add")
FORM = {"name": "Va la cuadrilla", "state": "accepted", "kind": "", "active": "on", "text_es": "Va {unit}: {code}."}


def test_the_portal_ships_a_dozen_in_four_languages_without_faults():
    shipped = AnswerTemplate.objects.prefetch_related("texts")
    assert len(shipped) == 12
    for template in shipped:
        assert {row.language for row in template.texts.all()} == {"es", "en", "fr", "pt"}
        assert [fault for row in template.texts.all() for fault in placeholder_faults(row.text)] == []
        assert template.state in TEMPLATE_STATES


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Tu código es {code}.", 0),
        ("{title} {district} {deadline} {unit}", 0),
        ("{codigo}", 1),
        ("{", 1),
        ("{{code}}", 1),
        ("{} y {x} y {x}", 2),
        ("sin nada", 0),
    ],
)
def test_unknown_placeholders_and_single_braces_are_faults(text, faults):
    assert len(placeholder_faults(text)) == faults


def test_what_is_not_known_yet_stays_a_placeholder(sent):
    matter = sent(title="Luz {unit}")
    assert fill_placeholders("{code} {unit} {district}", matter, "es") == f"{matter.code} {{unit}} Oeste"


def test_a_missing_language_falls_back_to_the_citys_and_says_so():
    template = AnswerTemplate.objects.create(name="Prueba", state="declined")
    template.texts.create(language="es", text="No.")
    assert template.text_in("fr") == ("No.", "es")
    template.texts.create(language="fr", text="Non.")
    assert template.text_in("fr") == ("Non.", "fr")


def test_a_text_with_a_fault_is_not_stored_by_any_way():
    template = AnswerTemplate.objects.create(name="Prueba", state="declined")
    with pytest.raises(ValidationError):
        AnswerText(template=template, language="es", text="{nombre}").full_clean()


@pytest.mark.parametrize("name", ["west reviewer", "curator", "administrator"])
def test_reviewers_and_curators_write_them(city, name):
    browser = city.browser(name)
    assert browser.post(ADD, FORM | {"text_fr": "Va."}).status_code == 302
    template = AnswerTemplate.objects.get(name="Va la cuadrilla")
    assert {row.language: row.text for row in template.texts.all()} == {"es": "Va {unit}: {code}.", "fr": "Va."}
    edit = reverse("answer_templates:edit", args=[template.pk])
    assert "Va {unit}: {code}." in browser.get(edit).content.decode()
    assert browser.post(edit, FORM | {"text_fr": "", "active": ""}).status_code == 302
    template.refresh_from_db()
    assert template.active is False
    assert template.texts.count() == 1
    assert browser.post(reverse("answer_templates:delete", args=[template.pk])).status_code == 302


@pytest.mark.parametrize("name", ["west editor", "elm editor", "west author", "nobody"])
def test_who_only_answers_does_not_write_them(city, name):
    browser, template = city.browser(name), AnswerTemplate.objects.first()
    for address in (
        ADD,
        reverse("answer_templates:edit", args=[template.pk]),
        reverse("answer_templates:delete", args=[template.pk]),
    ):
        assert browser.get(address).status_code == 403
        assert browser.post(address, FORM).status_code == 403
    assert AnswerTemplate.objects.count() == 12


def test_a_fault_is_said_beside_its_text_and_nothing_typed_is_lost(city):
    page = city.browser("curator").post(ADD, FORM | {"text_pt": "Olá {nome}", "text_es": ""})
    text = page.content.decode()
    assert page.status_code == 200
    assert "«{nome}» no se conoce" in text
    assert "Olá {nome}" in text
    assert "Escribe el texto en español" in text


def test_the_list_says_which_languages_are_missing(city):
    template = AnswerTemplate.objects.create(name="Prueba", state="declined")
    template.texts.create(language="es", text="No.")
    text = city.browser("west reviewer").get(reverse("answer_templates:index")).content.decode()
    assert "Prueba" in text
    assert "Português" in text or "portugués" in text.lower()
