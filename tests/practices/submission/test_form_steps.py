"""The steps of the form: what is right goes through, what is wrong is said beside its field."""

from uuid import uuid4

import pytest

from portal.practices.models import PracticePage, PracticeSubmission
from portal.practices.submission.kind import PRACTICE
from portal.submissions.kinds import submission_kind
from portal.submissions.sending import content_fields
from portal.submissions.steps import WordsField, word_count
from portal.vocabularies.models import Term

from .sending import STEPS, form_of, send_picture, typed_step
from .sending import quick_draft as draft_of

pytestmark = pytest.mark.django_db
LIMITS = {"participants": 100, "summary": 300, "innovation": 150}


def test_the_engine_knows_the_kind():
    assert submission_kind("practice") is PRACTICE


@pytest.mark.parametrize("slug", STEPS)
def test_a_step_answered_in_full_is_right(slug, place):
    form = form_of(slug, place, bundle=uuid4())
    assert form.is_valid(), form.errors


@pytest.mark.parametrize("slug", [slug for slug, step in STEPS.items() if step.optional])
def test_a_step_that_may_be_left_out_is_right_when_empty(slug):
    form = form_of(slug, bundle=uuid4())
    assert form.is_valid(), form.errors


@pytest.mark.parametrize("slug", ["name", "story"])
def test_the_two_steps_that_publishing_needs_ask_for_each_answer(slug):
    form = form_of(slug)
    assert set(form.errors) == set(form.fields)


def test_no_page_asks_more_than_five_things_but_for_its_rows():
    long = {slug for slug, step in STEPS.items() if len(step.base_fields) > 5}
    assert long == {"contributions", "organisations", "figures", "links"}


def test_names_of_fields_are_unique_in_the_kind():
    names = [name for step in STEPS.values() for name in step.base_fields]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "most"), LIMITS.items())
def test_a_question_takes_as_many_words_as_its_counter_says(name, most, place):
    field = STEPS["story"].base_fields[name]
    assert field.widget.attrs["data-words"] == field.most_words == most
    assert form_of("story", place, **{name: "palabra " * most}).is_valid()
    form = form_of("story", place, **{name: "palabra " * (most + 2)})
    assert form.errors == {name: [f"Es un poco largo: quita 2 palabras. Entran {most}."]}


def test_every_counter_of_the_form_says_the_limit_of_the_server():
    fields = {name: field for step in STEPS.values() for name, field in step.base_fields.items()}
    counted = {name: field for name, field in fields.items() if isinstance(field, WordsField)}
    assert len(counted) > 15
    assert {name for name, field in counted.items() if field.widget.attrs["data-words"] != field.most_words} == set()
    assert word_count("Vecinas, vecinos: ¡la plaza!") == 4


def test_every_answer_has_its_place_in_the_model_or_in_a_row():
    stored = {field.name for field in content_fields(PRACTICE)}
    rows = {name for step in STEPS.values() if hasattr(step, "rows_name") for name in step.base_fields}
    asked = {name for step in STEPS.values() for name in step.base_fields} - rows
    assert asked - stored == {"place", "pictures", "documents"}
    gathered = {step.rows_name for step in STEPS.values() if hasattr(step, "rows_name")}
    assert stored - asked - gathered == {"practice"}


def test_what_the_page_has_and_nobody_is_asked():
    page = set(PracticePage.facts) | set(PracticePage.texts)
    rows = {"organisation_links": "organisations"}
    asked = {field.name for field in PracticeSubmission._meta.get_fields()}
    absent = {name for name in page if rows.get(name, name) not in asked}
    by_the_portal = {"reference", "source_key", "last_reviewed", "neighbourhood", "pictures", "source_language"}
    of_imports = {"start_as_written", "end_as_written", "source_date"}
    assert absent == by_the_portal | of_imports | {"latitude", "longitude"}


# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "typed", "field"),
    [
        ("name", {"practice_title": "x" * 201}, "practice_title"),
        ("name", {"practice_title": " \n "}, "practice_title"),
        ("name", {"place": "n999999"}, "place"),
        ("name", {"author_kind": "999999"}, "author_kind"),
        ("name", {"author_kind": "nadie"}, "author_kind"),
        ("lead", {"lead": "x" * 601}, "lead"),
        ("lead", {"participants_count": "muchas"}, "participants_count"),
        ("lead", {"participants_count": "-3"}, "participants_count"),
        ("lead", {"participants_count": "9" * 40}, "participants_count"),
        ("type", {"types": ["999999"]}, "types"),
        ("themes", {"themes": ["agua"]}, "themes"),
        ("where", {"place_country": "Argentina"}, "place_country"),
        ("when", {"start": "diciembre"}, "start"),
        ("when", {"start": "2018-13"}, "start"),
        ("when", {"start": "2020", "end": "2019"}, "end"),
        ("when", {"end": "2019", "end_open": "on"}, "end"),
        ("figures", {"figures_2_value": "240"}, "figures_2_label"),
        ("figures", {"figures_1_label": "consejos"}, "figures_1_value"),
        ("contributions", {"contributions_4_text": "juntó el dinero"}, "contributions_4_who"),
        ("organisations", {"organisations_1_name": "x" * 201}, "organisations_1_name"),
        ("links", {"annexes_1_url": "javascript:alert(1)", "annexes_1_title": "Video"}, "annexes_1_url"),
        ("links", {"annexes_1_url": "https://example.org"}, "annexes_1_title"),
        ("source", {"source_licence": "la que quieran"}, "source_licence"),
        ("award", {"edition": "32768"}, "edition"),
        ("who-to-ask", {"contact_person": "Alguien", "contact_agrees": "on"}, "contact_mail"),
        ("who-to-ask", {"contact_mail": "alguien@example.org"}, "contact_agrees"),
        ("who-to-ask", {"contact_mail": "alguien", "contact_agrees": "on"}, "contact_mail"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(slug, typed, field, place):
    form = form_of(slug, place if slug in ("name", "story") else None, **typed)
    assert list(form.errors) == [field]


def test_terms_of_another_list_are_refused(place):
    form = form_of("name", place, author_kind="culture")
    assert "author_kind" in form.errors


def test_a_term_that_is_no_longer_in_use_is_not_offered(place):
    assert form_of("name", place, author_kind="team").is_valid()
    term = Term.objects.get(vocabulary="author_kind", code="team")
    term.active = False
    term.save()
    assert set(form_of("name", place, author_kind="team").errors) == {"author_kind"}


def test_pictures_need_a_licence_and_the_consent_of_who_is_seen(place):
    draft = draft_of(place)
    send_picture(draft, "a.jpg", "La plaza")
    form = form_of("pictures", bundle=draft.pk)
    assert set(form.errors) == {"picture_licence", "people_agree"}
    assert form_of("pictures", bundle=draft.pk, picture_licence="CC BY 4.0", people_agree="on").is_valid()


def test_before_and_after_are_chosen_among_the_pictures_that_were_sent(place):
    draft, other = draft_of(place), draft_of(place)
    first, second = send_picture(draft, "a.jpg", "El baldío"), send_picture(draft, "b.jpg", "La plaza", "blue")
    foreign = send_picture(other, "c.jpg", "Otra plaza", "green")
    chosen = {"before_picture": str(first.pk), "after_picture": str(second.pk)}
    form = form_of("before-after", bundle=draft.pk, **chosen)
    assert form.is_valid()
    assert "1. El baldío" in str(form)
    assert form_of("before-after", bundle=draft.pk, **chosen | {"after_picture": str(foreign.pk)}).errors
    assert form_of("before-after", bundle=draft.pk, **chosen | {"after_picture": str(first.pk)}).errors


def test_rows_leave_out_what_is_empty_between_them():
    form = form_of(
        "figures", figures_1_value="240", figures_1_label="consejos", figures_3_value="3", figures_3_label="años"
    )
    assert form.is_valid()
    assert form.cleaned_data["figures"] == [{"value": "240", "label": "consejos"}, {"value": "3", "label": "años"}]


def test_a_step_says_its_title_and_why_in_words():
    assert {slug for slug, step in STEPS.items() if not (str(step.title) and str(step.why))} == set()
    assert typed_step(STEPS["when"], None)["start"] == ["2018-12"]
