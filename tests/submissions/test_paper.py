"""The form of every kind as a sheet to print: each question of the form stands on it, with room to answer."""

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from portal.submissions.contact_step import CONSENT
from portal.submissions.kinds import submission_kinds
from portal.submissions.paper import choice_groups, counters_of_districts, paper_field, paper_steps
from portal.submissions.steps import WordsField
from portal.uploads.fields import ReceivedFilesField
from tests import factories

pytestmark = pytest.mark.django_db
LISTED = [kind for kind in submission_kinds() if kind.is_listed]


def sheet(kind, language="es", **parameters):
    address = reverse("submission_paper", kwargs={"kind": kind.name}).replace("/es/", f"/{language}/", 1)
    return Client().get(address, parameters)


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
@pytest.mark.parametrize("complete", [False, True])
def test_every_question_of_the_form_stands_on_the_sheet(kind, complete):
    asked = [str(bound.label) for step in kind.all_steps(complete) for bound in step() if not bound.is_hidden]
    on_paper = [str(field.label) for step in paper_steps(kind, complete) for field in step.fields]
    assert on_paper[: len(asked)] == asked
    assert all(field.lines or field.groups or field.shape in ("tick", "date", "files")
               for step in paper_steps(kind, complete) for field in step.fields)  # fmt: skip


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_it_is_printed_in_each_language_with_consent_and_the_way_on_line(kind, language):
    response = sheet(kind, language)
    assert response.status_code == 200
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    assert "noindex" in text
    assert text.count("<h1>") == 1


def test_the_consent_stands_above_the_signature_and_is_no_box():
    text = sheet(LISTED[0]).content.decode()
    assert str(CONSENT) in text
    assert str(CONSENT) not in [str(field.label) for step in paper_steps(LISTED[0], False) for field in step.fields]


def test_what_is_no_kind_or_begins_elsewhere_has_no_sheet():
    for name in ("nothing", "own", "draft", "correction"):
        assert Client().get(f"/es/submissions/{name}/paper/").status_code == 404


def test_the_centres_of_open_districts_stand_there_with_their_hours():
    west = factories.district_page(seat_name="Centro Oeste", address="Mitre 1200", phone="0341 480 0000")
    west.hours = "Lunes a viernes, de 8 a 14"
    factories.publish(west)
    factories.district_page("Norte", "norte", address="Alem 1", active=False)
    hidden = factories.district_page("Sur", "sur", address="Ovidio Lagos 4000")
    hidden.unpublish()
    (only,) = counters_of_districts()
    assert (only.name, only.address, only.hours) == ("Centro Oeste", "Mitre 1200", "Lunes a viernes, de 8 a 14")
    assert "Mitre 1200" in sheet(LISTED[0]).content.decode()


def test_room_follows_the_limit_of_words():
    assert len(paper_field(WordsField(most_words=200)).lines) == 20
    assert len(paper_field(WordsField(most_words=40)).lines) == 4
    assert len(paper_field(WordsField(most_words=4)).lines) == 1
    assert len(paper_field(forms.CharField(max_length=300)).lines) == 3
    assert len(paper_field(forms.EmailField()).lines) == 1


@pytest.mark.parametrize(
    ("count", "shape"),
    [(3, "boxes"), (4, "boxes"), (5, "columns"), (9, "columns"), (48, "columns"), (49, "lines"), (0, "lines")],
)
def test_few_choices_are_boxes_many_are_columns_and_whole_lists_a_line(count, shape):
    field = forms.ChoiceField(choices=[("", "Elige uno"), *((str(key), f"Barrio {key}") for key in range(count))])
    found = paper_field(field)
    assert found.shape == shape
    assert bool(found.lines) == (shape == "lines")


def test_all_places_of_a_city_are_a_line_and_the_names_of_its_districts():
    groups = [(name, [(f"{name}{key}", f"Barrio {key}") for key in range(9)]) for name in ("Oeste", "Sur")]
    found = paper_field(forms.ChoiceField(choices=[("", "Elige uno"), ("city", "Toda la ciudad"), *groups]))
    assert (len(found.lines), found.groups) == (1, (("", ("Toda la ciudad", "Oeste", "Sur")),))


def test_long_choices_stay_in_one_column():
    field = forms.MultipleChoiceField(choices=[(str(key), "palabras " * 8) for key in range(12)])
    assert paper_field(field).shape == "boxes"
    assert paper_field(field).several


def test_the_groups_of_a_choice_keep_their_names():
    field = forms.ChoiceField(choices=[("", "Elige"), ("Oeste", [("1", "Echesortu")]), ("2", "Toda la ciudad")])
    assert choice_groups(field) == (("Oeste", ("Echesortu",)), ("", ("Toda la ciudad",)))


def test_dates_ticks_and_files_have_a_shape_of_their_own():
    shapes = [paper_field(field).shape for field in (forms.DateField(), forms.BooleanField(), ReceivedFilesField())]
    assert shapes == ["date", "tick", "files"]
