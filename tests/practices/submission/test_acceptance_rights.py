"""Who may accept a practice, where to, and how often."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from portal.access.page_policy import ScopedPagePolicy
from portal.core.models import User
from portal.practices.models import PracticePage, PracticeSubmission
from portal.practices.submission.acceptance import PracticeAcceptanceForm, make_practice
from portal.submissions.kinds import submission_kind
from tests import factories

from .office import acceptance_form, person
from .sending import full_draft, quick_draft, send

pytestmark = pytest.mark.django_db


def test_folders_are_those_to_which_the_account_may_add(teams, place):
    submission = send(quick_draft(place))
    offered = {
        name: [label for _key, label in acceptance_form(submission, person(teams, name)).fields["folder"].choices]
        for name in ("west_editor", "south_editor", "curator")
    }
    assert offered["west_editor"] == ["Oeste"]
    assert offered["south_editor"] == ["Sur"]
    assert {"Oeste", "Sur"} < set(offered["curator"])
    assert len(offered["curator"]) == 3


def test_an_editor_of_another_district_cannot_accept_into_this_one(teams, place):
    submission = send(quick_draft(place))
    content = PracticeSubmission.objects.get(submission=submission)
    stranger = person(teams, "south_editor")
    form = acceptance_form(submission, stranger, folder=str(teams.pages["west"].pk))
    assert "folder" in form.errors
    cleaned = {"title": "X", "folder": teams.pages["west"], "neighbourhood": None}
    with pytest.raises(ValidationError, match="No puedes agregar páginas ahí"):
        make_practice(submission, content, stranger, cleaned)
    assert not PracticePage.objects.exists()


def test_rights_are_asked_again_when_the_page_is_made(teams, place):
    submission = send(quick_draft(place))
    editor = person(teams, "west_editor")
    form = acceptance_form(submission, editor)
    assert form.is_valid()
    User.objects.get(pk=editor.pk).groups.clear()
    content = PracticeSubmission.objects.get(submission=submission)
    with pytest.raises(ValidationError, match="No puedes agregar páginas ahí"):
        make_practice(submission, content, editor, form.cleaned_data)


def test_an_official_accepts_into_her_own_neighbourhoods_only(teams, place):
    other = factories.neighbourhood(teams.pages["west"], "Fisherton")
    editor = person(teams, "west_editor")
    editor.neighbourhoods.add(other)
    submission = send(quick_draft(place))
    form = acceptance_form(submission, person(teams, "west_editor"))
    assert "neighbourhood" in form.errors
    assert acceptance_form(submission, person(teams, "west_editor"), neighbourhood=str(other.pk)).is_valid()


def test_a_neighbourhood_of_another_district_is_refused(teams, place):
    far = factories.neighbourhood(teams.pages["south"], "Saladillo")
    form = acceptance_form(send(quick_draft(place)), person(teams, "west_editor"), neighbourhood=str(far.pk))
    assert form.errors == {"neighbourhood": ["Ese barrio es de otro distrito."]}


def test_it_is_made_once(accepted, teams):
    submission, page = accepted
    content = PracticeSubmission.objects.get(submission=submission)
    form = acceptance_form(submission, person(teams, "west_editor"))
    assert form.is_valid()
    with pytest.raises(ValidationError, match="ya tiene su borrador"):
        make_practice(submission, content, person(teams, "west_editor"), form.cleaned_data)
    assert list(PracticePage.objects.all()) == [page]


def test_who_accepted_may_go_on_writing(accepted, teams):
    _submission, page = accepted
    editor = person(teams, "west_editor")
    assert page.owner == editor
    assert ScopedPagePolicy(Page).user_has_permission_for_instance(editor, "change", page)


def test_the_kind_makes_it_by_its_acceptance(teams, place):
    kind, submission = submission_kind("practice"), send(quick_draft(place))
    assert kind.acceptance.form is PracticeAcceptanceForm
    user = person(teams, "west_editor")
    form = acceptance_form(submission, user)
    assert form.is_valid()
    content = PracticeSubmission.objects.get(submission=submission)
    outcome = kind.acceptance.make(submission, content, user, form.cleaned_data)
    page = PracticePage.objects.get()
    assert outcome.url == f"/admin/pages/{page.pk}/edit/"


def test_the_office_accepts_it_on_the_matters_own_screen(teams, place):
    submission = send(full_draft(place, pictures=False))
    office = teams.browsers["west_editor"]
    shown = office.get(reverse("submission_queue:matter", args=[submission.pk])).content.decode()
    assert "dijo difficulties" in shown
    assert "made-folder" in shown
    typed = {
        "text": "Gracias: la publicamos.",
        "made-title": "La plaza de la escuela",
        "made-folder": str(teams.pages["west"].pk),
        "made-neighbourhood": str(place.pk),
    }
    answer = office.post(reverse("submission_queue:action", args=[submission.pk, "accept"]), typed)
    assert answer.status_code == 302, answer.content.decode()
    page = PracticePage.objects.get()
    assert (page.title, page.owner, page.live) == ("La plaza de la escuela", person(teams, "west_editor"), False)
    submission.refresh_from_db()
    assert submission.state == "accepted"
    assert office.get(reverse("submission_queue:matter", args=[submission.pk])).status_code == 200
    assert office.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_office_reads_what_is_wrong_beside_its_form(teams, place):
    submission = send(quick_draft(place))
    typed = {"text": "Gracias.", "made-title": "", "made-folder": str(teams.pages["south"].pk)}
    answer = teams.browsers["west_editor"].post(
        reverse("submission_queue:action", args=[submission.pk, "accept"]), typed
    )
    html = answer.content.decode()
    assert "Escribe el título." in html
    assert "Elige una carpeta de la lista." in html
    assert not PracticePage.objects.exists()
