"""A practice that was sent becomes a draft with everything in it, is reviewed and found; its sender is told where."""

import pytest
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from portal.districts.files import district_collection
from portal.practices.models import PracticeContact, PracticePage, PracticeSubmission
from portal.practices.questions import QUESTIONS
from portal.practices.submission.public_outcome import practice_outcome
from portal.practices.submission.similar import similar_practices
from portal.practices.submission.submitted_record import rich_answer
from search.api import search
from search.query import SearchQuery
from tests import factories
from tests.uploads import samples

from .office import accept, person
from .sending import complete, full_draft, quick_draft, send, send_document

pytestmark = pytest.mark.django_db

ROWS = {"figures": ("value", "label"), "annexes": ("title", "url"), "contributions": ("text",)}
FIELDS = {field.name: field for field in PracticeSubmission._meta.get_fields()}
#: what has a counterpart of the same name on the page, rows apart
COUNTERPARTS = sorted(
    name for name in FIELDS if name in {*PracticePage.facts, *PracticePage.texts} and name not in ROWS
)


# What arrives ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COUNTERPARTS)
def test_each_answer_arrives_on_the_page(name, accepted):
    submission, page = accepted
    content = PracticeSubmission.objects.get(submission=submission)
    sent, arrived = getattr(content, name), getattr(page, name)
    if FIELDS[name].many_to_many:
        assert sent.count() == 2
        assert set(arrived.all()) == set(sent.all())
    elif name in QUESTIONS:
        assert sent
        assert arrived == f"<p>{sent}</p>"
    elif name == "end_open":
        assert arrived == sent
    else:
        assert sent
        assert arrived == sent


def test_counterparts_are_not_few():
    assert len(COUNTERPARTS) > 40


@pytest.mark.parametrize("name", ROWS)
def test_each_row_arrives_on_the_page(name, accepted):
    submission, page = accepted
    sent = getattr(PracticeSubmission.objects.get(submission=submission), name)
    arrived = [{part: getattr(row, part) for part in ROWS[name]} for row in getattr(page, name).all()]
    assert len(sent) >= 3
    assert arrived == [{part: row[part] for part in ROWS[name]} for row in sent]


def test_terms_of_rows_arrive(accepted):
    submission, page = accepted
    content = PracticeSubmission.objects.get(submission=submission)
    assert [row.who.code for row in page.contributions.all()] == [row["who"] for row in content.contributions]
    assert [row.kind.code for row in page.annexes.all()] == [row["kind"] for row in content.annexes]
    links = [(link.organisation.name, link.role.code) for link in page.organisation_links.all()]
    assert links == [(row["name"], row["role"]) for row in content.organisations]
    assert len(links) == 3


def test_its_place_is_that_of_the_matter(accepted):
    submission, page = accepted
    assert page.neighbourhood == submission.neighbourhood
    assert page.district == submission.district
    assert page.title == "dijo practice_title"


def test_pictures_arrive_in_their_order_without_what_the_camera_told(teams, place):
    submission = send(full_draft(place))
    page = accept(submission, person(teams, "west_editor"))
    pictures = list(page.pictures.order_by("sort_order"))
    assert [(picture.alt, picture.caption) for picture in pictures] == [("El baldío", "Antes"), ("La plaza", "Después")]
    for picture in pictures:
        assert picture.image.collection == district_collection(submission.district)
        assert (picture.image.credit, picture.image.licence) == ("dijo picture_credit", "CC BY 4.0")
        with picture.image.file.open() as file, Image.open(file) as stored:
            assert dict(stored.getexif()) == {}
        with picture.image.file.open() as file:
            assert b"Camara secreta" not in file.read()


