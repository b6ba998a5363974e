"""What a sender and the office read of a practice before it has a page: the preview, what a machine saw, the way in."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from portal.personal_data.person import DataSubject
from portal.practices.models import PracticePage, PracticeSubmission
from portal.practices.models.submission import CONTACT_DAYS, CONTACT_FIELDS
from portal.practices.submission import kind as practice_kind
from portal.practices.submission.checks import practice_checks
from portal.practices.submission.kind import PRACTICE, practice_place, practice_topic
from portal.practices.submission.preview import practice_preview
from portal.practices.submission.public_outcome import practice_outcome
from portal.practices.submission.retention import purge_submitted_contacts
from portal.practices.submission.similar import similar_practices
from portal.practices.submission.submitted_contacts import remove_submitted_contact, submitted_contacts_of
from portal.submissions.drafts import read_draft
from portal.submissions.kinds import Place
from portal.submissions.machine_checks import content_values, machine_checks
from portal.submissions.models import Submission
from tests import factories

from .sending import full_draft, pictures_of, quick_draft, send

pytestmark = pytest.mark.django_db
LONG = "Juntamos a la escuela con sus vecinos para hacer una plaza. " * 4


def preview(draft):
    """Return the preview of a draft that was not sent, as the page before sending shows it."""
    cleaned = read_draft(PRACTICE, draft).cleaned
    names = {field.name for field in PracticeSubmission._meta.fields}
    content = PracticeSubmission(**{name: value for name, value in cleaned.items() if name in names})
    shown = {"content": content, "cleaned": cleaned, "pictures": pictures_of(draft)}
    return render_to_string(PRACTICE.template, shown), practice_preview(content, cleaned)


def texts(cleaned):
    """Return what the machine says of cleaned data."""
    return [check.text for check in practice_checks(cleaned)]


# The preview ----------------------------------------------------------------------------------------------------------


def test_the_preview_shows_every_answer_but_the_contact(place):
    draft = full_draft(place)
    html, _shown = preview(draft)
    said = {text for step in PRACTICE.all_steps(True) for name in step.base_fields for text in [f"dijo {name}"]}
    typed = {
        text for data in draft.data.values() for texts in data.values() for text in texts if text.startswith("dijo ")
    }
    assert len(typed & said) > 35
    absent = {text for text in typed if text not in html}
    assert absent == {"dijo contact_person", "dijo contact_role", "dijo contact_phone"}
    assert "contact_mail@example.org" not in html
    assert "El baldío" in html
    assert "Antes" in html


def test_the_preview_of_what_is_stored_is_that_of_what_was_typed(place):
    draft = full_draft(place)
    _html, before = preview(draft)
    content = PracticeSubmission.objects.get(submission=send(draft))
    assert practice_preview(content, {}) == before


def test_the_preview_runs_nothing_that_was_typed(place):
    html, _shown = preview(quick_draft(place, practice_title="<script>x</script>", summary="<img src=x onerror=y>"))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_the_preview_of_the_quick_form_leaves_out_what_nobody_said(place):
    _html, shown = preview(quick_draft(place))
    assert [fact["term"] for fact in shown["facts"]] == ["Quién la hizo", "Quiénes participaron"]
    assert len(shown["answers"]) == 2


# What a machine sees --------------------------------------------------------------------------------------------------


def test_a_short_story_without_theme_is_said():
    assert texts({"summary": "Una plaza.", "place": Place()}) == [
        "La historia es muy corta: con dos o tres frases más se entiende mejor.",
        "No tiene tema: con uno se encuentra mejor en el banco.",
    ]


def test_nothing_is_said_of_what_is_complete():
    cleaned = {"summary": LONG, "themes": factories.terms("theme", "culture"), "source_licence": "CC BY 4.0"}
    assert texts(cleaned | {"place": Place(), "start": "2018", "end": "2019-02", "picture_licence": "CC BY 4.0"}) == []


def test_a_picture_without_words_or_licence_is_said():
    pictures = [SimpleNamespace(alt=""), SimpleNamespace(alt="La plaza")]
    assert texts({"summary": LONG, "themes": ["x"], "pictures": pictures}) == [
        "A 1 foto le falta decir qué se ve.",
        "Las fotos no dicen si otros pueden usarlas.",
    ]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"start": "2999"}, "Empieza en el futuro: ¿está bien la fecha?"),
        ({"end": "2999-01"}, "Terminó en el futuro: ¿está bien la fecha?"),
        ({"start": "0019"}, "Es de hace más de un siglo: ¿está bien la fecha?"),
    ],
)
def test_a_date_that_is_hard_to_believe_is_said(dates, said):
    assert texts({"summary": LONG, "themes": ["x"], **dates}) == [said]


def test_the_office_reads_the_same_as_the_sender_and_no_contact_is_taken_for_public(place):
    draft = full_draft(place)
    cleaned = read_draft(PRACTICE, draft).cleaned
    content = PracticeSubmission.objects.get(submission=send(draft))
    of_office = [check.text for check in machine_checks(PRACTICE, content_values(content))]
    assert of_office == [check.text for check in machine_checks(PRACTICE, cleaned)]
    assert "@" not in " ".join(of_office)


def test_each_check_leads_to_a_step_of_the_form():
    slugs = {step.slug for step in PRACTICE.all_steps(complete=True)}
    cleaned = {
        "summary": "Corta.",
        "themes": [],
        "source_licence": "",
        "pictures": [SimpleNamespace(alt="")],
        "start": "2999",
        "end": "1800",
    }
    steps = {check.step for check in practice_checks(cleaned)}
    assert len(steps) > 3
    assert steps <= slugs


# What the bank has already --------------------------------------------------------------------------------------------


def test_what_the_bank_has_already_is_shown_three_at_most_and_public_only(place):
    for number in range(5):
        factories.practice(f"Plaza de la escuela {number}")
    factories.practice("Plaza de la escuela secreta", live=False)
    similar = similar_practices({"practice_title": "La plaza de la escuela", "summary": LONG})
    assert len(similar) == 3
    assert all(one.title.startswith("Plaza de la escuela") and one.url.startswith("/es/") for one in similar)
    assert "secreta" not in " ".join(one.title for one in similar)


def test_nothing_typed_finds_nothing():
    assert similar_practices({}) == []


# The kind -------------------------------------------------------------------------------------------------------------


def test_a_matter_is_sorted_by_place_and_first_theme(place):
    themes = factories.terms("theme", "culture", "health")
    assert practice_topic({"themes": themes}) == "health"
    assert practice_topic({}) == ""
    assert practice_place({}) == Place()
    submission = send(quick_draft(place))
    assert (submission.district, submission.neighbourhood) == (place.district, place)
    assert practice_kind.practice_title({"practice_title": "Plaza"}) == "Plaza"


def test_what_was_not_accepted_has_no_outcome(place):
    assert practice_outcome(send(quick_draft(place))) is None


# Until when -----------------------------------------------------------------------------------------------------------


def test_the_contact_goes_after_its_time_and_the_rest_stays(place):
    submission = send(full_draft(place))
    now = timezone.now()
    for closed, stays in ((None, True), (now - timedelta(days=CONTACT_DAYS - 1), True), (now - timedelta(91), False)):
        Submission.objects.filter(pk=submission.pk).update(closed_at=closed)
        purge_submitted_contacts(now)
        content = PracticeSubmission.objects.get(submission=submission)
        assert all(bool(getattr(content, name)) is stays for name in CONTACT_FIELDS)
    assert content.summary == "dijo summary"


def test_a_person_finds_the_contact_and_has_it_taken_out(place):
    submission = send(full_draft(place))
    assert not submitted_contacts_of(DataSubject("other@example.org"))
    person = DataSubject("contact_mail@example.org")
    content = submitted_contacts_of(person).get()
    assert content.submission == submission
    remove_submitted_contact(content, person)
    assert not submitted_contacts_of(person)
    assert PracticeSubmission.objects.get().summary == "dijo summary"


def test_the_contact_is_encrypted_at_rest(place):
    submission = send(full_draft(place))
    table = PracticeSubmission._meta.db_table
    rows = PracticeSubmission.objects.raw(f"SELECT submission_id, contact_mail || '' AS written FROM {table}")  # noqa: S608
    assert [row.pk for row in rows] == [submission.pk]
    assert "example.org" not in rows[0].written


# The way in -----------------------------------------------------------------------------------------------------------


def test_the_bank_says_how_to_tell_of_a_practice(client):
    html = client.get(factories.bank().url).content.decode()
    address = reverse("submission_begin", args=["practice"])
    assert not PracticePage.objects.exists()
    assert html.count(f'href="{address}"') == 2
