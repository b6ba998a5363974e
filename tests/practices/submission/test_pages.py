"""The school at its telephone: quick form, picture, code; then the long form in the same draft; all without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from portal.practices.models import PracticeSubmission
from portal.practices.submission.kind import PRACTICE
from portal.submissions.codes import secret_of
from portal.submissions.models import Draft, Submission
from tests.submissions.sender import carried_along

from .office import accept, person
from .sending import STEPS, complete, full_draft, picture, pictures_of, quick_draft, send, typed_step

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 45_000


class School:
    """A browser without scripts that keeps no cookie."""

    def __init__(self, place):
        self.client, self.place, self.draft = Client(), place, None

    def post(self, path, **values):
        """Open a page and send its form back with what it carries along and `values`."""
        shown = self.client.get(path).content.decode()
        return self.client.post(path, carried_along(shown) | values)

    def begin(self):
        """Send the first step; return the answer."""
        step = PRACTICE.steps[0]
        answer = self.post(reverse("submission_begin", args=["practice"]), **typed_step(step, self.place))
        self.draft = Draft.objects.get()
        return answer

    def address(self, slug):
        """Return the path of a step of its draft."""
        return reverse("submission_step", args=[self.draft.pk, slug])

    def step(self, slug, **values):
        """Send one step in full; return the answer."""
        return self.post(self.address(slug), **typed_step(STEPS[slug], self.place) | values)


def test_from_the_telephone_to_the_code_and_on_to_the_long_form(place):
    school = School(place)
    assert school.begin().url == school.address("story")
    assert school.step("story").url == school.address("pictures")
    photo = SimpleUploadedFile("plaza.jpg", picture(), "image/jpeg")
    answer = school.step("pictures", pictures=photo, **{"pictures-alt": "La plaza con los bancos nuevos"})
    assert answer.url == school.address("contact")
    assert [file.alt for file in pictures_of(school.draft)] == ["La plaza con los bancos nuevos"]
    check = reverse("submission_check", args=[school.draft.pk])
    assert school.post(school.address("contact"), answer_by="none").url == check
    shown = school.client.get(check).content.decode()
    assert "dijo summary" in shown
    assert "La plaza con los bancos nuevos" in shown
    assert "No tiene tema" in shown
    assert school.post(check).url == reverse("submission_sent", args=[school.draft.pk])
    submission = Submission.objects.get()
    assert school.post(check, complete="1").url == school.address("before-after")
    for slug in list(STEPS)[3:]:
        changes = {"contact_person": "Quien sabe"} if slug == "who-to-ask" else {}
        answer = school.step(slug, **changes)
        assert answer.status_code == 302, (slug, answer.content.decode())
    school.post(check)
    content = PracticeSubmission.objects.get(submission=submission)
    assert content.difficulties == "dijo difficulties"
    assert content.contact_person == "Quien sabe"
    assert Submission.objects.get() == submission


def test_pictures_stay_when_the_licence_is_missing(place):
    school = School(place)
    school.begin()
    photo = SimpleUploadedFile("plaza.jpg", picture(), "image/jpeg")
    answer = school.post(school.address("pictures"), pictures=photo)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Elige qué pueden hacer otras personas con las fotos." in html
    assert "plaza.jpg" in html
    assert len(pictures_of(school.draft)) == 1


@pytest.mark.parametrize("slug", STEPS)
def test_each_step_shows_what_was_typed_and_is_light(slug, place, client):
    draft = full_draft(place)
    address = reverse("submission_step", args=[draft.pk, slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "dijo " in html or slug in ("pictures", "before-after", "objectives", "when", "award", "documents")
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:400] for query in queries)
    assert len(answer.content) < MOST_BYTES


@pytest.mark.parametrize("slug", STEPS)
def test_each_step_shows_its_faults_and_loses_nothing(slug, place, client):
    draft = quick_draft(place)
    complete(draft, place)
    address = reverse("submission_step", args=[draft.pk, slug])
    wrong = dict.fromkeys(STEPS[slug].base_fields, "\x00<b>mal</b>\u202e")
    answer = client.post(address, wrong)
    assert answer.status_code in (200, 302)
    assert "<b>mal</b>" not in answer.content.decode()
    assert "mal" in str(Draft.objects.get(pk=draft.pk).data[slug]) or slug == "pictures"


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_the_form_is_there_in_each_language_and_on_paper(language, client):
    with translation.override(language):
        begin, paper = (reverse(name, args=["practice"]) for name in ("submission_begin", "submission_paper"))
    assert client.get(begin).status_code == 200
    assert client.get(paper).status_code == 200


def test_the_sender_reads_where_it_stands(place, teams, client):
    submission = send(full_draft(place))
    accept(submission, person(teams, "west_editor"))
    submission.state = "accepted"
    submission.save()
    answer = client.get(reverse("submission_own", args=[submission.code, secret_of(submission.code)]))
    assert "El equipo la está preparando" in answer.content.decode()
    assert client.get(reverse("submission_status", args=[submission.code])).status_code == 200


def test_the_page_before_sending_is_light_too(place, client):
    draft = full_draft(place)
    address = reverse("submission_check", args=[draft.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert "dijo difficulties" in answer.content.decode()
    assert len(queries) <= 16, "\n".join(query["sql"][:300] for query in queries)