def test_documents_arrive_as_annexes_after_the_links(teams, place, client):
    draft = full_draft(place, pictures=False)
    first = send_document(draft, "Plano de la plaza.pdf")
    send_document(draft, "Informe.pdf", samples.pdf(b"<< /Title (Informe) >>"))
    address = reverse("submission_check", args=[draft.pk])
    assert "Plano de la plaza.pdf" in client.get(address).content.decode()
    page = accept(send(draft), person(teams, "west_editor"))
    files = [annex for annex in page.annexes.order_by("sort_order") if annex.document]
    assert [annex.title for annex in files] == ["Plano de la plaza", "Informe"]
    assert page.annexes.count() == len(ROWS["annexes"]) + 1 + len(files)
    assert files[0].sort_order > max(annex.sort_order for annex in page.annexes.all() if not annex.document)
    with files[0].document.file.open() as kept, first.file.open() as sent:
        assert kept.read() == sent.read()
    page.get_latest_revision().publish()
    html = client.get(PracticePage.objects.get(pk=page.pk).url).content.decode()
    assert "Plano de la plaza" in html
    assert files[0].document.url in html


def test_the_contact_is_kept_beside_the_page_and_stands_nowhere_on_it(accepted, client):
    _submission, page = accepted
    contact = PracticeContact.objects.get(practice=page)
    assert (contact.name, contact.email) == ("dijo contact_person", "contact_mail@example.org")
    page.get_latest_revision().publish()
    html = client.get(PracticePage.objects.get(pk=page.pk).url).content.decode()
    assert "dijo summary" in html
    assert "contact_" not in html
    assert "contact_" not in str(page.get_latest_revision().content)


def test_nothing_is_public_before_its_review(accepted, client):
    submission, page = accepted
    assert not page.live
    assert page.workflow_in_progress
    assert client.get(page.url).status_code == 404
    assert search(SearchQuery(text="dijo summary", kinds=("practice",))).total == 0
    assert "preparando" in practice_outcome(submission).text
    assert practice_outcome(submission).url == ""


def test_what_looks_like_code_stays_text():
    assert rich_answer("a < b & <script>x</script>\n- uno\n- dos") == (
        "<p>a &lt; b &amp; &lt;script&gt;x&lt;/script&gt;</p><ul><li>uno</li><li>dos</li></ul>"
    )


def test_one_of_this_city_needs_no_city(teams, place, settings):
    settings.HOLIDAYS = "AR"
    page = accept(send(quick_draft(place)), person(teams, "west_editor"))
    assert page.place_country == "AR"
    assert page.neighbourhood == place


# The way to the public ------------------------------------------------------------------------------------------------


def test_from_the_quick_form_to_the_bank(teams, place, client):
    draft = quick_draft(
        place, practice_title="La plaza que hizo la escuela", summary="Sembramos lavandas y jacarandas."
    )
    submission = send(draft)
    complete(draft, place)
    again = send(draft)
    assert again == submission
    assert submission.history.filter(action="amended").count() == 1
    page = accept(submission, person(teams, "west_editor"))
    assert page.difficulties == "<p>dijo difficulties</p>"
    teams.act("west_reviewer", page)
    teams.act("curator", PracticePage.objects.get(pk=page.pk))
    page.refresh_from_db()
    assert page.live
    found = search(SearchQuery(text=page.title, kinds=("practice",))).hits
    assert [hit.title for hit in found] == [page.title]
    outcome = practice_outcome(submission)
    assert outcome.url == page.url
    assert client.get(outcome.url).status_code == 200
    assert [one.title for one in similar_practices({"practice_title": page.title, "summary": ""})] == [page.title]


def test_the_sender_is_told_when_it_was_taken_away(accepted):
    submission, page = accepted
    page.get_latest_revision().publish()
    PracticePage.objects.get(pk=page.pk).unpublish()
    outcome = practice_outcome(submission)
    assert "no está publicada" in outcome.text
    assert outcome.url == ""


def test_the_sender_of_another_language_gets_its_address_in_hers(teams, place):
    submission = send(quick_draft(place, "fr"))
    page = accept(submission, person(teams, "west_editor"))
    assert (page.locale.language_code, page.text_language, page.source_language) == ("es", "fr", "fr")
    page.get_latest_revision().publish()
    assert practice_outcome(submission).url.startswith("/fr/")


def test_it_goes_into_the_tree_of_its_language_where_the_district_has_one(teams, place):
    french = factories.translate(teams.pages["west"], "fr")
    submission = send(quick_draft(place, "fr"))
    page = accept(submission, person(teams, "curator"))
    assert page.get_parent() == Page.objects.get(pk=french.pk)
    assert (page.locale.language_code, page.written_in, page.source_language) == ("fr", "", "")
