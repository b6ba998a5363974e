"""A passage that stands once becomes a draft with the right words; everything else is mended by hand."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.core.models import Role, Team, User
from portal.corrections.difference import find_difference
from portal.corrections.kind import CORRECTION
from portal.home.models import ContentPage
from portal.submissions.choices import SubmissionState
from portal.submissions.drafts import begin_draft, read_draft
from portal.submissions.kinds import submission_kind
from portal.submissions.sending import send_draft
from tests.access.small_city import team
from tests.factories import content, district_page, publish

pytestmark = pytest.mark.django_db
BODY = [
    ("heading", "Horario del centro"),
    ("paragraph", "<p>Atendemos de <b>8 a 14</b> los días hábiles &amp; feriados.</p><p>Cierra a las 14.</p>"),
    ("facts", {"items": [{"term": "Sala", "value": "La sala azul"}]}),
]


@pytest.fixture
def page():
    """A page of a district with texts of every kind."""
    return publish(content("Dónde atendemos", district_page(), lead="El horario de la tarde es corto.", body=BODY))


def someone(role, district=None):
    """Return an account with a role in a district, or everywhere."""
    user = User.objects.create(username=f"{role}-{district}")
    user.groups.add(Team.objects.get(role=role, district=district).group if district else team(role))
    return user


def report(page, passage="", suggestion="", fault="fact"):
    """Send a report about a page as the engine does, and return it."""
    about = {"path": page.url, "title": page.title, "page_id": str(page.pk), "fault": ""}
    draft = begin_draft(CORRECTION, "es", about)
    draft.data = {
        "fault": {"fault": [fault], "text": ["El horario está mal"]},
        "words": {"passage": [passage], "suggestion": [suggestion]},
        "contact": {"answer_by": ["none"]},
    }
    draft.save()
    reading = read_draft(CORRECTION, draft)
    assert reading.is_complete, [form.errors for form in reading.faulty]
    return send_draft(CORRECTION, draft, reading.cleaned, may_publish=True, held=False)


def accept(matter, user, **typed):
    """Accept a report as the queue does; return (form, outcome)."""
    said = matter.correctionsubmission
    form = CORRECTION.acceptance.form(typed, submission=matter, content=said, user=user)
    assert form.is_valid()
    return form, CORRECTION.acceptance.make(matter, said, user, form.cleaned_data)


def test_the_kind_is_registered_never_public_and_not_in_the_list():
    kind = submission_kind("correction")
    assert kind is CORRECTION
    assert (kind.publishable, kind.is_listed, kind.asks_contact) == (False, False, True)


def test_a_report_belongs_to_the_district_of_its_page_and_is_never_public(page):
    matter = report(page)
    assert matter.district == page.district
    assert matter.may_publish is False
    assert matter.title == "Dónde atendemos: un dato está mal"
    said = matter.correctionsubmission
    assert (said.page_id, said.page_path, said.page_title) == (page.pk, page.url, page.title)


def test_something_that_should_not_be_public_is_urgent(page):
    matter = report(page, fault="privacy")
    assert matter.topic in CORRECTION.urgent_topics
    checks = CORRECTION.checks({"fault": "privacy"})
    assert len(checks) == 1


@pytest.mark.parametrize(
    ("passage", "suggestion", "before", "after"),
    [
        ("horario de la tarde", "horario de la mañana", "", "El horario de la mañana es corto."),
        ("Horario  del\ncentro", "Horario de la sala", "", "Horario de la sala"),
        ("8 a 14", "8 a 13", "", "<b>8 a 13</b>"),
        ("días hábiles & feriados", "días hábiles", "", "los días hábiles.</p>"),
        ("La sala azul", "La sala <b>roja</b> & grande", "", "La sala <b>roja</b> & grande"),
        ("Cierra a las 14", "Cierra <script>", "", "Cierra &lt;script&gt;."),
    ],
    ids=["plain", "heading", "in a tag", "entity", "plain block", "html is text"],
)
def test_a_passage_that_stands_once_is_replaced_in_a_draft(page, passage, suggestion, before, after):
    matter, user = report(page, passage, suggestion), someone(Role.EDITOR, page.district)
    _form, outcome = accept(matter, user, apply="on")
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    stored = draft.lead + str(draft.body.get_prep_value())
    assert after in stored
    assert ContentPage.objects.get(pk=page.pk).body.get_prep_value() == page.body.get_prep_value(), "published already"
    assert outcome.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "compare" in outcome.more[0][1]


def test_an_unfinished_draft_of_the_page_keeps_its_own_faults(page):
    page.slug = "con espacio"
    page.save_revision(clean=False)
    matter = report(page, "Sala", "Aula")
    accept(matter, someone(Role.EDITOR, page.district), apply="on")
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.slug, draft.body[2].value["items"][0]["term"]) == ("con espacio", "Aula")


def test_the_addresses_of_the_outcome_answer_the_reviewer(page, client):
    user = someone(Role.EDITOR, page.district)
    _form, outcome = accept(report(page, "8 a 14", "8 a 13"), user, apply="on")
    client.force_login(user)
    assert client.get(outcome.url).status_code == 200
    compared = client.get(outcome.more[0][1]).content.decode()
    assert "8 a 13" in compared or "13" in compared


@pytest.mark.parametrize(
    ("passage", "suggestion"),
    [
        ("14", "13"),  # twice
        ("no está en la página", "algo"),
        ("8 a 1", "9 a 1"),  # part of a number
        ("8 a 14 los", "8 a 13 los"),  # across a tag
        ("8 a 14", ""),
        ("", ""),
        ("8 a 14", "8  a 14"),  # nothing changes
        ("<b>8", "<b>9"),
    ],
)
def test_what_does_not_stand_there_once_is_no_difference(page, passage, suggestion):
    assert find_difference(page, passage, suggestion) is None


def test_the_difference_is_shown_struck_and_marked_in_words_with_html_as_text(page):
    matter = report(page, "8 a 14", "<img src=x> 8 a 13")
    form = CORRECTION.acceptance.form(
        submission=matter, content=matter.correctionsubmission, user=someone(Role.EDITOR, page.district)
    )
    shown = str(form.fields["apply"].help_text)
    assert "Ahora dice: <del>8 a 14</del>" in shown
    assert "Quedaría: <ins>&lt;img src=x&gt; 8 a 13</ins>" in shown


def test_without_a_difference_the_editor_of_the_page_is_opened_and_nothing_is_changed(page):
    revisions = page.revisions.count()
    form, outcome = accept(report(page), someone(Role.EDITOR, page.district))
    assert form.note
    assert outcome.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert page.revisions.count() == revisions


def test_the_team_of_another_district_sees_no_difference_and_changes_nothing(page):
    matter, revisions = report(page, "8 a 14", "8 a 13"), page.revisions.count()
    user = someone(Role.REVIEWER, district_page("Sur", "sur").record)
    form = CORRECTION.acceptance.form({}, submission=matter, content=matter.correctionsubmission, user=user)
    assert form.difference is None
    with pytest.raises(ValidationError):
        CORRECTION.acceptance.make(matter, matter.correctionsubmission, user, {"apply": True})
    assert page.revisions.count() == revisions


def test_a_page_that_changed_meanwhile_is_not_written(page):
    matter, user = report(page, "8 a 14", "8 a 13"), someone(Role.EDITOR, page.district)
    page.body = [("paragraph", "<p>Otra cosa</p>")]
    publish(page)
    with pytest.raises(ValidationError):
        CORRECTION.acceptance.make(matter, matter.correctionsubmission, user, {"apply": True})


def test_words_too_long_for_their_field_are_mended_by_hand(page):
    matter, user = report(page, "Dónde atendemos", "palabra " * 140), someone(Role.EDITOR, page.district)
    with pytest.raises(ValidationError, match="demasiado largo"):
        CORRECTION.acceptance.make(matter, matter.correctionsubmission, user, {"apply": True})


def test_a_page_that_is_gone_leaves_its_report_and_can_be_answered(page):
    matter, user = report(page, "8 a 14", "8 a 13"), someone(Role.CURATOR)
    page.delete()
    matter.correctionsubmission.refresh_from_db()
    matter = type(matter).objects.get(pk=matter.pk)
    _form, outcome = accept(matter, user)
    assert outcome.text
    assert matter.state == SubmissionState.NEW


def test_the_right_words_alone_ask_for_the_wrong_ones(page):
    form = CORRECTION.steps[1]({"suggestion": "8 a 13"})
    assert set(form.errors) == {"passage"}
